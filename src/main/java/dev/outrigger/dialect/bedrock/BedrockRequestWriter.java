package dev.outrigger.dialect.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Feature;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.OutputFormat;
import dev.outrigger.chat.Sampling;
import dev.outrigger.dialect.ClaudeSchema;
import dev.outrigger.dialect.Encoding;
import dev.outrigger.dialect.JsonMode;
import dev.outrigger.dialect.StrictSchema;
import dev.outrigger.dialect.Unsaid;
import dev.outrigger.dialect.json.Json;
import java.util.EnumSet;
import java.util.Set;

/** Says a request, which came in another dialect's words, as one of Bedrock's. One is made for each. */
final class BedrockRequestWriter {
    /** A nucleus narrower than this Claude refuses beside thinking. */
    private static final double LEAST_TOP_P = 0.95;

    private final ObjectNode body = Json.STRICT.createObjectNode();
    private final Set<Feature> lost = EnumSet.noneOf(Feature.class);
    private final ModelName model;
    private final BedrockFamily family;

    private BedrockRequestWriter(ModelName model) {
        this.model = model;
        this.family = BedrockFamily.of(model);
    }

    static Encoding write(ChatRequest request, ModelName model) {
        try {
            return new BedrockRequestWriter(model).said(request);
        } catch (Unsaid unsaid) {
            return new Encoding.Unsayable(unsaid.what());
        }
    }

    private Encoding said(ChatRequest request) {
        BedrockThinkingWriter thinking = new BedrockThinkingWriter(body, lost, model);
        boolean thinks = thinking.write(request);
        new BedrockMessageWriter(body, lost, family).write(JsonMode.inWords(request));
        new BedrockToolWriter(body, lost).write(request);
        format(request.format());
        sampling(request.sampling(), thinks, thinking);
        return new Encoding.Said(Json.bytes(body), lost);
    }

    private void format(OutputFormat format) {
        switch (format) {
            case OutputFormat.Free free -> {}
            case OutputFormat.Json json -> lost.add(Feature.JSON_MODE);
            case OutputFormat.Schema schema -> {
                // A form must say that it has no other properties. Source: Amazon Bedrock, "Structured outputs".
                JsonNode closed = Json.tree(schema.schema());
                if (!StrictSchema.canClose(closed) || !ClaudeSchema.isFinite(closed)) lost.add(Feature.FORMAT);
                if (!ClaudeSchema.isFinite(closed)) return;
                StrictSchema.close(closed);
                if (ClaudeSchema.loosen(closed)) lost.add(Feature.FORMAT_STRICTNESS);
                ObjectNode said = body.withObject("/outputConfig").putObject("textFormat");
                ObjectNode form =
                        said.put("type", "json_schema").putObject("structure").putObject("jsonSchema");
                form.put("schema", closed.toString());
                if (!schema.name().isEmpty()) form.put("name", schema.name());
            }
        }
    }

    private void sampling(Sampling sampling, boolean thinks, BedrockThinkingWriter thinking) {
        ObjectNode config = Json.STRICT.createObjectNode();
        thinking.maxTokens(sampling).ifPresent(tokens -> config.put("maxTokens", tokens));
        sampling.temperature().ifPresent(value -> {
            // One that thinks does so at its own temperature, 1.
            double written = thinks ? 1 : Math.min(value, 1);
            if (value != written) lost.add(Feature.TEMPERATURE);
            if (!thinks) config.put("temperature", written);
        });
        sampling.topP().ifPresent(value -> {
            if (thinks && value < LEAST_TOP_P) lost.add(Feature.TOP_P);
            else config.put("topP", value);
        });
        for (String stop : sampling.stop()) {
            if (stop.isBlank()) lost.add(Feature.STOP);
            else config.withArray("/stopSequences").add(stop);
        }
        if (!config.isEmpty()) body.set("inferenceConfig", config);
        sampling.topK().ifPresent(value -> {
            if (thinks || family != BedrockFamily.CLAUDE) lost.add(Feature.TOP_K);
            else body.withObject("/" + BedrockExtras.FIELD).put("top_k", value);
        });
        if (sampling.seed().isPresent()) lost.add(Feature.SEED);
        if (sampling.choices() > 1) lost.add(Feature.CHOICES);
        if (sampling.presencePenalty().isPresent()) lost.add(Feature.PRESENCE_PENALTY);
        if (sampling.frequencyPenalty().isPresent()) lost.add(Feature.FREQUENCY_PENALTY);
        if (sampling.topLogProbs().isPresent()) lost.add(Feature.LOG_PROBS);
        if (sampling.minP().isPresent()) lost.add(Feature.MIN_P);
        // Its ids are of another tokenizer.
        if (!sampling.logitBias().isEmpty()) lost.add(Feature.LOGIT_BIAS);
    }
}
