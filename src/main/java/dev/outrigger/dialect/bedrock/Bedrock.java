package dev.outrigger.dialect.bedrock;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.ExchangeId;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.Feature;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Splice;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.dialect.Encoding;
import dev.outrigger.dialect.Endpoint;
import dev.outrigger.dialect.ErrorAnswer;
import dev.outrigger.dialect.Inbound;
import dev.outrigger.dialect.Instructions;
import dev.outrigger.dialect.ListedModel;
import dev.outrigger.dialect.Prefill;
import dev.outrigger.dialect.Preparation;
import dev.outrigger.dialect.RequestHead;
import dev.outrigger.dialect.Retelling;
import dev.outrigger.dialect.Rewrite;
import dev.outrigger.dialect.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/**
 * Amazon Bedrock's Converse API. Source: Amazon Bedrock, "Converse" and "ConverseStream"
 * (https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html).
 */
public final class Bedrock implements Dialect {
    static final String NAME = "bedrock";

    /** Of Bedrock's own fields those without which the answer is another one. */
    private static final Set<String> MEANINGFUL =
            Set.of("guardrailConfig", "toolConfig.toolChoice", "outputConfig.textFormat");

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String provider() {
        return "aws.bedrock";
    }

    @Override
    public Optional<Endpoint> endpoint(RequestHead head) {
        return BedrockPath.endpoint(head);
    }

    @Override
    public Endpoint.Chat chatAt(ModelName model) {
        BedrockPath path = new BedrockPath(model.value(), BedrockPath.Method.WHOLE);
        return new Endpoint.Chat(path.method().route(), path.below(), "");
    }

    @Override
    public String field(Feature feature) {
        return switch (feature) {
            case TEMPERATURE -> "inferenceConfig.temperature";
            case TOP_P -> "inferenceConfig.topP";
            case TOP_K -> "additionalModelRequestFields.top_k";
            case MAX_TOKENS -> "inferenceConfig.maxTokens";
            case SEED -> "seed";
            case STOP -> "inferenceConfig.stopSequences";
            case CHOICES -> "n";
            case PRESENCE_PENALTY -> "presence_penalty";
            case FREQUENCY_PENALTY -> "frequency_penalty";
            case LOG_PROBS -> "logprobs";
            case MIN_P -> "min_p";
            case LOGIT_BIAS -> "logit_bias";
            case FORMAT -> "outputConfig.textFormat";
            case JSON_MODE -> "outputConfig.textFormat.type";
            case TOOLS -> "toolConfig.tools";
            case TOOL_CHOICE -> "toolConfig.toolChoice";
            case TOOL_CALLING -> "parallel_tool_calls";
            case THINKING -> "additionalModelRequestFields.thinking";
            case DISPLAY -> "additionalModelRequestFields.thinking.display";
            case REASONING -> "messages[].content[].reasoningContent";
            case TOOL_ERROR -> "messages[].content[].toolResult.status";
            case CACHE_MARK -> "messages[].content[].cachePoint";
            case TOOL_STRICTNESS -> "toolConfig.tools[].toolSpec.strict";
            case FORMAT_STRICTNESS -> "outputConfig.textFormat.strict";
            case FORMAT_NAME -> "outputConfig.textFormat.structure.jsonSchema.name";
            case LATER_SYSTEM -> "messages[].role";
            case PREFILL -> "messages[].prefill";
            case MEDIA_NAME -> "messages[].content[].document.name";
            case TOOL_MEDIA -> "messages[].content[].toolResult.content";
            case REFUSAL -> "messages[].content[].refusal";
        };
    }

    @Override
    public boolean changesMeaning(String vendorField) {
        return MEANINGFUL.contains(vendorField);
    }

    @Override
    public Reading decodeRequest(Endpoint.Chat at, Bytes body) {
        return BedrockRequest.decode(at, body);
    }

    @Override
    public Encoding encodeRequest(ChatRequest request, ModelName model) {
        return BedrockRequestWriter.write(request, model);
    }

