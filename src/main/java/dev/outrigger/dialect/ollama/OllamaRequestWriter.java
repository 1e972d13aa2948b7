package dev.outrigger.dialect.ollama;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Feature;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.OutputFormat;
import dev.outrigger.chat.Sampling;
import dev.outrigger.chat.Thinking;
import dev.outrigger.dialect.Encoding;
import dev.outrigger.dialect.JsonMode;
import dev.outrigger.dialect.Unsaid;
import dev.outrigger.dialect.json.Json;
import java.util.EnumSet;
import java.util.Set;

/** Says a request, which came in another dialect's words, as one of {@code POST /api/chat}. One is made for each. */
final class OllamaRequestWriter {
    /** Budgets of reasoning up to these many tokens are told as a low, or a medium effort. */
    private static final int LOW_TOKENS = 2_048;

    private static final int MEDIUM_TOKENS = 8_192;

    private final ObjectNode body = Json.STRICT.createObjectNode();
    private final Set<Feature> lost = EnumSet.noneOf(Feature.class);

    private OllamaRequestWriter() {}

    static Encoding write(ChatRequest request, ModelName model) {
        try {
            return new OllamaRequestWriter().said(request, model);
        } catch (Unsaid unsaid) {
            return new Encoding.Unsayable(unsaid.what());
        } catch (Json.Unfit garbage) {
            return new Encoding.Unsayable("a schema that is no JSON");
        }
    }

    private Encoding said(ChatRequest request, ModelName model) {
        body.put("model", model.value());
        new OllamaMessageWriter(body.putArray("messages"), lost).write(JsonMode.unlessObject(request));
        new OllamaToolWriter(body, lost).write(request);
        format(request.format());
        sampling(request.sampling());
        request.thinking().ifPresent(this::thinking);
        // What is thought is always shown here.
        if (request.display()
                .filter(display -> display == Thinking.Display.HIDDEN)
                .isPresent()) lost.add(Feature.DISPLAY);
        body.put("stream", request.stream());
        return new Encoding.Said(Json.bytes(body), lost);
    }

    private void format(OutputFormat format) {
        switch (format) {
            case OutputFormat.Free free -> {}
            case OutputFormat.Json json -> {
                if (json.isObject()) body.put("format", "json");
                else lost.add(Feature.JSON_MODE);
            }
            case OutputFormat.Schema schema -> {
                if (schema.schema().isEmpty()) body.put("format", "json");
                else body.set("format", Json.tree(schema.schema()));
                if (!schema.name().isEmpty()) lost.add(Feature.FORMAT_NAME);
            }
        }
    }

    private void sampling(Sampling sampling) {
        ObjectNode options = Json.STRICT.createObjectNode();
        sampling.temperature().ifPresent(value -> options.put("temperature", value));
        sampling.topP().ifPresent(value -> options.put("top_p", value));
        sampling.topK().ifPresent(value -> options.put("top_k", value));
        sampling.maxTokens().ifPresent(value -> options.put("num_predict", value));
        sampling.seed().ifPresent(value -> options.put("seed", value));
        if (!sampling.stop().isEmpty()) sampling.stop().forEach(options.putArray("stop")::add);
        sampling.presencePenalty().ifPresent(value -> options.put("presence_penalty", value));
        sampling.frequencyPenalty().ifPresent(value -> options.put("frequency_penalty", value));
        sampling.minP().ifPresent(value -> options.put("min_p", value));
        // Its ids are of another tokenizer.
        if (!sampling.logitBias().isEmpty()) lost.add(Feature.LOGIT_BIAS);
        if (!options.isEmpty()) body.set("options", options);
        if (sampling.choices() > 1) lost.add(Feature.CHOICES);
        sampling.topLogProbs().ifPresent(others -> {
            body.put("logprobs", true);
            if (others > 0) body.put("top_logprobs", others);
        });
    }

    private void thinking(Thinking thinking) {
        switch (thinking) {
            case Thinking.Off off -> body.put("think", false);
            case Thinking.Free free -> body.put("think", true);
            case Thinking.Effort effort -> body.put("think", word(effort.level()));
            case Thinking.Budget budget -> {
                lost.add(Feature.THINKING);
                body.put("think", word(level(budget.tokens())));
            }
        }
    }

    private static Thinking.Effort.Level level(int tokens) {
        if (tokens <= LOW_TOKENS) return Thinking.Effort.Level.LOW;
        return tokens <= MEDIUM_TOKENS ? Thinking.Effort.Level.MEDIUM : Thinking.Effort.Level.HIGH;
    }

    /** The nearest of what there is, and that it is not the same. */
    private String word(Thinking.Effort.Level level) {
        return switch (level) {
            case MINIMAL -> {
                lost.add(Feature.THINKING);
                yield "low";
            }
            case LOW -> "low";
            case MEDIUM -> "medium";
            case HIGH -> "high";
            case VERY_HIGH -> {
                lost.add(Feature.THINKING);
                yield "high";
            }
            case MAX -> "max";
        };
    }
}
