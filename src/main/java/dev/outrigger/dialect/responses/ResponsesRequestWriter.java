package dev.outrigger.dialect.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Feature;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.OutputFormat;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Role;
import dev.outrigger.chat.Sampling;
import dev.outrigger.chat.Strictness;
import dev.outrigger.chat.Thinking;
import dev.outrigger.chat.ToolCalling;
import dev.outrigger.dialect.Encoding;
import dev.outrigger.dialect.JsonMode;
import dev.outrigger.dialect.StrictSchema;
import dev.outrigger.dialect.Unsaid;
import dev.outrigger.dialect.json.Json;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Says a request, which came in another dialect's words, as one of the Responses API. One is made for each. */
final class ResponsesRequestWriter {
    private final ObjectNode body = Json.STRICT.createObjectNode();
    private final Set<Feature> lost = EnumSet.noneOf(Feature.class);

    private ResponsesRequestWriter() {}

    static Encoding write(ChatRequest request, ModelName model) {
        try {
            return new ResponsesRequestWriter().said(request, model);
        } catch (Unsaid unsaid) {
            return new Encoding.Unsayable(unsaid.what());
        } catch (Json.Unfit unfit) {
            return new Encoding.Unsayable(unfit.rule());
        }
    }

    private Encoding said(ChatRequest request, ModelName model) {
        body.put("model", model.value());
        // It begins a new answer after any.
        if (Feature.endsWithBeginning(request.messages())) lost.add(Feature.PREFILL);
        input(request);
        new ResponsesToolWriter(request, body).write(lost);
        request.toolCalling().ifPresent(calling -> body.put("parallel_tool_calls", calling == ToolCalling.PARALLEL));
        format(request.format());
        sampling(request.sampling());
        ResponsesThinking.write(request, body, lost);
        // Without it the vendor would keep what was never meant to be kept.
        body.put("store", false);
        if (thinks(request)) body.withArray("include").add("reasoning.encrypted_content");
        if (request.stream()) body.put("stream", true);
        return new Encoding.Said(Json.bytes(body), lost);
    }

    /** What is not kept must be given back, so that a loop of tools goes on with its thoughts; models without refuse it. */
    private static boolean thinks(ChatRequest request) {
        return request.thinking()
                .map(thinking -> !(thinking instanceof Thinking.Off))
                .orElse(false);
    }

    private void input(ChatRequest request) {
        List<Message> messages = JsonMode.spokenOf(request);
        ResponsesItemWriter items = new ResponsesItemWriter(request.tools(), lost);
        int first = 0;
        if (!messages.isEmpty() && isInstructions(messages.getFirst())) {
            body.put("instructions", messages.getFirst().text());
            first = 1;
        }
        items.write(messages.subList(first, messages.size()), body.putArray("input"));
    }

    private static boolean isInstructions(Message message) {
        return message.role() == Role.SYSTEM
                && message.parts().size() == 1
                && message.parts().getFirst() instanceof Part.Text;
    }

    private void format(OutputFormat format) {
        switch (format) {
            case OutputFormat.Free free -> {}
            case OutputFormat.Json json -> {
                if (json.isObject()) format().put("type", "json_object");
                else lost.add(Feature.JSON_MODE);
            }
            case OutputFormat.Schema schema -> {
                ObjectNode said = format().put("type", "json_schema")
                        .put("name", schema.name().isEmpty() ? "answer" : schema.name());
                JsonNode form = Json.tree(schema.schema());
                if (!StrictSchema.isOfObjects(form)) throw Unsaid.rootOfForm();
                schema.strictness().ifPresent(strictness -> {
                    boolean wanted = strictness == Strictness.STRICT;
                    boolean strict = wanted && StrictSchema.tryClose(form);
                    if (wanted && !strict) lost.add(Feature.FORMAT_STRICTNESS);
                    said.put("strict", strict);
                });
                said.set("schema", form);
            }
        }
    }

    private ObjectNode format() {
        return body.putObject("text").putObject("format");
    }

    private void sampling(Sampling sampling) {
        sampling.temperature().ifPresent(value -> body.put("temperature", value));
        sampling.topP().ifPresent(value -> body.put("top_p", value));
        sampling.maxTokens().ifPresent(value -> body.put("max_output_tokens", value));
        sampling.topLogProbs().ifPresent(others -> {
            body.withArray("include").add(ResponsesRequest.LOG_PROBS);
            if (others > 0) body.put("top_logprobs", others);
        });
        if (sampling.topK().isPresent()) lost.add(Feature.TOP_K);
        if (sampling.seed().isPresent()) lost.add(Feature.SEED);
        if (!sampling.stop().isEmpty()) lost.add(Feature.STOP);
        if (sampling.choices() > 1) lost.add(Feature.CHOICES);
        if (sampling.presencePenalty().isPresent()) lost.add(Feature.PRESENCE_PENALTY);
        if (sampling.frequencyPenalty().isPresent()) lost.add(Feature.FREQUENCY_PENALTY);
        if (sampling.minP().isPresent()) lost.add(Feature.MIN_P);
        // Its ids are of another tokenizer.
        if (!sampling.logitBias().isEmpty()) lost.add(Feature.LOGIT_BIAS);
    }
}
