package dev.outrigger.dialect.anthropic;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.ExchangeId;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.Feature;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Splice;
import dev.outrigger.dialect.Dialect;
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
import dev.outrigger.dialect.Retelling;
import dev.outrigger.dialect.Rewrite;
import dev.outrigger.dialect.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/** Anthropic's Messages API. Source: Anthropic API reference, "Messages" (https://docs.anthropic.com/en/api/messages). */
public sealed class Anthropic implements Dialect permits VertexAnthropic {
    static final String NAME = "anthropic";

    /** The version whose words are written here. Source: "Versions" (https://docs.anthropic.com/en/api/versioning). */
    static final String VERSION = "2023-06-01";

    private static final String VERSION_HEADER = "anthropic-version";
    private static final String PREFIX = "/anthropic";
    private static final String CHAT = "/messages";
    private static final String COUNT = CHAT + "/count_tokens";
    private static final String ROUTE = "/v1" + CHAT;

    /** Of Anthropic's own fields those without which the answer is another one. */
    private static final Set<String> MEANINGFUL =
            Set.of("container", "mcp_servers", "tool_choice", "output_config.format", "output_format");

    /** First segments below {@code /v1} that OpenAI has as well. */
    private static final Set<String> SHARED = Set.of("models", "files", "organizations");

