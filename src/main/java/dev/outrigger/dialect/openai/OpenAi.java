package dev.outrigger.dialect.openai;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.ExchangeId;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.Feature;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Splice;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.dialect.EmbeddingDialect;
import dev.outrigger.dialect.Encoding;
import dev.outrigger.dialect.Endpoint;
import dev.outrigger.dialect.ErrorAnswer;
import dev.outrigger.dialect.Inbound;
import dev.outrigger.dialect.Instructions;
import dev.outrigger.dialect.ListedModel;
import dev.outrigger.dialect.PathName;
import dev.outrigger.dialect.Prefill;
import dev.outrigger.dialect.Preparation;
import dev.outrigger.dialect.RequestHead;
import dev.outrigger.dialect.Rewrite;
import dev.outrigger.dialect.json.Json;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/**
 * OpenAI's chat completions. Source: OpenAI API reference, "Chat"
 * (https://platform.openai.com/docs/api-reference/chat).
 */
public final class OpenAi implements Dialect {
    static final String NAME = "openai";

    private static final String PREFIX = "/openai";
    private static final String MODELS = "/models";
    private static final String CHAT = "/chat/completions";
    private static final String ROUTE = "/v1" + CHAT;

    private static final EmbeddingDialect EMBEDDINGS = new OpenAiEmbeddings();

    /** First segments below {@code /v1} that other vendors have as well: theirs where a header of theirs is. */
    private static final Set<String> SHARED = Set.of("models", "files", "organizations");

    /** And one that is never OpenAI's. */
    private static final String MESSAGES = "messages";

    private final InstantSource clock;