    @Override
    public String chatPath(ChatRequest request, ModelName model, String query) {
        BedrockPath.Method method = request.stream() ? BedrockPath.Method.STREAM : BedrockPath.Method.WHOLE;
        return asked(new BedrockPath(model.value(), method).below(), query);
    }

    @Override
    public String countPath(Endpoint.CountTokens at, ModelName model) {
        return asked(new BedrockPath(model.value(), BedrockPath.Method.COUNT).below(), at.query());
    }

    private static String asked(String path, String query) {
        return query.isEmpty() ? path : path + "?" + query;
    }

    @Override
    public Map<String, String> headers() {
        return Map.of();
    }

    @Override
    public Splice rewriteRequest(Inbound inbound, Rewrite rewrite) {
        return BedrockRewrite.apply(inbound, rewrite);
    }

    @Override
    public SortedSet<String> dropped(Inbound inbound, Rewrite rewrite) {
        return BedrockRewrite.dropped(inbound, rewrite, field(Feature.REASONING));
    }

    @Override
    public boolean explains(Rewrite rewrite, Bytes refusal, Inbound inbound) {
        return BedrockRewrite.explains(rewrite, inbound);
    }

    @Override
    public StreamDecoder streamDecoder(Rewrite rewrite) {
        return new BedrockStream(rewrite.model());
    }

    @Override
    public Answered decodeAnswer(Bytes body) {
        return BedrockAnswer.decode(body, Optional.empty());
    }

    @Override
    public Answered decodeAnswer(Bytes body, Rewrite rewrite) {
        return BedrockAnswer.decode(body, Optional.of(rewrite.model()));
    }

    @Override
    public Failure decodeFailure(ErrorAnswer answer) {
        return BedrockFailure.decode(answer);
    }

    @Override
    public StreamEncoder streamEncoder(Inbound inbound, ExchangeId id) {
        return new BedrockStreamWriter(id);
    }

    @Override
    public Optional<Inbound> prepared(Inbound inbound, Instructions instructions) {
        Preparation preparation = new Preparation(inbound, instructions);
        return preparation
                .system(
                        "system",
                        template -> preparation.root().has("system")
                                ? Preparation.items(preparation.root().get("system"), template, Bedrock::part)
                                : "[" + part(template.alone()) + "]")
                .numbersIn("inferenceConfig", "temperature", "maxTokens")
                .read(this);
    }

    private static String part(String text) {
        return "{\"text\":" + Json.quote(text) + "}";
    }

    @Override
    public Optional<Inbound> begun(Inbound inbound, String text) {
        return Prefill.append(
                this,
                inbound,
                "messages",
                "{\"role\":\"assistant\",\"content\":[{\"text\":" + Json.quote(text) + "}]}");
    }

    @Override
    public Bytes encodeAnswer(List<Frame> frames, ExchangeId id) {
        return BedrockAnswerWriter.encode(frames, id);
    }

    @Override
    public boolean answersWith(Part.Media media) {
        return BedrockAnswerWriter.format(media).isPresent();
    }

    @Override
    public Retelling.Form arguments() {
        return Retelling.Form.OBJECTS;
    }

    @Override
    public Bytes encodeFailure(Failure failure, ExchangeId id) {
        return BedrockErrorBody.encode(failure, id);
    }

    @Override
    public Bytes encodeStreamFailure(Failure failure, ExchangeId id) {
        return BedrockErrorBody.encodeInStream(failure, id);
    }

    @Override
    public Bytes encodeModels(List<ListedModel> models) {
        return BedrockModels.encode(models);
    }

    @Override
    public Bytes encodeModel(ListedModel model) {
        return BedrockModels.encode(model);
    }

    /** Source: "CountTokens" (https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_CountTokens.html). */
    @Override
    public Bytes encodeTokenCount(long tokens) {
        return Json.bytes(Json.STRICT.createObjectNode().put("inputTokens", tokens));
    }

    @Override
    public String streamType() {
        return "application/vnd.amazon.eventstream";
    }

    @Override
    public String streamType(Inbound inbound) {
        return streamType();
    }
}
