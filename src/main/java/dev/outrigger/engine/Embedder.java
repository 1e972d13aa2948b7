package dev.outrigger.engine;

import dev.outrigger.chat.Vector;
import io.vertx.core.Future;
import java.util.function.Consumer;

/** Turns whole texts into the vectors that its model is published for. Thread-safe. */
public interface Embedder extends AutoCloseable {
    /** Numbers in each vector. */
    int dimensions();

    /** Tokens of the longest text, the marks around it included. */
    int contextTokens();

    /** Where it computes. */
    Device device();

    /**
     * Makes the vector of a text, all of it; never blocks, and does no work on the caller's thread.
     *
     * @return completes on the embedder's own thread; fails with a {@link dev.outrigger.chat.FailureException} holding
     *     {@link dev.outrigger.chat.Failure.TooLong} when the text is longer than {@link #contextTokens}, and
     *     {@link dev.outrigger.chat.Failure.Overloaded} when its queue is full, it is closed, or the native engine fails
     */
    Future<Embedded> embed(String text);

    /**
     * Calls this once, on any thread, with the reason, when it can make no more vectors though nobody closed it; at once if
     * that is so already.
     */
    void whenLost(Consumer<String> then);

    /** Waits for the batch in work, fails what still waits, and frees the weights. */
    @Override
    void close();

    /**
     * A text's vector.
     *
     * @param vector of unit length
     * @param tokens that the model read, the marks around the text included
     */
    record Embedded(Vector vector, int tokens) {}
}
