package dev.outrigger.dialect.gemini;

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
import dev.outrigger.dialect.EmbeddingDialect;
import dev.outrigger.dialect.Encoding;
import dev.outrigger.dialect.Endpoint;
import dev.outrigger.dialect.ErrorAnswer;
import dev.outrigger.dialect.Inbound;
import dev.outrigger.dialect.Instructions;
import dev.outrigger.dialect.ListedModel;
import dev.outrigger.dialect.Prefill;
import dev.outrigger.dialect.RequestHead;
import dev.outrigger.dialect.Retelling;
import dev.outrigger.dialect.Rewrite;
import dev.outrigger.dialect.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gemini's {@code generateContent}. The model, and whether the answer is streamed, stand in the path. Source: Gemini API,
 * "Generating content" (https://ai.google.dev/api/generate-content).
 */
public final class Gemini implements Dialect {
    static final String NAME = "gemini";

    private static final EmbeddingDialect EMBEDDINGS = new GeminiEmbeddings();

    /** Of Gemini's own fields those without which the answer is another one. */
    private static final Set<String> MEANINGFUL = Set.of(
            "cachedContent",
            "modelArmorConfig",
            "generationConfig.responseModalities",
            "generationConfig.responseMimeType",
            "generationConfig.speechConfig",
            "generationConfig.imageConfig",
            "generationConfig.audioTranscriptionConfig",
            "generationConfig.thinkingConfig.thinkingLevel",
            "toolConfig.functionCallingConfig.mode",
            "contents[].parts[].videoMetadata");

    @Override
    public String name() {
        return NAME;
    }

    /** As the conventions name the Gemini API; Vertex is another provider. */
    @Override
    public String provider() {
        return "gcp.gemini";
    }

    @Override
    public Optional<Endpoint> endpoint(RequestHead head) {
        return GeminiPath.endpoint(head);
    }

    @Override
    public boolean takesKeyInQuery() {
        return true;
    }

    @Override
    public Endpoint.Chat chatAt(ModelName model) {
        GeminiPath path = new GeminiPath(model.value(), GeminiPath.Method.WHOLE);
        return new Endpoint.Chat(path.method().route(), path.below(), "");
    }

    @Override
    public String field(Feature feature) {
        return switch (feature) {
            case TEMPERATURE -> "generationConfig.temperature";
            case TOP_P -> "generationConfig.topP";
            case TOP_K -> "generationConfig.topK";
            case MAX_TOKENS -> "generationConfig.maxOutputTokens";
            case SEED -> "generationConfig.seed";
            case STOP -> "generationConfig.stopSequences";
            case CHOICES -> "generationConfig.candidateCount";
            case PRESENCE_PENALTY -> "generationConfig.presencePenalty";
            case FREQUENCY_PENALTY -> "generationConfig.frequencyPenalty";
            case LOG_PROBS -> "generationConfig.responseLogprobs";
            case MIN_P -> "generationConfig.minP";
            case LOGIT_BIAS -> "generationConfig.logitBias";
            case FORMAT -> "generationConfig.responseJsonSchema";
            case JSON_MODE -> "generationConfig.responseMimeType";
            case TOOLS -> "tools";
            case TOOL_CHOICE -> "toolConfig.functionCallingConfig";
            case TOOL_CALLING -> "toolConfig";
            case THINKING -> "generationConfig.thinkingConfig";
            case DISPLAY -> "generationConfig.thinkingConfig.includeThoughts";
            case REASONING -> "contents[].parts[].thought";
            case TOOL_ERROR -> "contents[].parts[].functionResponse.response.error";
            case CACHE_MARK -> "cachedContent";
            case TOOL_STRICTNESS -> "toolConfig.functionCallingConfig.mode";
            case FORMAT_STRICTNESS -> "generationConfig.responseJsonSchema.strict";
            case FORMAT_NAME -> "generationConfig.responseJsonSchema.name";
            case LATER_SYSTEM -> "contents[].role";
            case PREFILL -> "contents[].prefill";
            case MEDIA_NAME -> "contents[].parts[].inlineData.displayName";
            case TOOL_MEDIA -> "contents[].parts[].functionResponse.parts";
            case REFUSAL -> "contents[].parts[].refusal";
        };
    }

    @Override
    public boolean changesMeaning(String vendorField) {
        return MEANINGFUL.contains(Spelling.camel(vendorField));
    }

    @Override
    public Reading decodeRequest(Endpoint.Chat at, Bytes body) {
        return GeminiRequest.decode(at, body);
    }

    @Override
    public Encoding encodeRequest(ChatRequest request, ModelName model) {
        return GeminiRequestWriter.write(request, model);
    }

    @Override
    public String chatPath(ChatRequest request, ModelName model, String query) {
        return path(request, model, query, GeminiStreamWriter.Form.EVENTS);
    }

    /** In the app's own form, so that upstream's bytes are the app's. */
    @Override
    public String chatPath(Inbound inbound, ModelName model) {
        return path(inbound.request(), model, inbound.at().query(), form(inbound));
    }

    private static String path(ChatRequest request, ModelName model, String query, GeminiStreamWriter.Form form) {
        GeminiPath.Method method = request.stream() ? GeminiPath.Method.STREAM : GeminiPath.Method.WHOLE;
        GeminiPath path = new GeminiPath(model.value(), method);
        String kept = path.query(query, form);
        return kept.isEmpty() ? path.below() : path.below() + "?" + kept;
    }

    private static GeminiStreamWriter.Form form(Inbound inbound) {
        boolean events = !inbound.request().stream()
                || GeminiPath.alt(inbound.at().query()).equals("sse");
        return events ? GeminiStreamWriter.Form.EVENTS : GeminiStreamWriter.Form.ARRAY;
    }

    @Override
    public Map<String, String> headers() {
        return Map.of();
    }

    @Override
    public Splice rewriteRequest(Inbound inbound, Rewrite rewrite) {
        return GeminiRewrite.apply(inbound, rewrite);
    }

    @Override
    public boolean explains(Rewrite rewrite, Bytes refusal, Inbound inbound) {
        return GeminiRewrite.explains(rewrite, inbound);
    }

    @Override
    public StreamDecoder streamDecoder(Rewrite rewrite) {
        return new GeminiStream(rewrite.model());
    }

    @Override
    public StreamDecoder streamDecoder(Inbound inbound, Rewrite rewrite) {
        return switch (form(inbound)) {
            case EVENTS -> new GeminiStream(rewrite.model());
            case ARRAY -> new GeminiArray(rewrite.model());
        };
    }

    @Override
    public Answered decodeAnswer(Bytes body) {
        return GeminiAnswer.decode(body, Optional.empty());
    }

    @Override
    public Answered decodeAnswer(Bytes body, Rewrite rewrite) {
        return GeminiAnswer.decode(body, Optional.of(rewrite.model()));
    }

    @Override
    public Failure decodeFailure(ErrorAnswer answer) {
        return GeminiFailure.decode(answer);
    }

    @Override
    public StreamEncoder streamEncoder(Inbound inbound, ExchangeId id) {
        return new GeminiStreamWriter(form(inbound), id);
    }

    @Override
    public Optional<Inbound> prepared(Inbound inbound, Instructions instructions) {
        return GeminiPreparation.of(inbound, instructions).read(this);
    }

    @Override
    public Optional<Inbound> begun(Inbound inbound, String text) {
        return Prefill.append(
                this, inbound, "contents", "{\"role\":\"model\",\"parts\":[{\"text\":" + Json.quote(text) + "}]}");
    }

    /** Whether an element of an array needs a comma before it stands in bytes that nobody reads here. */
    @Override
    public Optional<StreamEncoder> goingOn(Inbound inbound, ExchangeId id, SoFar sent) {
        return form(inbound) == GeminiStreamWriter.Form.EVENTS
                ? Optional.of(sent.through(
                        new GeminiStreamWriter(form(inbound), id, sent.first().id())))
                : Optional.empty();
    }

    @Override
    public Bytes encodeAnswer(List<Frame> frames, ExchangeId id) {
        return GeminiAnswer.encode(frames, id);
    }

    @Override
    public boolean answersWith(Part.Media media) {
        return CandidateWriter.says(media);
    }

    @Override
    public Retelling.Form arguments() {
        return Retelling.Form.OBJECTS;
    }

    @Override
    public Bytes encodeFailure(Failure failure, ExchangeId id) {
        return Json.bytes(GeminiErrorBody.node(failure, id));
    }

    @Override
    public Bytes encodeStreamFailure(Failure failure, ExchangeId id) {
        return Bytes.of("data: " + GeminiErrorBody.node(failure, id) + "\n\n");
    }

    @Override
    public Bytes encodeModels(List<ListedModel> models) {
        return GeminiAnswer.encodeModels(models);
    }

    /** Source: Gemini API, "Counting tokens" (https://ai.google.dev/api/tokens). */
    @Override
    public Bytes encodeTokenCount(long tokens) {
        return Json.bytes(Json.STRICT.createObjectNode().put("totalTokens", tokens));
    }

    @Override
    public String countPath(Endpoint.CountTokens at, ModelName model) {
        String path = new GeminiPath(model.value(), GeminiPath.Method.COUNT).below();
        return at.query().isEmpty() ? path : path + "?" + at.query();
    }

    @Override
    public Bytes encodeModel(ListedModel model) {
        return GeminiAnswer.encodeModel(model);
    }

    @Override
    public Optional<EmbeddingDialect> embeddings() {
        return Optional.of(EMBEDDINGS);
    }

    @Override
    public String streamType() {
        return GeminiStreamWriter.Form.EVENTS.type();
    }

    @Override
    public String streamType(Inbound inbound) {
        return form(inbound).type();
    }
}
