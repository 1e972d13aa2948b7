package dev.outrigger.chat;

import java.util.EnumSet;
import java.util.Set;

/**
 * Something a request asks for beside its texts. Not every vendor can say each of them, nor every model do it: what
 * cannot be kept is told by these names, which each dialect has its own field for.
 */
public enum Feature {
    TEMPERATURE,
    TOP_P,
    TOP_K,
    MAX_TOKENS,
    SEED,
    STOP,
    CHOICES,
    PRESENCE_PENALTY,
    FREQUENCY_PENALTY,
    LOG_PROBS,
    FORMAT,
    TOOLS,
    TOOL_CHOICE,
    TOOL_CALLING,
    THINKING,
    /** Whether reasoning is shown. */
    DISPLAY,
    /** Earlier reasoning, as a part of a message. */
    REASONING,
    /** That a tool failed, beside what it said. */
    TOOL_ERROR,
    CACHE_MARK;

    /**
     * Whether the answer would be another one, or one that the app cannot use, if it were left out. What is not so is a
     * wish that a model may not grant.
     */
    public boolean changesMeaning() {
        return switch (this) {
            case MAX_TOKENS, STOP, CHOICES, LOG_PROBS, FORMAT, TOOLS, TOOL_CHOICE -> true;
            case TEMPERATURE, TOP_P, TOP_K, SEED, PRESENCE_PENALTY, FREQUENCY_PENALTY, TOOL_CALLING -> false;
            case THINKING, DISPLAY, REASONING, TOOL_ERROR, CACHE_MARK -> false;
        };
    }

    /** Those that the request asks for. */
    public static Set<Feature> of(ChatRequest request) {
        Set<Feature> asked = of(request.sampling());
        if (!(request.format() instanceof OutputFormat.Free)) asked.add(FORMAT);
        if (!request.tools().isEmpty()) asked.add(TOOLS);
        if (request.toolChoice().isPresent()) asked.add(TOOL_CHOICE);
        if (request.toolCalling().isPresent()) asked.add(TOOL_CALLING);
        if (request.thinking().isPresent()) asked.add(THINKING);
        if (request.display().isPresent()) asked.add(DISPLAY);
        for (Message message : request.messages())
            for (Part part : message.parts()) {
                if (part instanceof Part.Reasoning || part instanceof Part.SealedReasoning) asked.add(REASONING);
                if (part instanceof Part.ToolResult result && result.isError()) asked.add(TOOL_ERROR);
                if (part instanceof Part.CacheMark) asked.add(CACHE_MARK);
            }
        return asked;
    }

    private static Set<Feature> of(Sampling sampling) {
        Set<Feature> asked = EnumSet.noneOf(Feature.class);
        if (sampling.temperature().isPresent()) asked.add(TEMPERATURE);
        if (sampling.topP().isPresent()) asked.add(TOP_P);
        if (sampling.topK().isPresent()) asked.add(TOP_K);
        if (sampling.maxTokens().isPresent()) asked.add(MAX_TOKENS);
        if (sampling.seed().isPresent()) asked.add(SEED);
        if (!sampling.stop().isEmpty()) asked.add(STOP);
        if (sampling.choices() > 1) asked.add(CHOICES);
        if (sampling.presencePenalty().isPresent()) asked.add(PRESENCE_PENALTY);
        if (sampling.frequencyPenalty().isPresent()) asked.add(FREQUENCY_PENALTY);
        if (sampling.topLogProbs().isPresent()) asked.add(LOG_PROBS);
        return asked;
    }
}
