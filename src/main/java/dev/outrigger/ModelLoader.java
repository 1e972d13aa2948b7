package dev.outrigger;

import dev.outrigger.config.Hash;
import dev.outrigger.engine.Generator;
import dev.outrigger.registry.Skills;
import java.io.IOException;
import java.util.Optional;

/** Brings models into this process. Its methods block, some for seconds, and are called by one thread at a time. */
interface ModelLoader {
    /**
     * The analyzer's reader, ready to read.
     *
     * @throws java.io.FileNotFoundException when a file is missing; the message says what to do
     * @throws IOException when one is damaged
     */
    LearnedReader load(Wanted.Reader wanted) throws IOException;

    /** A generator, ready to answer; failures as above. */
    Generator load(Wanted.Answering wanted) throws IOException;

    /** Names what a reader learned, as its files are now; absent when they are not there. Any thread may ask. */
    Optional<Hash> hash(Wanted.Reader wanted);

    /** What was measured of the local model of this name; nothing of one that nobody knows. Any thread may ask. */
    Skills skills(String model);

    /** Whether there is memory for this one beside all that is loaded. */
    boolean hasRoom(Wanted.Reader wanted);

    /** Whether there is memory for this one beside all that is loaded. */
    boolean hasRoom(Wanted.Answering wanted);

    /** Where models compute, for people; absent where that is this process. */
    default Optional<String> place() {
        return Optional.empty();
    }
}
