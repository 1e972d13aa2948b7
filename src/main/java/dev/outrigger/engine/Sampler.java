package dev.outrigger.engine;

import dev.outrigger.chat.Sampling;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/**
 * Draws the next token: of the {@code topK} likeliest, at this temperature, those that together hold {@code topP} of
 * the probability. Repeatable by its seed. Only the program's shortlist is ever drawn from, so a {@code topK} above
 * its size changes nothing.
 *
 * <p>Source: <a href="https://arxiv.org/abs/1904.09751">The Curious Case of Neural Text Degeneration</a> (nucleus).
 */
final class Sampler {
    /** Greedy: of a small model the likeliest answer is the soundest, and it is repeatable. */
    static final double DEFAULT_TEMPERATURE = 0;

    /** What SmolLM2's authors recommend with a temperature. */
    static final double DEFAULT_TOP_P = 0.9;

    private final double temperature;
    private final double topP;
    private final int topK;
    private final RandomGenerator random;

    Sampler(double temperature, double topP, int topK, long seed) {
        this.temperature = temperature;
        this.topP = topP;
        this.topK = topK;
        this.random = new SplittableRandom(seed);
    }

    /** As the app said, defaults where it did not; without a seed each draw is new. */
    static Sampler of(Sampling sampling) {
        return new Sampler(
                sampling.temperature().orElse(DEFAULT_TEMPERATURE),
                sampling.topP().orElse(DEFAULT_TOP_P),
                sampling.topK().orElse(Integer.MAX_VALUE),
                sampling.seed().orElseGet(() -> ThreadLocalRandom.current().nextLong()));
    }

    /** One of the candidates' tokens. */
    int draw(Candidates candidates) {
        int kept = Math.clamp(topK, 1, candidates.size());
        if (temperature <= 0 || kept == 1) return candidates.tokens()[0];
        double[] weights = new double[kept];
        double all = 0;
        for (int i = 0; i < kept; i++) {
            weights[i] = Math.exp((candidates.logits()[i] - candidates.logits()[0]) / temperature);
            all += weights[i];
        }
        double nucleus = weights[0];
        int last = 0;
        while (last + 1 < kept && nucleus < topP * all) nucleus += weights[++last];
        double drawn = random.nextDouble() * nucleus;
        int i = 0;
        while (i < last && (drawn -= weights[i]) >= 0) i++;
        return candidates.tokens()[i];
    }
}
