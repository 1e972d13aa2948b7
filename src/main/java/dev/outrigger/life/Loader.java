package dev.outrigger.life;

import dev.outrigger.engine.Footprint;
import java.io.IOException;
import java.util.function.DoubleConsumer;

/** Brings models of a kind into memory. Called by one thread at a time, which it blocks, some methods for seconds. */
public interface Loader<K, M> {
    /**
     * A model, warm and ready to answer.
     *
     * @param progress hears, on any thread, which share of its weights is in, 0 to 1
     * @throws java.io.FileNotFoundException when a file is missing; the message says what to do
     * @throws IOException when one is damaged, or the model could not be loaded
     */
    Loaded<M> load(K terms, DoubleConsumer progress) throws IOException;

    /** What it will hold; failures as above. */
    Footprint footprint(K terms) throws IOException;

    /** Whether the machine has memory for it beside all that is loaded. */
    boolean hasRoom(K terms);
}
