package dev.outrigger.backend;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.registry.ModelProfile;
import java.io.IOException;

/** Counts the tokens of a request as a model of this process reads it. */
@FunctionalInterface
public interface TokenCounter {
    /**
     * Blocks, for some hundred milliseconds where the model is not loaded.
     *
     * @throws IOException when its files are not there
     * @throws dev.outrigger.chat.FailureException when the model cannot do what is asked
     */
    int count(ModelProfile model, ChatRequest request) throws IOException;
}
