package dev.outrigger.chat;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What is added to the logits of single tokens before one is drawn, by the tokens' ids, which are those of one model's own
 * tokenizer. Immutable.
 *
 * <p>Source: OpenAI API reference, "Chat", {@code logit_bias}.
 */
public final class LogitBias {
    /** Nothing said. */
    public static final LogitBias NONE = new LogitBias(new int[0], new double[0]);

    /** Rising. */
    private final int[] tokens;

    private final double[] biases;

    private LogitBias(int[] tokens, double[] biases) {
        this.tokens = tokens;
        this.biases = biases;
    }

    /** Copies the map, from ids of tokens to finite numbers. */
    public static LogitBias of(Map<Integer, Double> said) {
        if (said.isEmpty()) return NONE;
        TreeMap<Integer, Double> rising = new TreeMap<>(said);
        double[] biases =
                rising.values().stream().mapToDouble(Double::doubleValue).toArray();
        for (double bias : biases)
            if (!Double.isFinite(bias)) throw new IllegalArgumentException("a bias must be finite");
        return new LogitBias(
                rising.keySet().stream().mapToInt(Integer::intValue).toArray(), biases);
    }

    public boolean isEmpty() {
        return tokens.length == 0;
    }

    public int size() {
        return tokens.length;
    }

    /** Those that have one, rising. */
    public IntStream tokens() {
        return Arrays.stream(tokens);
    }

    /** That of a token; 0 where none was said. */
    public double of(int token) {
        int at = Arrays.binarySearch(tokens, token);
        return at < 0 ? 0 : biases[at];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LogitBias bias
                && Arrays.equals(tokens, bias.tokens)
                && Arrays.equals(biases, bias.biases);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(tokens) + Arrays.hashCode(biases);
    }

    /** The size alone: tokens are words of the app. */
    @Override
    public String toString() {
        return "LogitBias of " + tokens.length + " tokens";
    }
}
