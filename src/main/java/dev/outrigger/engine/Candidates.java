package dev.outrigger.engine;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * What may follow a sequence: its likeliest tokens, best first, with their exact logits, and how much all others hold
 * together. The arrays are handed over, not copied.
 *
 * @param tokens as many as the program's shortlist has, at least 1
 * @param logits one each
 * @param rest the logarithm of the sum of exp of all other tokens' logits, as the program's four bits have them; minus
 *     infinity when there are no others
 * @param scorer of the others; may be asked until the model's next step
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one draw and is never compared
record Candidates(int[] tokens, float[] logits, float rest, Scorer scorer) {
    Candidates {
        if (tokens.length == 0 || tokens.length != logits.length) {
            throw new IllegalArgumentException(tokens.length + " tokens with " + logits.length + " logits");
        }
    }

    /** These tokens and no others. */
    Candidates(int[] tokens, float[] logits) {
        this(tokens, logits, Float.NEGATIVE_INFINITY, token -> Float.NEGATIVE_INFINITY);
    }

    /** Tells the exact logit of any token of the vocabulary. */
    @FunctionalInterface
    interface Scorer {
        float score(int token);
    }

    int size() {
        return tokens.length;
    }

    /** A token's logit, wherever it stands. */
    float logit(int token) {
        for (int i = 0; i < tokens.length; i++) if (tokens[i] == token) return logits[i];
        return scorer.score(token);
    }

    /** So many best of these tokens, as the scorer has them; the lower ids first among equals. */
    Candidates best(int[] of, int most) {
        float[] scores = new float[of.length];
        for (int i = 0; i < of.length; i++) scores[i] = scorer.score(of[i]);
        int[] places = IntStream.range(0, of.length)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(i -> -scores[i]).thenComparingInt(i -> of[i]))
                .limit(most)
                .mapToInt(Integer::intValue)
                .toArray();
        return at(places, of, scores);
    }

    /** Those at these places. */
    Candidates at(int[] places) {
        return at(places, tokens, logits);
    }

    private Candidates at(int[] places, int[] of, float[] scores) {
        int[] kept = new int[places.length];
        float[] keptScores = new float[places.length];
        for (int i = 0; i < places.length; i++) {
            kept[i] = of[places[i]];
            keptScores[i] = scores[places[i]];
        }
        return new Candidates(kept, keptScores, rest, scorer);
    }

    /** What a logit is less by than the natural logarithm of its token's probability. */
    double logSum() {
        double most = Math.max(logits[0], rest);
        double sum = Math.exp(rest - most);
        for (float logit : logits) sum += Math.exp(logit - most);
        return most + Math.log(sum);
    }

    /**
     * How undecided the model is, in nats; at most that much, for all tokens behind the shortlist count as one.
     *
     * @param logSum {@link #logSum()}
     */
    double entropy(double logSum) {
        double sum = term(rest - logSum);
        for (float logit : logits) sum += term(logit - logSum);
        return sum;
    }

    private static double term(double logProbability) {
        return logProbability == Double.NEGATIVE_INFINITY ? 0 : -logProbability * Math.exp(logProbability);
    }
}
