package dev.outrigger.engine;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A linear classifier over an embedding: logits = W·x + b, divided by a temperature that was fitted so that its
 * confidences can be believed. A head of two labels has one row: the logit of its second label against its first.
 *
 * <p>Source: Guo et al., <a href="https://arxiv.org/abs/1706.04599">On Calibration of Modern Neural Networks</a>, 2017.
 *
 * @param weights one row a logit, each of the encoder's dimensions
 * @param bias one number a logit
 * @param temperature above 0; 1 leaves the logits as they are
 * @param lengths what each label stands for, where labels are lengths
 */
record Head(
        String name,
        List<String> labels,
        List<Embedding> weights,
        List<Float> bias,
        double temperature,
        Optional<Lengths> lengths) {
    Head {
        labels = List.copyOf(labels);
        weights = List.copyOf(weights);
        bias = List.copyOf(bias);
        int logits = labels.size() == 2 ? 1 : labels.size();
        if (labels.size() < 2 || weights.size() != logits || bias.size() != logits) {
            throw new IllegalArgumentException("head " + name + " has " + labels.size() + " labels but "
                    + weights.size() + " rows and " + bias.size() + " biases");
        }
        int known = lengths.map(of -> of.tokens().size()).orElse(labels.size());
        if (known != labels.size()) {
            throw new IllegalArgumentException(
                    "head " + name + " has " + labels.size() + " labels but lengths of " + known);
        }
        if (!(temperature > 0) || Double.isInfinite(temperature)) {
            throw new IllegalArgumentException("temperature of head " + name + " must be above 0, was " + temperature);
        }
    }

    Head(String name, List<String> labels, List<Embedding> weights, List<Float> bias, double temperature) {
        this(name, labels, weights, bias, temperature, Optional.empty());
    }

    /** The length under which that share of what is expected is; absent where labels are no lengths. */
    OptionalDouble length(Embedding embedding, double level) {
        return lengths.map(of -> OptionalDouble.of(of.quantile(probabilities(embedding), level)))
                .orElseGet(OptionalDouble::empty);
    }

    /** A probability for each label; they add up to 1. */
    double[] probabilities(Embedding embedding) {
        double[] scaled = new double[labels.size()];
        int first = labels.size() - weights.size();
        for (int i = 0; i < weights.size(); i++) {
            scaled[first + i] = (weights.get(i).dot(embedding) + bias.get(i)) / temperature;
        }
        return softmax(scaled);
    }

    /** e^z / Σ e^z, computed so that no logit, however large, overflows; of [0, z] it is the sigmoid of z. */
    static double[] softmax(double[] logits) {
        double most = Double.NEGATIVE_INFINITY;
        for (double logit : logits) most = Math.max(most, logit);
        double[] out = new double[logits.length];
        double sum = 0;
        for (int i = 0; i < out.length; i++) {
            out[i] = Math.exp(logits[i] - most);
            sum += out[i];
        }
        for (int i = 0; i < out.length; i++) out[i] /= sum;
        return out;
    }
}
