package dev.outrigger.engine.grammar.automaton;

/** The work that goes into one grammar, which is bounded however it is put together. Belongs to one thread. */
public final class Effort {
    /** Steps, each some nanoseconds: together at most a few tenths of a second. */
    public static final int MAX_STEPS = 10_000_000;

    private int steps;

    /**
     * Adds steps to it.
     *
     * @throws NotRegular when it becomes too much
     */
    public void spend(int more) {
        steps += more;
        if (steps > MAX_STEPS) throw new NotRegular("takes more than " + MAX_STEPS + " steps to compile");
    }
}
