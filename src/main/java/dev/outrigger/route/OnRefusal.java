package dev.outrigger.route;

/** What becomes of a request that a content filter refused. */
public enum OnRefusal {
    /** The refusal is the answer. */
    STOP,
    /** The next candidate is asked; the last one's refusal is the answer. */
    NEXT
}
