package dev.outrigger.registry;

/**
 * Verdicts that were given on a model's answers: so many found good, so many bad. Old ones count ever less, so that a
 * model which its provider changes shows it. What was expected before the first is no part of it, see {@link Belief}.
 *
 * @param good 0 or more
 * @param bad likewise
 */
public record Verdicts(double good, double bad) {
    /** None was given. */
    public static final Verdicts NONE = new Verdicts(0, 0);

    /** So many count at most. */
    static final double MOST = 1_000;

    public Verdicts {
        if (!(good >= 0 && bad >= 0)) throw new IllegalArgumentException("good and bad must be 0 or more");
    }

    /** How many count. */
    public double count() {
        return good + bad;
    }

    /** With one more. */
    Verdicts judged(boolean wasGood) {
        return faded(kept()).and(wasGood);
    }

    /** The share of each that still counts when one more comes. */
    double kept() {
        return count() + 1 > MOST ? (MOST - 1) / count() : 1;
    }

    /** The same, of which so much counts. */
    Verdicts faded(double share) {
        return new Verdicts(good * share, bad * share);
    }

    /** With one more, beside which all others count as before. */
    Verdicts and(boolean wasGood) {
        return new Verdicts(good + (wasGood ? 1 : 0), bad + (wasGood ? 0 : 1));
    }

    /** Those that are not among these. */
    Verdicts without(Verdicts some) {
        return new Verdicts(Math.max(0, good - some.good), Math.max(0, bad - some.bad));
    }
}
