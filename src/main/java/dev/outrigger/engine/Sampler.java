package dev.outrigger.engine;

import dev.outrigger.chat.Sampling;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/**
 * Draws the next token: of the {@code topK} likeliest, at this temperature, those that together hold {@code topP} of
 * the probability, and of them those that are at least {@code minP} times as likely as the likeliest. That is the order of
 * vLLM, transformers and Ollama; llama.cpp's own chain has the temperature last. Repeatable by its seed. Only the program's shortlist is ever drawn from, so a {@code topK} above
 * its size changes nothing.
 *
 * <p>Source: <a href="https://arxiv.org/abs/1904.09751">The Curious Case of Neural Text Degeneration</a> (nucleus);
 * <a href="https://arxiv.org/abs/2407.01082">Turning Up the Heat</a> (min-p).
 */
final class Sampler {
    /** Greedy: of a small model the likeliest answer is the soundest, and it is repeatable. */
    static final double DEFAULT_TEMPERATURE = 0;

    /** OpenAI's own: several choices are asked for to differ. */
    static final double SEVERAL_TEMPERATURE = 1;

    /** What SmolLM2's authors recommend with a temperature. */
    static final double DEFAULT_TOP_P = 0.9;

    private final double temperature;
    private final double topP;
    private final int topK;
    private final double minP;
    private final long seed;
    private final RandomGenerator random;
    private long draws;

    Sampler(double temperature, double topP, int topK, double minP, long seed) {
        this.temperature = temperature;
        this.topP = topP;
        this.topK = topK;
        this.minP = minP;
        this.seed = seed;
        this.random = new SplittableRandom(seed);
    }

    /**
     * As the app said, defaults where it did not; without a seed each draw is new.
     *
     * @param choice which of the answer's choices: the same seed draws another one for each
     */
    static Sampler of(Sampling sampling, int choice) {
        long seed = sampling.seed().orElseGet(() -> ThreadLocalRandom.current().nextLong());
        return of(sampling, seed + choice);
    }

    /** The one that drew this, where it stood then. */
    static Sampler of(Sampling sampling, Draft draft) {
        Sampler sampler = of(sampling, draft.seed());
        while (sampler.draws < draft.draws()) sampler.nextDouble();
        return sampler;
    }

    private static Sampler of(Sampling sampling, long seed) {
        return new Sampler(
                sampling.temperature().orElse(sampling.choices() > 1 ? SEVERAL_TEMPERATURE : DEFAULT_TEMPERATURE),
                sampling.topP().orElse(DEFAULT_TOP_P),
                sampling.topK().orElse(Integer.MAX_VALUE),
                sampling.minP().orElse(0),
                seed);
    }

    long seed() {
        return seed;
    }

    /** Random numbers that were drawn. */
    long draws() {
        return draws;
    }

    private double nextDouble() {
        draws++;
        return random.nextDouble();
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
        // The likeliest weighs 1.
        while (last + 1 < kept && nucleus < topP * all && weights[last + 1] >= minP) nucleus += weights[++last];
        double drawn = nextDouble() * nucleus;
        int i = 0;
        while (i < last && (drawn -= weights[i]) >= 0) i++;
        return candidates.tokens()[i];
    }
}