    public OpenAi(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String provider() {
        return NAME;
    }

    @Override
    public Optional<Endpoint> endpoint(RequestHead head) {
        Optional<Endpoint> azure = AzurePath.endpoint(head);
        if (azure.isPresent()) return azure;
        boolean prefixed = head.path().startsWith(PREFIX + "/");
        String path = prefixed ? head.path().substring(PREFIX.length()) : head.path();
        if (!path.startsWith("/v1/")) return Optional.empty();
        String below = path.substring(3);
        if (!prefixed && isAnothers(head, below)) return Optional.empty();
        if (head.method().equals("POST") && below.equals(CHAT))
            return Optional.of(new Endpoint.Chat(ROUTE, CHAT, head.query()));
        if (head.method().equals("POST") && below.equals(OpenAiEmbeddings.PATH))
            return Optional.of(new Endpoint.Embeddings(OpenAiEmbeddings.ROUTE, below, head.query(), Optional.empty()));
        if (head.isQuestion() && below.equals(MODELS)) return Optional.of(new Endpoint.Models());
        if (head.isQuestion() && below.startsWith(MODELS + "/"))
            return Optional.of(new Endpoint.Model(below, PathName.decoded(below.substring(MODELS.length() + 1))));
        return Optional.of(new Endpoint.Other(below));
    }

    private static boolean isAnothers(RequestHead head, String below) {
        int end = below.indexOf('/', 1);
        String first = below.substring(1, end < 0 ? below.length() : end);
        // Google's, for its own tokens.
        return first.equals("projects")
                || first.isEmpty()
                || first.equals(MESSAGES)
                || (SHARED.contains(first) && isForAnthropic(head));
    }

    private static boolean isForAnthropic(RequestHead head) {
        return head.header("anthropic-version").isPresent()
                || head.header("x-api-key").isPresent();
    }

    @Override
    public Optional<String> unpassable(Endpoint at) {
        return AzurePath.unpassable(at);
    }

    @Override
    public Endpoint.Chat chatAt(ModelName model) {
        return new Endpoint.Chat(ROUTE, CHAT, "");
    }

    @Override
    public String field(Feature feature) {
        return switch (feature) {
            case TEMPERATURE -> "temperature";
            case TOP_P -> "top_p";
            case TOP_K -> "top_k";
            case MAX_TOKENS -> "max_completion_tokens";
            case SEED -> "seed";
            case STOP -> "stop";
            case CHOICES -> "n";
            case PRESENCE_PENALTY -> "presence_penalty";
            case FREQUENCY_PENALTY -> "frequency_penalty";
            case LOG_PROBS -> "logprobs";
            case MIN_P -> "min_p";
            case LOGIT_BIAS -> "logit_bias";
            case FORMAT -> "response_format";
            case JSON_MODE -> "response_format.type";
            case TOOLS -> "tools";
            case TOOL_CHOICE -> "tool_choice";
            case TOOL_CALLING -> "parallel_tool_calls";
            case THINKING, DISPLAY -> "reasoning_effort";
            case REASONING -> "messages[].reasoning_content";
            case TOOL_ERROR -> "messages[].content[].is_error";
            case CACHE_MARK -> "messages[].content[].cache_control";
            case TOOL_STRICTNESS -> "tools[].function.strict";
            case FORMAT_STRICTNESS -> "response_format.json_schema.strict";
            case FORMAT_NAME -> "response_format.json_schema.name";
            case LATER_SYSTEM -> "messages[].role";
            case PREFILL -> "messages[].prefill";
            case MEDIA_NAME -> "messages[].content[].file.filename";
            case TOOL_MEDIA -> "messages[].content[].image_url";
            case REFUSAL -> "messages[].refusal";
        };
    }

    @Override
    public boolean changesMeaning(String vendorField) {
        return OpenAiMeaning.FIELDS.contains(vendorField);
    }

    @Override
    public Reading decodeRequest(Endpoint.Chat at, Bytes body) {
        return OpenAiRequest.decode(at, body);
    }

    @Override
    public Encoding encodeRequest(ChatRequest request, ModelName model) {
        return OpenAiRequestWriter.write(request, model, Rewrite.StreamUsage.AS_ASKED);
    }

    @Override
    public Encoding encodeRequest(ChatRequest request, Rewrite rewrite) {
        return OpenAiRequestWriter.write(request, rewrite.model(), rewrite.usage());
    }

    @Override
    public String chatPath(ChatRequest request, ModelName model, String query) {
        return query.isEmpty() ? CHAT : CHAT + "?" + query;
    }

    @Override
    public Map<String, String> headers() {
        return Map.of();
    }

    @Override
    public Splice rewriteRequest(Inbound inbound, Rewrite rewrite) {
        return OpenAiRewrite.apply(inbound, rewrite);
    }

    @Override
    public SortedSet<String> dropped(Inbound inbound, Rewrite rewrite) {
        return OpenAiRewrite.dropped(inbound, rewrite);
    }

    @Override
    public boolean explains(Rewrite rewrite, Bytes refusal, Inbound inbound) {
        return OpenAiRewrite.explains(rewrite, refusal, inbound);
    }

    @Override
    public StreamDecoder streamDecoder(Rewrite rewrite) {
        return new OpenAiStream(rewrite.usage());
    }

    @Override
    public Answered decodeAnswer(Bytes body) {
        return OpenAiAnswer.decode(body);
    }

    @Override
    public Failure decodeFailure(ErrorAnswer answer) {
        return OpenAiFailure.decode(answer, NAME);
    }

    @Override
    public StreamEncoder streamEncoder(Inbound inbound, ExchangeId id) {
        return new OpenAiStreamWriter(inbound.wantsUsage(), id, clock.instant().getEpochSecond());
    }

    @Override
    public Optional<Inbound> prepared(Inbound inbound, Instructions instructions) {
        Preparation preparation = new Preparation(inbound, instructions);
        boolean isOlder =
                preparation.root().has("max_tokens") && !preparation.root().has("max_completion_tokens");
        return preparation
                .systemMessages("messages", part -> "{\"type\":\"text\",\"text\":" + Json.quote(part) + "}")
                .numbers("temperature", isOlder ? "max_tokens" : "max_completion_tokens")
                .read(this);
    }

    @Override
    public Optional<Inbound> begun(Inbound inbound, String text) {
        return Prefill.append(
                this, inbound, "messages", "{\"role\":\"assistant\",\"content\":" + Json.quote(text) + "}");
    }

    @Override
    public Optional<StreamEncoder> goingOn(Inbound inbound, ExchangeId id, SoFar sent) {
        return Optional.of(sent.through(new OpenAiStreamWriter(
                inbound.wantsUsage(), sent.first().id(), clock.instant().getEpochSecond())));
    }

    @Override
    public Bytes comment(String words) {
        return Bytes.of(": " + words + "\n\n");
    }

    @Override
    public Bytes encodeAnswer(List<Frame> frames, ExchangeId id) {
        return OpenAiAnswer.encode(frames, id, clock.instant().getEpochSecond());
    }

    @Override
    public Bytes encodeFailure(Failure failure, ExchangeId id) {
        return OpenAiErrorBody.encode(failure, id);
    }

    @Override
    public Bytes encodeStreamFailure(Failure failure, ExchangeId id) {
        return Bytes.of("data: " + OpenAiErrorBody.encode(failure, id).utf8() + "\n\n");
    }

    @Override
    public Bytes encodeModels(List<ListedModel> models) {
        return OpenAiAnswer.encodeModels(models);
    }

    @Override
    public Bytes encodeModel(ListedModel model) {
        return OpenAiAnswer.encodeModel(model);
    }

    @Override
    public Optional<EmbeddingDialect> embeddings() {
        return Optional.of(EMBEDDINGS);
    }

    @Override
    public String streamType() {
        return "text/event-stream";
    }

    @Override
    public String streamType(Inbound inbound) {
        return streamType();
    }
}
