package dev.outrigger.engine;

/**
 * The adapters that lie over a model.
 *
 * @param count of those that are whole
 * @param bytes of memory that they take, with those that are on their way
 */
public record Laid(int count, long bytes) {
    /** No adapter at all. */
    public static final Laid NONE = new Laid(0, 0);
}
