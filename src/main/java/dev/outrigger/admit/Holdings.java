package dev.outrigger.admit;

import dev.outrigger.chat.Failure;

/**
 * What one exchange holds in memory, as it counts on the heap: its request, the answers and the error answers it waits
 * for, frames that wait for their reader. All exchanges together stay within {@code limits.bufferedBytes}: what has no
 * room is not held, and whoever asked has to say so. Confined to one event loop.
 *
 * <p>When the exchange ends it is closed, and everything is given back at once, whatever became of its parts. So nothing
 * can be forgotten, and nothing is given back twice.
 */
public final class Holdings {
    private final Admission admission;
    private final Limits limits;
    private long held;
    private boolean closed;

    Holdings(Admission admission, Limits limits) {
        this.admission = admission;
        this.limits = limits;
    }

    /** A part that holds nothing yet. */
    public Hold open() {
        return new Hold(this);
    }

    /** The exchange is over: everything is given back, and no part can grow any more. */
    public void close() {
        closed = true;
        admission.release(held);
        held = 0;
    }

    /** What is held now. */
    public long bytes() {
        return held;
    }

    /** Why something is not held; nobody's fault but ours. */
    public Failure full(String what) {
        return new Failure.Saturated(
                what + " has no room: limits.bufferedBytes, " + limits.bufferedBytes() + ", is reached");
    }

    boolean tryGrow(long bytes) {
        if (closed || !admission.tryHold(bytes, limits)) return false;
        held += bytes;
        return true;
    }

    void shrink(long bytes) {
        if (closed) return;
        held -= bytes;
        admission.release(bytes);
    }
}
