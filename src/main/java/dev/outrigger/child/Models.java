package dev.outrigger.child;

import dev.outrigger.chat.Bytes;
import dev.outrigger.engine.Embedder;
import dev.outrigger.engine.Encoder;
import dev.outrigger.engine.Generator;
import java.io.IOException;
import java.util.function.DoubleConsumer;

/** Loads what the engine's process serves; its methods block, and are called by one thread at a time. */
public interface Models {
    /**
     * A generator, ready to answer.
     *
     * @param wanted as the sidecar {@link Packed} it
     * @param progress hears, on any thread, which share of its weights is in, 0 to 1
     * @throws java.io.FileNotFoundException when a file is missing; the message says what to do
     * @throws IOException when one is damaged
     */
    Generator generator(Bytes wanted, DoubleConsumer progress) throws IOException;

    /** An encoder; likewise. */
    Encoder encoder(Bytes wanted, DoubleConsumer progress) throws IOException;

    /** A model that makes vectors; likewise. */
    Embedder embedder(Bytes wanted, DoubleConsumer progress) throws IOException;
}
