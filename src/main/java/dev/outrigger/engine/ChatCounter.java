package dev.outrigger.engine;

import dev.outrigger.chat.ChatRequest;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Counts the tokens of chats as a model would read them, template included, by what its files say of its language: of its
 * weights nothing is read. Thread-safe.
 */
public final class ChatCounter implements AutoCloseable {
    private final Language language;

    private ChatCounter(Language language) {
        this.language = language;
    }

    /**
     * Blocks for some hundred milliseconds.
     *
     * @param weights the model's GGUF file, or the folder of its files
     * @throws IOException when it is missing, damaged, or of no chat model
     */
    public static ChatCounter open(Path weights) throws IOException {
        try (DecoderFile file = DecoderFile.open(weights)) {
            return new ChatCounter(file.language());
        }
    }

    /**
     * Tokens of a request.
     *
     * @throws dev.outrigger.chat.FailureException {@link dev.outrigger.chat.Failure.Untranslatable} when the model cannot
     *     do what is asked
     */
    public int count(ChatRequest request) {
        return language.encode(Turn.of(request)).length;
    }

    @Override
    public void close() {
        language.close();
    }
}
