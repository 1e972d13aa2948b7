package dev.outrigger.registry;

/**
 * How good a model is thought to be at something, and how surely: a Beta distribution of the chance of a good answer.
 * Each of its {@link Verdicts} adds one to a side; the prior is what its profile says, as if it were a few verdicts.
 *
 * <pre>
 * mean            m = g / (g + b)
 * standard error  s = √(m (1 − m) / (g + b + 1))
 * </pre>
 *
 * @param good verdicts, those of the prior included; over 0
 * @param bad likewise
 */
public record Belief(double good, double bad) {
    /** Nothing is known: every chance is as likely. */
    static final Belief NONE = new Belief(1, 1);

    public Belief {
        if (!(good > 0 && bad > 0)) throw new IllegalArgumentException("good and bad must be over 0");
    }

    /** As if so many verdicts had shown this share. */
    static Belief of(double share, double verdicts) {
        return new Belief(1 + share * verdicts, 1 + (1 - share) * verdicts);
    }

    /** The chance of a good answer, 0 to 1. */
    public double mean() {
        return good / (good + bad);
    }

    /** How far off the mean may well be. */
    public double standardError() {
        return Math.sqrt(mean() * (1 - mean()) / (good + bad + 1));
    }

    /** With these verdicts. */
    Belief after(Verdicts given) {
        return new Belief(good + given.good(), bad + given.bad());
    }
}
