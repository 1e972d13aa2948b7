package dev.outrigger.chat;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
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
    MIN_P,
    /** By ids of tokens, which mean something to one model alone. */
    LOGIT_BIAS,
    /** That the answer is of a schema. */
    FORMAT,
    /** That it is JSON always, of any form: it is asked for in words beside. */
    JSON_MODE,
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
    CACHE_MARK,
    /** That calls of a tool hold to its schema always. */
    TOOL_STRICTNESS,
    /** That the answer holds to its schema always. */
    FORMAT_STRICTNESS,
    /** What the answer's form is called. */
    FORMAT_NAME,
    /** A system's text after what others said, where it stands and as the system's. */
    LATER_SYSTEM,
    /** What a file is called. */
    MEDIA_NAME,
    /** Media in a tool's result, as the tool's. */
    TOOL_MEDIA,
    /** That the model declined earlier, apart from what it said of it. */
    REFUSAL,
    /** That the answer goes on with the conversation's last words, which are the assistant's. */
    PREFILL;

    private static final Optional<Strictness> STRICT = Optional.of(Strictness.STRICT);

    /**
     * Whether the answer would be another one, or one that the app cannot use, if it were left out. What is not so is a
     * wish that a model may not grant.
     */
    public boolean changesMeaning() {
        return switch (this) {
            case MAX_TOKENS, STOP, CHOICES, LOG_PROBS, LOGIT_BIAS, FORMAT, TOOLS, TOOL_CHOICE, PREFILL -> true;
            case TEMPERATURE, TOP_P, TOP_K, MIN_P, SEED, PRESENCE_PENALTY, FREQUENCY_PENALTY, TOOL_CALLING -> false;
            case JSON_MODE, THINKING, DISPLAY, REASONING, TOOL_ERROR, CACHE_MARK -> false;
            // The words stay: what they are told as does not.
            case TOOL_STRICTNESS, FORMAT_STRICTNESS, FORMAT_NAME, LATER_SYSTEM, MEDIA_NAME, TOOL_MEDIA, REFUSAL ->
                false;
        };
    }

    /** Those that the request asks for. */
    public static Set<Feature> of(ChatRequest request) {
        Set<Feature> asked = of(request.sampling());
        if (request.format() instanceof OutputFormat.Json) asked.add(JSON_MODE);
        if (!request.tools().isEmpty()) asked.add(TOOLS);
        if (request.toolChoice().isPresent()) asked.add(TOOL_CHOICE);
        if (request.toolCalling().isPresent()) asked.add(TOOL_CALLING);
        if (request.thinking().isPresent()) asked.add(THINKING);
        if (request.display().isPresent()) asked.add(DISPLAY);
        if (request.tools().stream().anyMatch(tool -> tool.strictness().equals(STRICT))) asked.add(TOOL_STRICTNESS);
        if (request.format() instanceof OutputFormat.Schema schema) {
            asked.add(FORMAT);
            if (schema.strictness().equals(STRICT)) asked.add(FORMAT_STRICTNESS);
            if (!schema.name().isEmpty()) asked.add(FORMAT_NAME);
        }
        boolean begun = false;
        for (Message message : request.messages()) {
            if (begun && message.role() == Role.SYSTEM) asked.add(LATER_SYSTEM);
            begun |= message.role() != Role.SYSTEM;
            of(message.parts(), asked);
        }
        if (endsWithBeginning(request.messages())) asked.add(PREFILL);
        return asked;
    }

    /** Whether the last words are an answer's beginning: the assistant's own, with no call that waits for a result. */
    public static boolean endsWithBeginning(List<Message> messages) {
        if (messages.isEmpty() || messages.getLast().role() != Role.ASSISTANT) return false;
        List<Part> said = messages.getLast().parts();
        return said.stream().anyMatch(part -> part instanceof Part.Text(Passage text) && !text.isEmpty())
                && said.stream().noneMatch(Part.ToolCall.class::isInstance);
    }

    private static void of(List<Part> parts, Set<Feature> asked) {
        for (Part part : parts)
            switch (part) {
                case Part.Reasoning reasoning -> asked.add(REASONING);
                case Part.SealedReasoning sealed -> asked.add(REASONING);
                case Part.CacheMark mark -> asked.add(CACHE_MARK);
                case Part.Refusal refusal -> asked.add(REFUSAL);
                case Part.Media media -> {
                    if (media.name().isPresent()) asked.add(MEDIA_NAME);
                }
                case Part.ToolResult result -> {
                    if (result.isError()) asked.add(TOOL_ERROR);
                    if (result.parts().stream().anyMatch(Part.Media.class::isInstance)) asked.add(TOOL_MEDIA);
                    of(result.parts(), asked);
                }
                case Part.Text text -> {}
                case Part.ToolCall call -> {}
                case Part.Other other -> {}
            }
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
        if (sampling.minP().isPresent()) asked.add(MIN_P);
        if (!sampling.logitBias().isEmpty()) asked.add(LOGIT_BIAS);
        return asked;
    }
}
