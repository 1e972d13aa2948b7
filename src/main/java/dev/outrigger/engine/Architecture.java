package dev.outrigger.engine;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The kinds of decoder that the program computes. They share norms before attention and feed-forward, rotary positions,
 * grouped heads and a gated feed-forward; what sets them apart is said here.
 */
enum Architecture {
    /** Llama 2 and 3, SmolLM2, Mistral. GGUF files of it alone keep rows that turn together side by side. */
    LLAMA("llama"),
    /** Qwen2 and Qwen2.5: queries, keys and values have biases. */
    QWEN2("qwen2"),
    /** Qwen3: each query and key head is normed, and heads have a width of their own. */
    QWEN3("qwen3");

    private final String word;

    Architecture(String word) {
        this.word = word;
    }

    /** What GGUF files call it. */
    String word() {
        return word;
    }

    /** What GGUF files call by this word. */
    static Optional<Architecture> ofGguf(String word) {
        return Arrays.stream(values())
                .filter(architecture -> architecture.word.equals(word))
                .findFirst();
    }

    /** What a {@code config.json} calls by this {@code model_type}. */
    static Optional<Architecture> ofConfig(String type) {
        return type.equals("mistral") ? Optional.of(LLAMA) : ofGguf(type);
    }

    /** For messages. */
    static String words() {
        return Arrays.stream(values()).map(Architecture::word).collect(Collectors.joining(", "));
    }

    boolean hasBiases() {
        return this == QWEN2;
    }

    boolean hasHeadNorms() {
        return this == QWEN3;
    }

    /** Whether its rows of queries and keys lie in a GGUF file as {@link RopeRows} says. */
    boolean isSideBySideInGguf() {
        return this == LLAMA;
    }
}
