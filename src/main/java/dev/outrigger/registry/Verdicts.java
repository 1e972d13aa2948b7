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

    public Verdicts {
        if (!(good >= 0 && bad >= 0)) throw new IllegalArgumentException("good and bad must be 0 or more");
    }

    /** How many count. */
    public double count() {
        return good + bad;
    }

    /** With one more. */
    Verdicts judged(boolean wasGood) {
        double kept = count() >= Belief.MOST ? 1 - 1 / count() : 1;
        return new Verdicts(good * kept + (wasGood ? 1 : 0), bad * kept + (wasGood ? 0 : 1));
    }
}
