package dev.outrigger.dialect.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Feature;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.OutputFormat;
import dev.outrigger.chat.Sampling;
import dev.outrigger.chat.Thinking;
import dev.outrigger.dialect.ClaudeModel;
import dev.outrigger.dialect.ClaudeSchema;
import dev.outrigger.dialect.Encoding;
import dev.outrigger.dialect.JsonMode;
import dev.outrigger.dialect.StrictSchema;
import dev.outrigger.dialect.Unsaid;
import dev.outrigger.dialect.json.Json;
import java.util.EnumSet;
import java.util.Set;

/** Says a request, which came in another dialect's words, as one of Anthropic's. One is made for each. */
final class AnthropicRequestWriter {
    /** Bound of an answer whose request names none, which Anthropic does not allow: every model in service has as many. */
    static final int ANSWER_TOKENS = 4_096;

    /** The same where the model thinks as much as it likes before it answers. */
    static final int THOUGHT_TOKENS = 16_384;

    /** A nucleus narrower than this is refused beside thinking. */
    private static final double LEAST_TOP_P = 0.95;

    private final ObjectNode body = Json.STRICT.createObjectNode();
    private final Set<Feature> lost = EnumSet.noneOf(Feature.class);

    private AnthropicRequestWriter() {}

    static Encoding write(ChatRequest request, ModelName model) {
        try {
            return new AnthropicRequestWriter().said(request, model);
        } catch (Unsaid unsaid) {
            return new Encoding.Unsayable(unsaid.what());
        }
    }

    private Encoding said(ChatRequest request, ModelName model) {
        body.put("model", model.value());
        AnthropicThinkingWriter thinking = new AnthropicThinkingWriter(body, new ClaudeModel(model), lost);
        boolean thinks = thinking.write(request);
        body.put("max_tokens", maxTokens(request.sampling(), thinking));
        new AnthropicMessageWriter(body, lost).write(JsonMode.inWords(request));
        new AnthropicToolWriter(body, lost).write(request);
        format(request.format());
        sampling(request.sampling(), thinks);
        if (request.stream()) body.put("stream", true);
        Bytes bytes = Json.bytes(body);
        return new Encoding.Said(bytes, lost);
    }

    /** Of the tokens of an answer, those thought are a part. */
    private static int maxTokens(Sampling sampling, AnthropicThinkingWriter thinking) {
        return sampling.maxTokens().orElseGet(() -> switch (thinking.said()) {
            case Thinking.Off off -> ANSWER_TOKENS;
            case Thinking.Budget(int tokens) -> Math.min(tokens, Integer.MAX_VALUE - ANSWER_TOKENS) + ANSWER_TOKENS;
            case Thinking.Free _, Thinking.Effort _ -> THOUGHT_TOKENS;
        });
    }

    private void format(OutputFormat format) {
        switch (format) {
            case OutputFormat.Free free -> {}
            case OutputFormat.Json json -> lost.add(Feature.JSON_MODE);
            case OutputFormat.Schema schema -> {
                if (!schema.name().isEmpty()) lost.add(Feature.FORMAT_NAME);
                JsonNode form = Json.tree(schema.schema());
                // One that is open, or in itself, is refused.
                if (!StrictSchema.canClose(form) || !ClaudeSchema.isFinite(form)) lost.add(Feature.FORMAT);
                if (!ClaudeSchema.isFinite(form)) return;
                StrictSchema.close(form);
                if (ClaudeSchema.loosen(form)) lost.add(Feature.FORMAT_STRICTNESS);
                ObjectNode said = body.withObject("/output_config").putObject("format");
                said.put("type", "json_schema").set("schema", form);
            }
        }
    }

    private void sampling(Sampling sampling, boolean thinks) {
        sampling.temperature().ifPresent(value -> temperature(value, thinks));
        sampling.topP().ifPresent(value -> {
            if (thinks && value < LEAST_TOP_P) lost.add(Feature.TOP_P);
            else body.put("top_p", value);
        });
        sampling.topK().ifPresent(value -> {
            if (thinks) lost.add(Feature.TOP_K);
            else body.put("top_k", value);
        });
        for (String stop : sampling.stop()) {
            // A stop of spaces alone is refused.
            if (stop.isBlank()) lost.add(Feature.STOP);
            else body.withArray("/stop_sequences").add(stop);
        }
        if (sampling.seed().isPresent()) lost.add(Feature.SEED);
        if (sampling.choices() > 1) lost.add(Feature.CHOICES);
        if (sampling.presencePenalty().isPresent()) lost.add(Feature.PRESENCE_PENALTY);
        if (sampling.frequencyPenalty().isPresent()) lost.add(Feature.FREQUENCY_PENALTY);
        if (sampling.topLogProbs().isPresent()) lost.add(Feature.LOG_PROBS);
        if (sampling.minP().isPresent()) lost.add(Feature.MIN_P);
        // Its ids are of another tokenizer.
        if (!sampling.logitBias().isEmpty()) lost.add(Feature.LOGIT_BIAS);
    }

    /** One that thinks does so at its own temperature, 1. */
    private void temperature(double value, boolean thinks) {
        double written = thinks ? 1 : Math.min(value, 1);
        if (value != written) lost.add(Feature.TEMPERATURE);
        if (!thinks) body.put("temperature", written);
    }
}
