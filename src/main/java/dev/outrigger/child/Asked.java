package dev.outrigger.child;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Passage;
import dev.outrigger.engine.Ask;

/** What the sidecar says to the engine's process. Numbers are its own, each given once. */
sealed interface Asked {
    /** What to load. */
    enum Kind {
        GENERATOR,
        ENCODER,
        /** What makes vectors of whole texts. */
        EMBEDDER
    }

    /** Load a model, which has this number from then on. */
    record Load(long model, Kind kind, Bytes wanted) implements Asked {}

    /** Free it. */
    record Free(long model) implements Asked {}

    /**
     * Answer; nothing is sent before it is requested.
     *
     * @param ask its deadline counts from when it is sent
     */
    record Generate(long answer, long model, Ask ask) implements Asked {}

    /** So many more events of the answer are wanted. */
    record Request(long answer, long events) implements Asked {}

    /** The answer is not wanted any more. */
    record Cancel(long answer) implements Asked {}

    /** Count the tokens of a request. */
    record Count(long call, long model, ChatRequest request) implements Asked {}

    /** Encode a text. */
    record Encode(long call, long model, Passage text) implements Asked {}

    /** Make the vector of a whole text. */
    record Embed(long call, long model, Passage text) implements Asked {}
}
