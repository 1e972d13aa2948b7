package dev.outrigger.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Feature;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.OutputFormat;
import dev.outrigger.chat.Sampling;
import dev.outrigger.chat.Strictness;
import dev.outrigger.chat.Thinking;
import dev.outrigger.dialect.Encoding;
import dev.outrigger.dialect.JsonMode;
import dev.outrigger.dialect.Rewrite.StreamUsage;
import dev.outrigger.dialect.StrictSchema;
import dev.outrigger.dialect.Unsaid;
import dev.outrigger.dialect.json.Json;
import java.util.EnumSet;
import java.util.Set;

/** Says a request, which came in another dialect's words, as a chat completions request. One is made for each. */
final class OpenAiRequestWriter {
    /** Budgets of reasoning up to these many tokens are told as a low, or a medium effort. */
    private static final int LOW_TOKENS = 2_048;

    private static final int MEDIUM_TOKENS = 8_192;

    /** Of OpenAI itself. */
    private static final int MAX_STOPS = 4;

    private final ObjectNode body = Json.STRICT.createObjectNode();
    private final Set<Feature> lost = EnumSet.noneOf(Feature.class);

    private OpenAiRequestWriter() {}

    static Encoding write(ChatRequest request, ModelName model, StreamUsage usage) {
        try {
            return new OpenAiRequestWriter().said(request, model, usage);
        } catch (Unsaid unsaid) {
            return new Encoding.Unsayable(unsaid.what());
        } catch (Json.Unfit garbage) {
            return new Encoding.Unsayable("a schema that is no JSON");
        }
    }

    private Encoding said(ChatRequest request, ModelName model, StreamUsage usage) {
        body.put("model", model.value());
        // It begins a new answer after any.
        if (Feature.endsWithBeginning(request.messages())) lost.add(Feature.PREFILL);
        OpenAiToolWriter tools = new OpenAiToolWriter(body, request.tools(), lost);
        new OpenAiMessageWriter(body.putArray("messages"), tools, lost).write(JsonMode.spokenOf(request));
        tools.write(request);
        format(request.format());
        sampling(request.sampling());
        request.thinking().ifPresent(this::thinking);
        // What is thought is never shown here, except by servers that always show it.
        request.display()
                .filter(display -> display == Thinking.Display.SHOWN)
                .ifPresent(shown -> lost.add(Feature.DISPLAY));
        if (request.stream()) {
            body.put("stream", true);
            if (usage != StreamUsage.UNASKED) body.putObject("stream_options").put("include_usage", true);
        }
        return new Encoding.Said(Json.bytes(body), lost);
    }

    private void format(OutputFormat format) {
        switch (format) {
            case OutputFormat.Free free -> {}
            case OutputFormat.Json json -> {
                if (json.isObject()) body.putObject("response_format").put("type", "json_object");
                else lost.add(Feature.JSON_MODE);
            }
            case OutputFormat.Schema schema -> {
                ObjectNode said = body.putObject("response_format")
                        .put("type", "json_schema")
                        .putObject("json_schema");
                said.put("name", schema.name().isEmpty() ? "answer" : schema.name());
                JsonNode form = schema.schema().isEmpty() ? Json.STRICT.createObjectNode() : Json.tree(schema.schema());
                if (!schema.schema().isEmpty() && !StrictSchema.isOfObjects(form)) throw Unsaid.rootOfForm();
                schema.strictness().ifPresent(strictness -> {
                    boolean wanted = strictness == Strictness.STRICT;
                    boolean strict = wanted && StrictSchema.tryClose(form);
                    // One that does not close is held as well as the model can.
                    if (wanted && !strict) lost.add(Feature.FORMAT_STRICTNESS);
                    said.put("strict", strict);
                });
                if (!schema.schema().isEmpty()) said.set("schema", form);
            }
        }
    }

    private void sampling(Sampling sampling) {
        sampling.temperature().ifPresent(value -> body.put("temperature", value));
        sampling.topP().ifPresent(value -> body.put("top_p", value));
        // OpenAI itself has none.
        if (sampling.topK().isPresent()) lost.add(Feature.TOP_K);
        if (sampling.minP().isPresent()) lost.add(Feature.MIN_P);
        // Its ids are of another tokenizer.
        if (!sampling.logitBias().isEmpty()) lost.add(Feature.LOGIT_BIAS);
        sampling.maxTokens().ifPresent(value -> body.put("max_completion_tokens", value));
        sampling.seed().ifPresent(value -> body.put("seed", value));
        if (sampling.stop().size() > MAX_STOPS) lost.add(Feature.STOP);
        else if (!sampling.stop().isEmpty()) sampling.stop().forEach(body.putArray("stop")::add);
        if (sampling.choices() > 1) body.put("n", sampling.choices());
        sampling.presencePenalty().ifPresent(value -> body.put("presence_penalty", value));
        sampling.frequencyPenalty().ifPresent(value -> body.put("frequency_penalty", value));
        sampling.topLogProbs().ifPresent(others -> {
            body.put("logprobs", true);
            if (others > 0) body.put("top_logprobs", others);
        });
    }

    private void thinking(Thinking thinking) {
        switch (thinking) {
            case Thinking.Off off -> body.put("reasoning_effort", "none");
            // Unsaid it is what the model does by itself, which may be not to think.
            case Thinking.Free free -> lost.add(Feature.THINKING);
            case Thinking.Effort effort -> body.put("reasoning_effort", word(effort.level()));
            case Thinking.Budget budget -> {
                lost.add(Feature.THINKING);
                body.put("reasoning_effort", word(level(budget.tokens())));
            }
        }
    }

    private static Thinking.Effort.Level level(int tokens) {
        if (tokens <= LOW_TOKENS) return Thinking.Effort.Level.LOW;
        return tokens <= MEDIUM_TOKENS ? Thinking.Effort.Level.MEDIUM : Thinking.Effort.Level.HIGH;
    }

    private static String word(Thinking.Effort.Level level) {
        return switch (level) {
            case MINIMAL -> "minimal";
            case LOW -> "low";
            case MEDIUM -> "medium";
            case HIGH -> "high";
            case VERY_HIGH -> "xhigh";
            case MAX -> "max";
        };
    }
}
