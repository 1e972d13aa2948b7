package dev.outrigger.engine.grammar;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;

/** Answers of tokens drawn at random among those that a constraint allows, with a liking for those that end something. */
final class Walk {
    /** Every byte, then tokens of several, some across tokens of JSON and some that are parts of characters. */
    private static final byte[][] VOCABULARY = vocabulary(List.of(
            "{\"", "\":", "\": ", "\": \"", "\",", "\", \"", "\"}", "\"]", "]}", "}}", "},", "[]", "{}", "null",
            " true", "\n  ", "\n\t", " {", "name", "ab", "kind", "1.5", "-1", "00", "e+", "é", "日", "\\\"", "\\u",
            "\\ud8", "d83d", "a\"b"));

    private final Constraint constraint;
    private final IntFunction<byte[]> bytes;
    private final RandomGenerator random;
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();

    Walk(Grammar grammar, TokenTrie tokens, IntFunction<byte[]> bytes, RandomGenerator random) {
        this.constraint = new Constraint(grammar, tokens);
        this.bytes = bytes;
        this.random = random;
    }

    static IntFunction<byte[]> smallVocabulary() {
        return token -> VOCABULARY[token];
    }

    static TokenTrie smallTokens() {
        return TokenTrie.of(VOCABULARY.length, smallVocabulary());
    }

    private static byte[][] vocabulary(List<String> more) {
        byte[][] all = new byte[256 + more.size() + 2][];
        for (int b = 0; b < 256; b++) all[b] = new byte[] {(byte) b};
        for (int i = 0; i < more.size(); i++) all[256 + i] = more.get(i).getBytes(StandardCharsets.UTF_8);
        all[256 + more.size()] = new byte[] {'"', (byte) 0xe6, (byte) 0x97};
        all[256 + more.size() + 1] = new byte[0];
        return all;
    }

    /** The answer's bytes; empty when it has no end after so many tokens. */
    Optional<byte[]> run(int mostTokens) {
        for (int i = 0; i < mostTokens; i++) {
            int[] allowed = constraint.allowed();
            if (constraint.mustEnd() != (allowed.length == 0)) throw new AssertionError(text + " goes nowhere");
            if (constraint.mustEnd() || (constraint.mayEnd() && random.nextBoolean()))
                return Optional.of(text.toByteArray());
            int token = draw(allowed);
            text.writeBytes(bytes.apply(token));
            constraint.take(token);
        }
        return Optional.empty();
    }

    private int draw(int[] allowed) {
        int[] ending = Arrays.stream(allowed).filter(this::isEnding).toArray();
        int[] kind = ending.length > 0 && random.nextInt(3) > 0 ? ending : allowed;
        return kind[random.nextInt(kind.length)];
    }

    private boolean isEnding(int token) {
        byte[] of = bytes.apply(token);
        return of[0] == '}' || of[0] == ']' || (of[0] == '"' && of.length == 1) || of[0] == 'n';
    }
}
