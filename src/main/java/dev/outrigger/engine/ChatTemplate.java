package dev.outrigger.engine;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * ChatML as SmolLM2 was trained on it: each turn between {@code <|im_start|>} and {@code <|im_end|>}, its speaker in the
 * first line, and the model named in a system turn when the chat brings none.
 *
 * <p>Source: {@code tokenizer.chat_template} of the model's GGUF file.
 */
final class ChatTemplate {
    private static final Turn DEFAULT_SYSTEM =
            new Turn("system", "You are a helpful AI assistant named SmolLM, trained by Hugging Face");

    private final Tokenizer tokenizer;
    private final int start;
    private final int end;

    ChatTemplate(Tokenizer tokenizer, Vocabulary vocabulary) throws IOException {
        this.tokenizer = tokenizer;
        this.start = vocabulary.mark("<|im_start|>");
        this.end = vocabulary.mark("<|im_end|>");
    }

    /** The tokens of the chat up to where the model's answer begins. */
    int[] encode(List<Turn> turns) {
        IntStream.Builder tokens = IntStream.builder();
        if (turns.isEmpty() || !turns.getFirst().speaker().equals("system")) write(DEFAULT_SYSTEM, tokens);
        for (Turn turn : turns) write(turn, tokens);
        tokens.add(start);
        write("assistant\n", tokens);
        return tokens.build().toArray();
    }

    private void write(Turn turn, IntStream.Builder tokens) {
        tokens.add(start);
        write(turn.speaker() + "\n" + turn.text(), tokens);
        tokens.add(end);
        write("\n", tokens);
    }

    private void write(String text, IntStream.Builder tokens) {
        for (int token : tokenizer.encode(text)) tokens.add(token);
    }
}
