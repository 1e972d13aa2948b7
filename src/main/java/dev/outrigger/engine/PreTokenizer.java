package dev.outrigger.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How byte-level vocabularies cut a text before its bytes are merged: patterns that are applied one after the other, each
 * to what the ones before left in one piece.
 *
 * <p>Sources: the models' own {@code tokenizer.json} and llama.cpp's
 * <a href="https://github.com/ggml-org/llama.cpp/blob/master/src/llama-vocab.cpp">llama-vocab.cpp</a>, whose names these
 * are.
 */
@SuppressWarnings("ImmutableEnumChecker") // its lists are, being List.of's
enum PreTokenizer {
    GPT2(List.of("gpt-2", "phi-2", "mpt", "olmo", "jais"), Patterns.GPT2),
    /** Each digit by itself. */
    DIGITS(List.of("smollm", "starcoder", "refact", "codeshell"), "\\p{N}", Patterns.GPT2),
    DEFAULT(List.of("default"), "[\\p{P}\\$\\+<=>\\^~\\|]+", Patterns.GPT2, "\\p{N}+", "[0-9][0-9][0-9]"),
    FALCON(List.of("falcon"), "[\\p{P}\\$\\+<=>\\^~\\|`]+", Patterns.GPT2, "[0-9][0-9][0-9]"),
    LLAMA3(
            List.of("llama-bpe", "llama3", "llama-v3", "falcon3"),
            Patterns.CONTRACTIONS + "|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}" + Patterns.REST),
    /** Cut like Llama 3, but without its other ways. */
    SMAUG(
            List.of("smaug-bpe", "dbrx"),
            Patterns.CONTRACTIONS + "|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}" + Patterns.REST),
    QWEN2(List.of("qwen2"), Patterns.CONTRACTIONS + "|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}" + Patterns.REST),
    /** Cut like Qwen 2, but with characters as they come. */
    STABLELM2(
            List.of("stablelm2", "deepseek-r1-qwen", "megrez"),
            Patterns.CONTRACTIONS + "|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}" + Patterns.REST),
    QWEN35(
            List.of("qwen35"),
            Patterns.CONTRACTIONS + "|[^\\r\\n\\p{L}\\p{N}]?[\\p{L}\\p{M}]+|\\p{N}| ?[^\\s\\p{L}\\p{M}\\p{N}]+[\\r\\n]*"
                    + Patterns.BLANKS),
    TEKKEN(
            List.of("tekken"),
            "[^\\r\\n\\p{L}\\p{N}]?" + Patterns.LARGE + "*" + Patterns.SMALL + "+|[^\\r\\n\\p{L}\\p{N}]?"
                    + Patterns.LARGE + "+" + Patterns.SMALL + "*|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*"
                    + Patterns.BLANKS),
    GPT4O(
            List.of("gpt-4o", "llama4"),
            "[^\\r\\n\\p{L}\\p{N}]?" + Patterns.LARGE + "*" + Patterns.SMALL + "+" + Patterns.CONTRACTIONS
                    + "?|[^\\r\\n\\p{L}\\p{N}]?" + Patterns.LARGE + "+" + Patterns.SMALL + "*"
                    + Patterns.CONTRACTIONS + "?|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*" + Patterns.BLANKS),
    DEEPSEEK_CODER(List.of("deepseek-coder"), "[\\r\\n]", "\\s?\\p{L}+", "\\s?\\p{P}+", "[一-龥ࠀ-一가-\ud7ff]+", "\\p{N}"),
    DEEPSEEK3(
            List.of("deepseek-v3"),
            "\\p{N}{1,3}",
            "[一-龥\u3040-ゟ゠-ヿ]+",
            "[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+|[^\\r\\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+"
                    + "| ?[\\p{P}\\p{S}]+[\\r\\n]*" + Patterns.BLANKS);

    private final List<String> names;
    private final List<String> patterns;

    PreTokenizer(List<String> names, String... patterns) {
        this.names = names;
        this.patterns = List.of(patterns);
    }

    /** Parts of the patterns. */
    private static final class Patterns {
        static final String CONTRACTIONS = "(?i:'s|'t|'re|'ve|'m|'ll|'d)";
        static final String BLANKS = "|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
        static final String REST = "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*" + BLANKS;
        static final String GPT2 = "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";
        static final String LARGE = "[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]";
        static final String SMALL = "[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]";
    }

    /** The one of this name in {@code tokenizer.ggml.pre}, if it is known. */
    static Optional<PreTokenizer> find(String name) {
        return Arrays.stream(values()).filter(each -> each.names.contains(name)).findFirst();
    }

    /** The names of all, in order. */
    static List<String> allNames() {
        return Arrays.stream(values())
                .flatMap(each -> each.names.stream())
                .sorted()
                .toList();
    }

    /** In the order of their use. */
    List<String> patterns() {
        return patterns;
    }

    /** Whether a piece that is a token is that token, however its letters would merge. */
    boolean takesWholeTokens() {
        return this == LLAMA3 || this == TEKKEN;
    }

    /** Whether characters that can be written in several ways are first written in one (Unicode's form NFC). */
    boolean composesCharacters() {
        return this == QWEN2 || this == QWEN35;
    }

    /** Whether a text begins with the token that begins texts, where the file does not say. */
    boolean beginsTexts() {
        return this == LLAMA3 || this == TEKKEN;
    }
}
