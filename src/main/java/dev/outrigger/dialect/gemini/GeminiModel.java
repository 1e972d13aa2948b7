package dev.outrigger.dialect.gemini;

import dev.outrigger.chat.ModelName;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a model's name tells of what it understands; one without the vendor's pattern is taken for a new one. */
final class GeminiModel {
    private static final Pattern GENERATION = Pattern.compile("gemini-(\\d+)");
    private static final int NEWEST = Integer.MAX_VALUE;

    /** Open models that the vendor serves as well; they sign nothing. */
    private static final String GEMMA = "gemma";

    private final int generation;
    private final boolean signs;

    GeminiModel(ModelName name) {
        Matcher matcher = GENERATION.matcher(name.value());
        generation = matcher.find() && matcher.group(1).length() < 4 ? Integer.parseInt(matcher.group(1)) : NEWEST;
        signs = !name.value().contains(GEMMA);
    }

    /**
     * Whether it refuses a call in its history that it did not sign. Source: Gemini API, "Thought signatures"
     * (https://ai.google.dev/gemini-api/docs/thought-signatures).
     */
    boolean wantsSignatures() {
        return signs && generation >= 3;
    }

    /**
     * Whether it is told how much to think in levels, rather than in tokens. Source: Gemini API, "Gemini thinking"
     * (https://ai.google.dev/gemini-api/docs/thinking).
     */
    boolean thinksInLevels() {
        return generation >= 3;
    }

    /**
     * Whether it looks at what a function shows in its result. Source: Gemini API, "Function calling", Multimodal function
     * responses (https://ai.google.dev/gemini-api/docs/function-calling).
     */
    boolean looksAtResults() {
        return generation >= 3;
    }
}
