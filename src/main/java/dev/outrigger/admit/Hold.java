package dev.outrigger.admit;

/** A part of what an exchange holds in memory. Confined to one event loop. */
public final class Hold {
    private final Holdings holdings;
    private long bytes;

    Hold(Holdings holdings) {
        this.holdings = holdings;
    }

    /** Holds so much more, if there is room. */
    public boolean tryGrow(long more) {
        if (!holdings.tryGrow(more)) return false;
        bytes += more;
        return true;
    }

    /** Holds so much less. */
    public void shrink(long less) {
        bytes -= less;
        holdings.shrink(less);
    }

    /** Holds so much, if there is room; less always fits. */
    public boolean tryResize(long size) {
        if (size > bytes) return tryGrow(size - bytes);
        if (size < bytes) shrink(bytes - size);
        return true;
    }

    /** Gives everything back; harmless when there is nothing. */
    public void release() {
        shrink(bytes);
    }

    /** What it holds. */
    public long bytes() {
        return bytes;
    }
}
