package dev.outrigger.analyze;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Small heads over the hashed features of a whole text, taught by the encoder's. A feature has a row of a table in eight
 * bits; the sum of a text's rows by the root of their number, and one layer over it, say what the heads say. Thread safe.
 *
 * <p>Sources: G. Hinton and others, <a href="https://arxiv.org/abs/1503.02531">Distilling the Knowledge in a Neural
 * Network</a>, 2015; A. Joulin and others, <a href="https://arxiv.org/abs/1607.01759">Bag of Tricks for Efficient Text
 * Classification</a>, 2016.
 */
final class QuickHeads {
    private final List<Head> heads;
    private final float sureOfDomain;
    private final FeatureTable table;
    private final DenseLayer bend;
    private final DenseLayer out;

    /**
     * One head.
     *
     * @param labels of its columns; two of a head that is a probability, the second of which is meant
     * @param sure confidence from which on it nearly always says what the encoder says; over 1 where it never does
     */
    record Head(String name, List<String> labels, float sure) {
        Head {
            labels = List.copyOf(labels);
        }
    }

    /**
     * @param sureOfDomain the same as a head's {@code sure}, of the domain that is summed from the tasks
     * @param bend from the vector, negative numbers as 0, to as many
     * @param out from the vector and what was bent, to as many as the heads have labels
     */
    QuickHeads(List<Head> heads, float sureOfDomain, FeatureTable table, DenseLayer bend, DenseLayer out) {
        this.sureOfDomain = sureOfDomain;
        this.heads = List.copyOf(heads);
        this.table = table;
        this.bend = bend;
        this.out = out;
    }

    List<Head> heads() {
        return heads;
    }

    float sureOfDomain() {
        return sureOfDomain;
    }

    /** What each head says of a text, by name. */
    Map<String, Distribution> read(String text) {
        float[] vector = table.read(text);
        float[] bent = positive(bend.apply(positive(vector)));
        float[] both = Arrays.copyOf(vector, vector.length + bent.length);
        System.arraycopy(bent, 0, both, vector.length, bent.length);
        float[] logits = out.apply(both);
        Map<String, Distribution> answers = new LinkedHashMap<>();
        int column = 0;
        for (Head head : heads) {
            answers.put(head.name(), softmax(head.labels(), logits, column));
            column += head.labels().size();
        }
        return answers;
    }

    private static float[] positive(float[] numbers) {
        float[] kept = new float[numbers.length];
        for (int i = 0; i < numbers.length; i++) kept[i] = Math.max(0, numbers[i]);
        return kept;
    }

    private static Distribution softmax(List<String> labels, float[] logits, int from) {
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < labels.size(); i++) most = Math.max(most, logits[from + i]);
        double sum = 0;
        for (int i = 0; i < labels.size(); i++) sum += Math.exp(logits[from + i] - most);
        Map<String, Double> probabilities = new LinkedHashMap<>();
        for (int i = 0; i < labels.size(); i++)
            probabilities.put(labels.get(i), Math.exp(logits[from + i] - most) / sum);
        return new Distribution(probabilities);
    }
}
