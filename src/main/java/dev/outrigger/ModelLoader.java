package dev.outrigger;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.config.Hash;
import dev.outrigger.engine.Embedder;
import dev.outrigger.engine.Generator;
import dev.outrigger.life.Loader;
import dev.outrigger.registry.Skills;
import java.io.IOException;
import java.util.Optional;

/** Brings models into this process. */
interface ModelLoader {
    /** Of the analyzer's reader, ready to read. */
    Loader<Wanted.Reader, LearnedReader> readers();

    /** Of generators, ready to answer. */
    Loader<Wanted.Answering, Generator> generators();

    /** Of those that make vectors, ready to answer. */
    Loader<Wanted.Embedding, Embedder> embedders();

    /**
     * Tokens of a request as the model of this name would read it, whether it is loaded or not. Any thread may ask.
     *
     * @throws dev.outrigger.chat.FailureException when the model cannot do what is asked
     */
    int countTokens(String model, ChatRequest request) throws IOException;

    /** Names what a reader learned, as its files are now; absent when they are not there. Any thread may ask. */
    Optional<Hash> hash(Wanted.Reader wanted);

    /** What was measured of the local model of this name; nothing of one that nobody knows. Any thread may ask. */
    Skills skills(String model);

    /** Where models compute, for people; absent where that is this process. */
    default Optional<String> place() {
        return Optional.empty();
    }

    /** Brings no model any more, and leaves those that are elsewhere: before they are freed one by one. */
    default void stop() {}
}
