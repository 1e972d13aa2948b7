package dev.outrigger.analyze;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.EmbeddingInput;
import dev.outrigger.chat.EmbeddingRequest;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Passage;
import dev.outrigger.chat.Tool;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Tokens of a request without a tokenizer, for each family of models: by the traits of its texts ({@link TextTrait}). Every
 * vendor has its own vocabulary; where the family is not known, {@code gpt} stands for vocabularies of 100,000 and more
 * entries, which remote models use.
 *
 * <p>Measured against the vocabularies themselves, on texts that the weights were not fitted on: half of 387 English prompts are
 * off by 2 to 5 %, one in ten by 14 % or more; code, JSON and prose of programmers by 1 to 5 %, one in ten by 12 % or more;
 * sentences in 39 other languages by 6 to 12 %, one in ten by 29 % or more, Swahili being counted a third too low
 * and French and Vietnamese up to two fifths too high ({@code perf/results/tokens.md}). Pictures are counted alike for all families.
 */
public final class TokenEstimate {
    /** What a message costs beside its text: role and separators. */
    private static final int PER_MESSAGE = 4;
    /** A picture of about 1024 × 1024: OpenAI counts 765, Anthropic about 1,400, Gemini 258 a tile. */
    private static final int PER_IMAGE = 800;
    /** Who stands for all. */
    private static final int COMMON = TextTrait.FAMILIES.indexOf("gpt");

    private final double beside;
    private final TraitCount texts;

    private TokenEstimate(double beside, TraitCount texts) {
        this.beside = beside;
        this.texts = texts;
    }

    /**
     * Reads the request, all of it or parts from its beginning to its end: messages, tool definitions, images. Sound, video
     * and documents count nothing.
     */
    static TokenEstimate read(ChatRequest request) {
        long[] bytes = {0};
        forEachText(request, text -> bytes[0] += text.size());
        TraitCount texts = new TraitCount(bytes[0]);
        forEachText(request, texts::add);
        long images = Media.of(request).count(Part.Media.Kind.IMAGE);
        double beside = PER_MESSAGE
                        * (double) (request.messages().size() + request.tools().size())
                + PER_IMAGE * (double) images;
        return new TokenEstimate(beside, texts);
    }

    private static void forEachText(ChatRequest request, Consumer<Passage> reader) {
        Texts.forEach(request, reader);
        for (Tool tool : request.tools()) {
            reader.accept(Passage.of(tool.name()));
            reader.accept(tool.description());
            reader.accept(tool.schema());
        }
    }

    /** Tokens of the whole request, in a vocabulary of 100,000 and more. */
    public static long of(ChatRequest request) {
        return read(request).tokens();
    }

    /** Tokens of all texts that vectors are asked of; absent where one of the inputs is something else. */
    public static OptionalLong of(EmbeddingRequest request) {
        long bytes = 0;
        for (EmbeddingInput input : request.inputs()) {
            if (!(input instanceof EmbeddingInput.Text(Passage passage))) return OptionalLong.empty();
            bytes += passage.size();
        }
        TraitCount texts = new TraitCount(bytes);
        for (EmbeddingInput input : request.inputs())
            if (input instanceof EmbeddingInput.Text(Passage passage)) texts.add(passage);
        return OptionalLong.of(new TokenEstimate(0, texts).tokens());
    }

    /** Tokens of a text, rounded to the nearest. */
    public static long of(String text) {
        Passage passage = Passage.of(text);
        TraitCount texts = new TraitCount(passage.size());
        texts.add(passage);
        return new TokenEstimate(0, texts).tokens();
    }

    /** In a vocabulary of 100,000 and more. */
    long tokens() {
        return tokens(COMMON);
    }

    /** By family, whole numbers. */
    Map<String, Double> byFamily() {
        Map<String, Double> tokens = new HashMap<>();
        for (int i = 0; i < TextTrait.FAMILIES.size(); i++) tokens.put(TextTrait.FAMILIES.get(i), (double) tokens(i));
        return tokens;
    }

    private long tokens(int family) {
        return Math.round(beside + texts.tokens(family));
    }
}
