package dev.outrigger.dialect.responses;

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
import dev.outrigger.dialect.Rewrite;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.openai.OpenAiFailure;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/**
 * OpenAI's Responses API. Source: OpenAI API reference, "Responses"
 * (https://platform.openai.com/docs/api-reference/responses).
 */
public final class Responses implements Dialect {
    static final String NAME = "openai-responses";

    /** Whose seals are shown and given back. */
    static final String VENDOR = "openai";

    private static final String PREFIX = "/openai";
    /** Source: OpenAI, "Get input token counts" (https://platform.openai.com/docs/api-reference/responses/input-tokens). */
    private static final String COUNT = "input_tokens";

    private static final String RESPONSES = "/responses";
    private static final String VERSION = "/v1";
    private static final String ROUTE = VERSION + RESPONSES;

    /** State that requests for answers speak of: its owner is theirs. */
    private static final String CONVERSATIONS = VERSION + "/conversations";

    /** The older path at Azure. */
    private static final String AZURES = PREFIX + RESPONSES;

    private static final String NOT_AT_AZURE =
            "answers are asked for on this path, and none that is stored: those are at " + PREFIX + ROUTE;

    /** Of OpenAI's own fields those without which the answer is another one. */
    private static final Set<String> MEANINGFUL =
            Set.of("text.format", "reasoning.effort", "tool_choice", "tool_choice.allowed_tools");

    private final Dialect chat;
    private final InstantSource clock;

