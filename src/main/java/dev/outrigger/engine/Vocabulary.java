package dev.outrigger.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** The tokens of a model: the bytes each one stands for, and which of them end its turn. */
final class Vocabulary {
    private static final byte[] NO_BYTES = {};

    /** Control tokens that end a turn in every model that has them; not every file says so. */
    private static final Set<String> END_NAMES = Set.of(
            "<|endoftext|>", "<|im_end|>", "<|eot_id|>", "<|eom_id|>", "<|end_of_text|>", "<|end|>", "<end_of_turn>");

    private final byte[][] bytes;
    private final Set<Integer> ends;
    private final int longestToken;

    private Vocabulary(byte[][] bytes, Set<Integer> ends) {
        this.bytes = bytes;
        this.ends = ends;
        this.longestToken =
                Arrays.stream(bytes).mapToInt(token -> token.length).max().orElse(1);
    }

    /** That of a GGUF file. */
    static Vocabulary of(Gguf file) throws IOException {
        List<Integer> ends = new ArrayList<>();
        for (String key : List.of("tokenizer.ggml.eos_token_id", "tokenizer.ggml.eot_token_id")) {
            if (file.has(key)) ends.add(file.whole(key));
        }
        return of(TokenNames.of(file), ends);
    }

    /**
     * One of these tokens.
     *
     * @param ends tokens that end a turn, beside those that always do
     * @throws IOException when a token's name spells nothing
     */
    static Vocabulary of(TokenNames tokens, List<Integer> ends) throws IOException {
        byte[][] bytes = new byte[tokens.size()][];
        Set<Integer> allEnds = new HashSet<>(ends);
        for (int token = 0; token < bytes.length; token++) {
            bytes[token] = bytes(tokens, token);
            boolean isControl = tokens.is(token, TokenKind.CONTROL);
            if (isControl && END_NAMES.contains(tokens.name(token))) allEnds.add(token);
        }
        return new Vocabulary(bytes, Set.copyOf(allEnds));
    }

    private static byte[] bytes(TokenNames tokens, int token) throws IOException {
        TokenKind kind = tokens.kinds().get(token);
        return switch (kind) {
            case CONTROL, UNKNOWN, UNUSED -> NO_BYTES;
            case NORMAL, USER_DEFINED, BYTE -> {
                try {
                    yield tokens.spelling().bytes(tokens.name(token), kind);
                } catch (IllegalArgumentException cause) {
                    throw new IOException("token " + token + ": " + cause.getMessage(), cause);
                }
            }
        };
    }

    /**
     * The same with so many tokens: models have more rows than tokens, and a row that is none stands for nothing.
     *
     * @throws IOException when it has more
     */
    Vocabulary widened(int tokens) throws IOException {
        if (tokens < bytes.length) {
            throw new IOException("the tokenizer has " + bytes.length + " tokens, the model only " + tokens);
        }
        byte[][] all = Arrays.copyOf(bytes, tokens);
        Arrays.fill(all, bytes.length, tokens, NO_BYTES);
        return new Vocabulary(all, ends);
    }

    int size() {
        return bytes.length;
    }

    /** Bytes of the longest token: no text has fewer tokens than its bytes divided by it. */
    int longestToken() {
        return longestToken;
    }

    /** What the token stands for, maybe part of a character; nothing for a control token. The array must not be written to. */
    byte[] bytes(int token) {
        return bytes[token];
    }

    /** The tokens with which the model says that its turn is over. */
    IntStream ends() {
        return ends.stream().mapToInt(Integer::intValue).sorted();
    }

    /** Whether the model says with it that its turn is over. */
    boolean isEnd(int token) {
        return ends.contains(token);
    }
}
