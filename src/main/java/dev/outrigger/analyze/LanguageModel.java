package dev.outrigger.analyze;

import java.util.Arrays;
import java.util.List;

/**
 * A maximum entropy model of languages over character n-grams, in flat arrays. Thread safe.
 *
 * <pre>
 * P(language | text) = softmax( Σ weight[n-gram, language] over the text's distinct n-grams )
 * </pre>
 *
 * Most n-grams have weights for a few languages only: a sparse matrix, compressed by rows. The uniform prior of the
 * trained model cancels out. Weights are floats: over a text of {@link LanguageEvidence#READ_CHARS} characters that moves
 * no probability by 10⁻⁶.
 *
 * <p>Source: Adwait Ratnaparkhi, "A Simple Introduction to Maximum Entropy Models for Natural Language Processing", 1997.
 */
final class LanguageModel {
    /** A column is a byte. */
    static final int MOST_LANGUAGES = 1 << Byte.SIZE;

    private final List<String> languages;
    private final long[] grams;
    private final int[] starts;
    private final byte[] columns;
    private final float[] weights;

    /**
     * Keeps the arrays as they are.
     *
     * @param languages codes of ISO 639-3, by column; two or more
     * @param grams the rows: {@link NGrams} in ascending order, each once
     * @param starts where each row's weights begin, and where the last one's end
     * @param columns which language each weight is for
     */
    LanguageModel(List<String> languages, long[] grams, int[] starts, byte[] columns, float[] weights) {
        this.languages = List.copyOf(languages);
        this.grams = grams;
        this.starts = starts;
        this.columns = columns;
        this.weights = weights;
    }

    /** Codes of ISO 639-3, by column. */
    List<String> languages() {
        return languages;
    }

    /**
     * The logarithm of each language's probability, by column, but for a term that all share.
     *
     * @param text {@link NGrams} of a text
     */
    double[] scores(long[] text) {
        double[] scores = new double[languages.size()];
        for (long gram : text) {
            int row = Arrays.binarySearch(grams, gram);
            if (row < 0) continue;
            for (int at = starts[row]; at < starts[row + 1]; at++)
                scores[Byte.toUnsignedInt(columns[at])] += weights[at];
        }
        return scores;
    }

    /** What it keeps of the heap: its arrays. */
    long bytes() {
        return (long) grams.length * Long.BYTES
                + (long) starts.length * Integer.BYTES
                + columns.length
                + (long) weights.length * Float.BYTES;
    }
}