    /** @param chat the vendor's other dialect, whose errors and lists of models are the same */
    public Responses(Dialect chat, InstantSource clock) {
        this.chat = chat;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String provider() {
        return VENDOR;
    }

    @Override
    public Optional<Endpoint> endpoint(RequestHead head) {
        if (head.path().equals(AZURES) || head.path().startsWith(AZURES + "/")) return atAzure(head);
        String path = head.path().startsWith(PREFIX + "/") ? head.path().substring(PREFIX.length()) : head.path();
        if (path.equals(ROUTE) && head.method().equals("POST"))
            return Optional.of(new Endpoint.Chat(ROUTE, RESPONSES, head.query()));
        if (path.equals(CONVERSATIONS) || path.startsWith(CONVERSATIONS + "/"))
            return Optional.of(new Endpoint.Other(path.substring(VERSION.length())));
        if (!path.startsWith(ROUTE + "/")) return Optional.empty();
        String below = path.substring(ROUTE.length() + 1);
        if (below.equals(COUNT) && head.method().equals("POST"))
            return Optional.of(new Endpoint.CountTokens(path, RESPONSES + "/" + COUNT, head.query()));
        return Optional.of(
                ResponsesIds.areOurs(below)
                        ? new Endpoint.Gone("there is no such response: " + ResponsesIds.NOT_KEPT)
                        : new Endpoint.Other(RESPONSES + "/" + below));
    }

    /** Its version is meant for this path alone, and what it leaves for a resource of Azure's. */
    private static Optional<Endpoint> atAzure(RequestHead head) {
        if (!head.path().equals(AZURES)) return Optional.of(new Endpoint.Gone(NOT_AT_AZURE));
        return head.method().equals("POST") ? Optional.of(new Endpoint.Chat(AZURES, RESPONSES, "")) : Optional.empty();
    }

    @Override
    public Optional<Inbound> prepared(Inbound inbound, Instructions instructions) {
        return new Preparation(inbound, instructions)
                .systemText("instructions")
                .numbers("temperature", "max_output_tokens")
                .read(this);
    }

    @Override
    public Optional<Inbound> begun(Inbound inbound, String text) {
        return Prefill.append(this, inbound, "input", "{\"role\":\"assistant\",\"content\":" + Json.quote(text) + "}");
    }

    @Override
    public Bytes encodeTokenCount(long tokens) {
        return Bytes.of("{\"object\":\"response.input_tokens\",\"input_tokens\":" + tokens + "}");
    }

    @Override
    public Optional<String> unpassable(Endpoint at) {
        return chat.unpassable(at);
    }

    @Override
    public Endpoint.Chat chatAt(ModelName model) {
        return new Endpoint.Chat(ROUTE, RESPONSES, "");
    }

    @Override
    public String field(Feature feature) {
        return switch (feature) {
            case TEMPERATURE -> "temperature";
            case TOP_P -> "top_p";
            case MAX_TOKENS -> "max_output_tokens";
            case LOG_PROBS -> "top_logprobs";
            case MIN_P -> "min_p";
            case LOGIT_BIAS -> "logit_bias";
            case FORMAT -> "text.format";
            case JSON_MODE -> "text.format.type";
            case TOOLS -> "tools";
            case TOOL_CHOICE -> "tool_choice";
            case TOOL_CALLING -> "parallel_tool_calls";
            case THINKING -> "reasoning.effort";
            case DISPLAY -> "reasoning.summary";
            case REASONING -> "input[].encrypted_content";
            case CACHE_MARK -> "input[].content[].prompt_cache_breakpoint";
            case TOOL_STRICTNESS -> "tools[].strict";
            case FORMAT_STRICTNESS -> "text.format.strict";
            case FORMAT_NAME -> "text.format.name";
            case LATER_SYSTEM -> "input[].role";
            case PREFILL -> "input[].prefill";
            case MEDIA_NAME -> "input[].content[].filename";
            case TOOL_MEDIA -> "input[].output";
            case REFUSAL -> "input[].content[].refusal";
            // No request of this dialect asks for these.
            case TOP_K -> "top_k";
            case SEED -> "seed";
            case STOP -> "stop";
            case CHOICES -> "n";
            case PRESENCE_PENALTY -> "presence_penalty";
            case FREQUENCY_PENALTY -> "frequency_penalty";
            case TOOL_ERROR -> "input[].is_error";
        };
    }

    @Override
    public boolean changesMeaning(String vendorField) {
        return MEANINGFUL.contains(vendorField);
    }

    @Override
    public Reading decodeRequest(Endpoint.Chat at, Bytes body) {
        return ResponsesRequest.decode(at, body);
    }

    @Override
    public Encoding encodeRequest(ChatRequest request, ModelName model) {
        return ResponsesRequestWriter.write(request, model);
    }

    @Override
    public String chatPath(ChatRequest request, ModelName model, String query) {
        return query.isEmpty() ? RESPONSES : RESPONSES + "?" + query;
    }

    @Override
    public Map<String, String> headers() {
        return Map.of();
    }

    @Override
    public Splice rewriteRequest(Inbound inbound, Rewrite rewrite) {
        return ResponsesRewrite.apply(inbound, rewrite);
    }

    @Override
    public SortedSet<String> dropped(Inbound inbound, Rewrite rewrite) {
        return ResponsesRewrite.dropped(inbound, rewrite, field(Feature.REASONING));
    }

    @Override
    public boolean explains(Rewrite rewrite, Bytes refusal, Inbound inbound) {
        return ResponsesRewrite.explains(rewrite, inbound);
    }

    @Override
    public StreamDecoder streamDecoder(Rewrite rewrite) {
        return new ResponsesStream();
    }

    @Override
    public Answered decodeAnswer(Bytes body) {
        return ResponsesAnswer.decode(body);
    }

    @Override
    public Failure decodeFailure(ErrorAnswer answer) {
        return OpenAiFailure.decode(answer, NAME);
    }

    @Override
    public StreamEncoder streamEncoder(Inbound inbound, ExchangeId id) {
        return new ResponsesStreamWriter(
                new ResponseDraft(inbound.request(), id, now()), failure -> chat.encodeFailure(failure, id));
    }

    @Override
    public Bytes encodeAnswer(Inbound inbound, List<Frame> frames, ExchangeId id) {
        return ResponsesAnswer.encode(frames, new ResponseDraft(inbound.request(), id, now()));
    }

    /** Of a request of which nothing is known. */
    @Override
    public Bytes encodeAnswer(List<Frame> frames, ExchangeId id) {
        ChatRequest unknown = ChatRequest.of(new ModelName("unknown"), "");
        return ResponsesAnswer.encode(frames, new ResponseDraft(unknown, id, now()));
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }

    @Override
    public boolean answersWith(Part.Media media) {
        return ResponseWriter.says(media);
    }

    @Override
    public Bytes encodeFailure(Failure failure, ExchangeId id) {
        return chat.encodeFailure(failure, id);
    }

    @Override
    public Bytes encodeStreamFailure(Failure failure, ExchangeId id) {
        return ResponsesErrorEvent.encode(chat.encodeFailure(failure, id), 0);
    }

    @Override
    public Bytes encodeModels(List<ListedModel> models) {
        return chat.encodeModels(models);
    }

    @Override
    public Bytes encodeModel(ListedModel model) {
        return chat.encodeModel(model);
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
