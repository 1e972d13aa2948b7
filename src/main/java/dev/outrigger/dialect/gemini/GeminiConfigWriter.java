package dev.outrigger.dialect.gemini;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Feature;
import dev.outrigger.chat.OutputFormat;
import dev.outrigger.chat.Sampling;
import dev.outrigger.chat.Thinking;
import dev.outrigger.dialect.json.Json;
import java.util.Set;

/** Says how the answer is drawn, its form, and how much is thought before: {@code generationConfig}. */
final class GeminiConfigWriter {
    private static final int MAX_STOPS = 5;

    /** What levels of effort are in tokens, as Gemini's own OpenAI endpoint has it
     * (https://ai.google.dev/gemini-api/docs/openai). */
    private static final int LOW_TOKENS = 1_024;

    private static final int MEDIUM_TOKENS = 8_192;
    private static final int HIGH_TOKENS = 24_576;

    private final ObjectNode config = Json.STRICT.createObjectNode();
    private final GeminiModel model;
    private final Set<Feature> lost;

    /** @param lost gets what is left out */
    GeminiConfigWriter(GeminiModel model, Set<Feature> lost) {
        this.model = model;
        this.lost = lost;
    }

    void write(ChatRequest request, ObjectNode body) {
        sampling(request.sampling());
        format(request.format());
        request.thinking().ifPresent(this::thinking);
        request.display()
                .ifPresent(display ->
                        config.withObject("/thinkingConfig").put("includeThoughts", display == Thinking.Display.SHOWN));
        if (!config.isEmpty()) body.set("generationConfig", config);
    }

    private void sampling(Sampling sampling) {
        sampling.temperature().ifPresent(value -> config.put("temperature", value));
        sampling.topP().ifPresent(value -> config.put("topP", value));
        sampling.topK().ifPresent(value -> config.put("topK", value));
        sampling.maxTokens().ifPresent(value -> config.put("maxOutputTokens", value));
        sampling.seed().ifPresent(this::seed);
        if (sampling.stop().size() > MAX_STOPS) lost.add(Feature.STOP);
        else if (!sampling.stop().isEmpty()) sampling.stop().forEach(config.putArray("stopSequences")::add);
        if (sampling.minP().isPresent()) lost.add(Feature.MIN_P);
        // Its ids are of another tokenizer.
        if (!sampling.logitBias().isEmpty()) lost.add(Feature.LOGIT_BIAS);
        if (sampling.choices() > 1) config.put("candidateCount", sampling.choices());
        sampling.presencePenalty().ifPresent(value -> config.put("presencePenalty", value));
        sampling.frequencyPenalty().ifPresent(value -> config.put("frequencyPenalty", value));
        sampling.topLogProbs().ifPresent(others -> {
            config.put("responseLogprobs", true);
            if (others > 0) config.put("logprobs", others);
        });
    }

    /** Of 32 bits; another would be refused. */
    private void seed(long seed) {
        if (seed == (int) seed) config.put("seed", seed);
        else lost.add(Feature.SEED);
    }

    private void format(OutputFormat format) {
        switch (format) {
            case OutputFormat.Free free -> {}
            case OutputFormat.Json json -> config.put("responseMimeType", "application/json");
            case OutputFormat.Schema schema -> {
                config.put("responseMimeType", "application/json")
                        .set("responseJsonSchema", Json.tree(schema.schema()));
                if (!schema.name().isEmpty()) lost.add(Feature.FORMAT_NAME);
            }
        }
    }

    private void thinking(Thinking thinking) {
        ObjectNode said = config.withObject("/thinkingConfig");
        switch (thinking) {
            case Thinking.Off off -> said.put("thinkingBudget", 0);
            case Thinking.Free free -> said.put("thinkingBudget", -1);
            case Thinking.Budget budget -> said.put("thinkingBudget", budget.tokens());
            case Thinking.Effort effort -> {
                if (model.thinksInLevels()) said.put("thinkingLevel", level(effort.level()));
                else said.put("thinkingBudget", tokens(effort.level()));
            }
        }
    }

    private String level(Thinking.Effort.Level level) {
        return switch (level) {
            case MINIMAL, LOW, MEDIUM, HIGH -> level.name();
            case VERY_HIGH, MAX -> {
                lost.add(Feature.THINKING);
                yield "HIGH";
            }
        };
    }

    private int tokens(Thinking.Effort.Level level) {
        return switch (level) {
            case MINIMAL, LOW -> LOW_TOKENS;
            case MEDIUM -> MEDIUM_TOKENS;
            case HIGH -> HIGH_TOKENS;
            case VERY_HIGH, MAX -> {
                lost.add(Feature.THINKING);
                yield HIGH_TOKENS;
            }
        };
    }
}
