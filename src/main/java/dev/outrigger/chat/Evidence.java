package dev.outrigger.chat;

/**
 * How sure a model was of what it wrote, by its own probabilities, before temperature and penalties. Sums, so that pieces of
 * an answer add up.
 *
 * @param tokens of which this is known
 * @param logProbSum sum of the natural logarithms of their probabilities
 * @param leastLogProb of the least likely of them; 0 without tokens
 * @param entropySum sum of the entropies of what might have stood in their places, in nats
 */
public record Evidence(int tokens, double logProbSum, double leastLogProb, double entropySum) {
    /** Nothing is known. */
    public static final Evidence NONE = new Evidence(0, 0, 0, 0);

    /** Of one token. */
    public static Evidence of(double logProb, double entropy) {
        return new Evidence(1, logProb, logProb, entropy);
    }

    /** Of these tokens and others. */
    public Evidence plus(Evidence other) {
        return new Evidence(
                tokens + other.tokens,
                logProbSum + other.logProbSum,
                Math.min(leastLogProb, other.leastLogProb),
                entropySum + other.entropySum);
    }

    /** The mean of the logarithms: e to it is the geometric mean of the probabilities. There must be tokens. */
    public double meanLogProb() {
        return logProbSum / tokens;
    }

    /** In nats. There must be tokens. */
    public double meanEntropy() {
        return entropySum / tokens;
    }
}
