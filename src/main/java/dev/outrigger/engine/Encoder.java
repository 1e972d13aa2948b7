package dev.outrigger.engine;

import io.vertx.core.Future;
import java.util.function.Consumer;

/** Turns a text into one vector, such that texts of like meaning lie near each other. */
public interface Encoder extends AutoCloseable {
    /** Numbers in each vector. */
    int dimensions();

    /** Where it computes. */
    Device device();

    /**
     * Encodes a text; never blocks, and does no work on the caller's thread. Only the head and the tail of a long text
     * are looked at.
     *
     * @return completes on the encoder's own thread when the vector is there; fails with a
     *     {@link dev.outrigger.chat.FailureException} holding {@link dev.outrigger.chat.Failure.Overloaded} when its
     *     queue is full, it is closed, or the native engine fails
     */
    Future<Embedding> encode(String text);

    /**
     * Calls this once, on any thread, with the reason, when it can encode no more though nobody closed it; at once if that
     * is so already.
     */
    void whenLost(Consumer<String> then);

    /** Waits for the batch in work, fails what still waits, and frees the weights. */
    @Override
    void close();
}
