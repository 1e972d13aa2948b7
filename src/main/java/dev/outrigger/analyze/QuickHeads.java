package dev.outrigger.analyze;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Linear heads over the hashed features of a whole text. A row of weights belongs to a few neighbouring buckets, one
 * weight for each label of each head. Thread safe.
 */
final class QuickHeads {
    private final List<Head> heads;
    private final float sureOfDomain;
    private final int columns;
    private final int shift;
    private final byte[] weights;

    /**
     * One head.
     *
     * @param labels of its columns; two of a head that is a probability, the second of which is meant
     * @param bias of each label
     * @param scale of a weight, by the head's temperature
     * @param sure confidence from which on it is about as often right as the encoder; over 1 where it never is
     */
    record Head(String name, List<String> labels, List<Float> bias, float scale, float sure) {
        Head {
            labels = List.copyOf(labels);
            bias = List.copyOf(bias);
        }
    }

    /**
     * @param sureOfDomain the same as a head's {@code sure}, of the domain that is summed from the tasks
     * @param weights row by row, {@code [rows, columns]} with as many columns as the heads have labels
     */
    QuickHeads(List<Head> heads, float sureOfDomain, byte[] weights) {
        this.sureOfDomain = sureOfDomain;
        this.heads = List.copyOf(heads);
        this.columns = heads.stream().mapToInt(head -> head.labels().size()).sum();
        int rows = weights.length / Math.max(1, columns);
        if (Integer.bitCount(rows) != 1 || rows > HashedText.BUCKETS || rows * columns != weights.length) {
            throw new IllegalArgumentException(weights.length + " weights are not of " + columns + " columns");
        }
        this.shift = HashedText.BITS - Integer.numberOfTrailingZeros(rows);
        this.weights = weights.clone();
    }

    List<Head> heads() {
        return heads;
    }

    float sureOfDomain() {
        return sureOfDomain;
    }

    /** What each head says of a text, by name. */
    Map<String, Distribution> read(String text) {
        int[] sums = new int[columns];
        int[] features = {0};
        HashedText.whole(text, buckets -> {
            features[0] = buckets.size();
            for (int i = 0; i < buckets.size(); i++) add(sums, buckets.get(i) >>> shift);
        });
        double unit = 1 / Math.sqrt(features[0]);
        Map<String, Distribution> answers = new LinkedHashMap<>();
        int column = 0;
        for (Head head : heads) {
            answers.put(head.name(), softmax(head, sums, column, unit));
            column += head.labels().size();
        }
        return answers;
    }

    private void add(int[] sums, int row) {
        int from = row * columns;
        for (int column = 0; column < columns; column++) sums[column] += weights[from + column];
    }

    private static Distribution softmax(Head head, int[] sums, int from, double unit) {
        List<Double> logits = new ArrayList<>();
        for (int i = 0; i < head.labels().size(); i++)
            logits.add(sums[from + i] * unit * head.scale() + head.bias().get(i));
        double most = logits.stream().mapToDouble(logit -> logit).max().orElseThrow();
        double sum =
                logits.stream().mapToDouble(logit -> Math.exp(logit - most)).sum();
        Map<String, Double> probabilities = new LinkedHashMap<>();
        for (int i = 0; i < logits.size(); i++)
            probabilities.put(head.labels().get(i), Math.exp(logits.get(i) - most) / sum);
        return new Distribution(probabilities);
    }
}
