package dev.outrigger.sensitive;

/**
 * How many characters may be looked at for one request: each as often as it is, under every layer of its escapes, and again
 * around each number that it stands beside. It bounds the time of a check by what the check does and not by a clock, so that the
 * same text always has the same result. Used by one thread, and {@linkplain #end ended} by any.
 */
public final class Allowance {
    private final long most;
    private long used;
    private volatile boolean ended;

    private Allowance(long most) {
        this.most = most;
    }

    /** So many. */
    public static Allowance of(long characters) {
        return new Allowance(characters);
    }

    /** As many as there are. */
    public static Allowance ample() {
        return new Allowance(Long.MAX_VALUE);
    }

    /** So many more are looked at; throws {@link Spent} where there are not so many left, or nobody waits any more. */
    public void take(long characters) {
        used += characters;
        if (isSpent()) throw new Spent();
    }

    /** Whether more were wanted than there are, or it was ended: what was found until then is not all. */
    public boolean isSpent() {
        return used > most || ended;
    }

    /** How many were looked at. */
    public long used() {
        return used;
    }

    /** Nobody waits for the result any more. */
    public void end() {
        ended = true;
    }

    /** Nothing more may be looked at. It has no stack: it is no fault. */
    public static final class Spent extends RuntimeException {
        private static final long serialVersionUID = 1;

        Spent() {
            super("the allowance is spent", null, false, false);
        }
    }
}
