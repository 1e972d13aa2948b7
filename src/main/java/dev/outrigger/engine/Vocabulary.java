package dev.outrigger.engine;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** The tokens of a model: the bytes each one stands for, and which are marks of the protocol instead of text. */
final class Vocabulary {
    private static final long CONTROL = 3;
    private static final byte[] NO_BYTES = {};

    private final byte[][] bytes;
    private final Map<String, Integer> marks;
    private final Set<Integer> ends;
    private final int longestToken;

    private Vocabulary(byte[][] bytes, Map<String, Integer> marks, Set<Integer> ends) {
        this.bytes = bytes;
        this.marks = marks;
        this.ends = ends;
        this.longestToken =
                Arrays.stream(bytes).mapToInt(token -> token.length).max().orElse(1);
    }

    /** The byte-level vocabulary of a GGUF file. */
    static Vocabulary of(Gguf file) throws IOException {
        List<String> names = file.texts("tokenizer.ggml.tokens");
        List<Long> types = file.wholes("tokenizer.ggml.token_type");
        if (names.size() != types.size()) {
            throw new IOException(names.size() + " tokens, but " + types.size() + " types of tokens");
        }
        ByteAlphabet alphabet = new ByteAlphabet();
        byte[][] bytes = new byte[names.size()][];
        Map<String, Integer> marks = new HashMap<>();
        for (int token = 0; token < bytes.length; token++) {
            boolean isMark = types.get(token) == CONTROL;
            if (isMark) marks.put(names.get(token), token);
            try {
                bytes[token] = isMark ? NO_BYTES : alphabet.decode(names.get(token));
            } catch (IllegalArgumentException cause) {
                throw new IOException("token " + token + ": " + cause.getMessage(), cause);
            }
        }
        Set<Integer> ends = new HashSet<>();
        ends.add(file.whole("tokenizer.ggml.eos_token_id"));
        if (marks.containsKey("<|endoftext|>")) ends.add(marks.get("<|endoftext|>"));
        return new Vocabulary(bytes, Map.copyOf(marks), Set.copyOf(ends));
    }

    int size() {
        return bytes.length;
    }

    /** Bytes of the longest token: no text has fewer tokens than its bytes divided by it. */
    int longestToken() {
        return longestToken;
    }

    /** What the token stands for, maybe part of a character; nothing for a mark. The array must not be written to. */
    byte[] bytes(int token) {
        return bytes[token];
    }

    /** The token of a mark such as {@code <|im_start|>}. */
    int mark(String name) throws IOException {
        Integer token = marks.get(name);
        if (token == null) throw new IOException("the vocabulary has no mark " + name);
        return token;
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