    /** And some that OpenAI alone has. */
    private static final Set<String> OPENAIS = Set.of("chat", "completions", "embeddings", "responses", "realtime");

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
        boolean prefixed = head.path().startsWith(PREFIX + "/");
        String path = prefixed ? head.path().substring(PREFIX.length()) : head.path();
        if (!path.startsWith("/v1/")) return Optional.empty();
        String below = path.substring(3);
        if (!prefixed && !isOwn(head, below)) return Optional.empty();
        return Optional.of(
                switch (head.method() + " " + below) {
                    case "POST " + CHAT -> new Endpoint.Chat(ROUTE, CHAT, head.query());
                    case "POST " + COUNT -> new Endpoint.CountTokens("/v1" + COUNT, COUNT, head.query());
                    case "GET /models", "HEAD /models" -> new Endpoint.Models();
                    default ->
                        head.isQuestion() && below.startsWith("/models/")
                                ? new Endpoint.Model(below, PathName.decoded(below.substring("/models/".length())))
                                : new Endpoint.Other(below);
                });
    }

    /** Only this vendor has messages; what others have too is told apart by the headers that its SDKs send. */
    private static boolean isOwn(RequestHead head, String below) {
        if (below.equals(CHAT) || below.startsWith(CHAT + "/")) return true;
        int end = below.indexOf('/', 1);
        String first = below.substring(1, end < 0 ? below.length() : end);
        // Anybody's gateway may want an x-api-key; the version is Anthropic's alone, but not on OpenAI's own paths.
        if (OPENAIS.contains(first)) return false;
        return head.header(VERSION_HEADER).isPresent()
                || (SHARED.contains(first) && head.header("x-api-key").isPresent());
    }

    /** Whether it is a request whose tokens are to be counted. */
    static boolean isCount(Endpoint.Chat at) {
        return at.path().equals(COUNT);
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
            case MAX_TOKENS -> "max_tokens";
            case SEED -> "seed";
            case STOP -> "stop_sequences";
            case CHOICES -> "n";
            case PRESENCE_PENALTY -> "presence_penalty";
            case FREQUENCY_PENALTY -> "frequency_penalty";
            case LOG_PROBS -> "logprobs";
            case MIN_P -> "min_p";
            case LOGIT_BIAS -> "logit_bias";
            case FORMAT -> "output_config.format";
            case JSON_MODE -> "output_config.format.type";
            case TOOLS -> "tools";
            case TOOL_CHOICE -> "tool_choice";
            case TOOL_CALLING -> "tool_choice.disable_parallel_tool_use";
            case THINKING -> "thinking";
            case DISPLAY -> "thinking.display";
            case REASONING -> "messages[].content[].thinking";
            case TOOL_ERROR -> "messages[].content[].is_error";
            case CACHE_MARK -> "messages[].content[].cache_control";
            case TOOL_STRICTNESS -> "tools[].strict";
            case FORMAT_STRICTNESS -> "output_config.format.strict";
            case FORMAT_NAME -> "output_config.format.name";
            case LATER_SYSTEM -> "messages[].role";
            case PREFILL -> "messages[].prefill";
            case MEDIA_NAME -> "messages[].content[].title";
            case TOOL_MEDIA -> "messages[].content[].content";
            case REFUSAL -> "messages[].content[].refusal";
        };
    }

    @Override
    public boolean changesMeaning(String vendorField) {
        return MEANINGFUL.contains(vendorField);
    }

    @Override
    public Reading decodeRequest(Endpoint.Chat at, Bytes body) {
        return AnthropicRequest.decode(at, body);
    }

    @Override
    public Encoding encodeRequest(ChatRequest request, ModelName model) {
        return AnthropicRequestWriter.write(request, model);
    }

    @Override
    public String chatPath(ChatRequest request, ModelName model, String query) {
        return query.isEmpty() ? CHAT : CHAT + "?" + query;
    }

    @Override
    public Map<String, String> headers() {
        return Map.of(VERSION_HEADER, VERSION);
    }

    @Override
    public Splice rewriteRequest(Inbound inbound, Rewrite rewrite) {
        return AnthropicRewrite.apply(inbound, rewrite);
    }

    @Override
    public SortedSet<String> dropped(Inbound inbound, Rewrite rewrite) {
        return AnthropicRewrite.dropped(inbound, rewrite, field(Feature.REASONING));
    }

    @Override
    public boolean explains(Rewrite rewrite, Bytes refusal, Inbound inbound) {
        return AnthropicRewrite.explains(rewrite, inbound);
    }

    @Override
    public StreamDecoder streamDecoder(Rewrite rewrite) {
        return new AnthropicStream();
    }

    @Override
    public Answered decodeAnswer(Bytes body) {
        return AnthropicAnswer.decode(body);
    }

    @Override
    public Failure decodeFailure(ErrorAnswer answer) {
        return AnthropicFailure.decode(answer);
    }

    @Override
    public StreamEncoder streamEncoder(Inbound inbound, ExchangeId id) {
        return new AnthropicStreamWriter(id);
    }

    @Override
    public Optional<Inbound> prepared(Inbound inbound, Instructions instructions) {
        return new Preparation(inbound, instructions)
                .systemParts("system", part -> "{\"type\":\"text\",\"text\":" + Json.quote(part) + "}")
                .numbers("temperature", "max_tokens")
                .read(this);
    }

    @Override
    public Optional<Inbound> begun(Inbound inbound, String text) {
        return Prefill.append(
                this, inbound, "messages", "{\"role\":\"assistant\",\"content\":" + Json.quote(text) + "}");
    }

    @Override
    public Optional<StreamEncoder> goingOn(Inbound inbound, ExchangeId id, SoFar sent) {
        AnthropicStreamWriter writer = new AnthropicStreamWriter(id);
        boolean isBetween = !sent.text().isEmpty() && AnthropicEvents.isEndOfFirstBlock(sent.last());
        if (!isBetween && !AnthropicEvents.isInFirstBlock(sent.last())) return Optional.empty();
        sent.through(writer);
        if (isBetween) writer.endBlock();
        return Optional.of(writer);
    }

    @Override
    public Bytes comment(String words) {
        return Bytes.of(": " + words + "\n\n");
    }

    @Override
    public Bytes encodeAnswer(List<Frame> frames, ExchangeId id) {
        return AnthropicAnswerWriter.encode(frames, id);
    }

    @Override
    public Retelling.Form arguments() {
        return Retelling.Form.OBJECTS;
    }

    @Override
    public Bytes encodeFailure(Failure failure, ExchangeId id) {
        return AnthropicErrorBody.encode(failure, id);
    }

    @Override
    public Bytes encodeStreamFailure(Failure failure, ExchangeId id) {
        return Bytes.of(
                "event: error\ndata: " + AnthropicErrorBody.encode(failure, id).utf8() + "\n\n");
    }

    @Override
    public Bytes encodeModels(List<ListedModel> models) {
        return AnthropicAnswerWriter.encodeModels(models);
    }

    @Override
    public Bytes encodeModel(ListedModel model) {
        return AnthropicAnswerWriter.encodeModel(model);
    }

    /** Source: "Count tokens" (https://docs.anthropic.com/en/api/messages-count-tokens). */
    @Override
    public Bytes encodeTokenCount(long tokens) {
        return Json.bytes(Json.STRICT.createObjectNode().put("input_tokens", tokens));
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
