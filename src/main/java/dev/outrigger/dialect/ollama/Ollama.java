package dev.outrigger.dialect.ollama;

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
import dev.outrigger.dialect.Prefill;
import dev.outrigger.dialect.Preparation;
import dev.outrigger.dialect.RequestHead;
import dev.outrigger.dialect.Retelling;
import dev.outrigger.dialect.Rewrite;
import dev.outrigger.dialect.json.Json;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Ollama's chats and prompts. Sources: Ollama API reference (https://docs.ollama.com/api), and {@code api/types.go} of
 * https://github.com/ollama/ollama.
 */
public final class Ollama implements Dialect {
    static final String NAME = "ollama";

    private static final EmbeddingDialect EMBEDDINGS = new OllamaEmbeddings();

    /** Of Ollama's own fields those without which the answer is another one. */
    private static final Set<String> MEANINGFUL = Set.of("suffix", "template", "raw", "context", "format");

    private final InstantSource clock;

    public Ollama(InstantSource clock) {
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
        return OllamaPath.endpoint(head);
    }

    @Override
    public Endpoint.Chat chatAt(ModelName model) {
        return OllamaPath.chat();
    }

    @Override
    public String field(Feature feature) {
        return switch (feature) {
            case TEMPERATURE -> "options.temperature";
            case TOP_P -> "options.top_p";
            case TOP_K -> "options.top_k";
            case MAX_TOKENS -> "options.num_predict";
            case SEED -> "options.seed";
            case STOP -> "options.stop";
            case CHOICES -> "options.n";
            case PRESENCE_PENALTY -> "options.presence_penalty";
            case FREQUENCY_PENALTY -> "options.frequency_penalty";
            case LOG_PROBS -> "logprobs";
            case MIN_P -> "options.min_p";
            case LOGIT_BIAS -> "options.logit_bias";
            case FORMAT -> "format";
            case JSON_MODE -> "format";
            case TOOLS -> "tools";
            case TOOL_CHOICE -> "tool_choice";
            case TOOL_CALLING -> "parallel_tool_calls";
            case THINKING, DISPLAY -> "think";
            case REASONING -> "messages[].thinking";
            case TOOL_ERROR -> "messages[].is_error";
            case CACHE_MARK -> "messages[].cache_control";
            case TOOL_STRICTNESS -> "tools[].function.strict";
            case FORMAT_STRICTNESS -> "format.strict";
            case FORMAT_NAME -> "format.name";
            case LATER_SYSTEM -> "messages[].role";
            case PREFILL -> "messages[].prefill";
            case MEDIA_NAME -> "messages[].images[].name";
            case TOOL_MEDIA -> "messages[].images";
            case REFUSAL -> "messages[].refusal";
        };
    }

    @Override
    public boolean changesMeaning(String vendorField) {
        return MEANINGFUL.contains(vendorField);
    }

    @Override
    public Reading decodeRequest(Endpoint.Chat at, Bytes body) {
        return OllamaPath.isShow(at)
                ? OllamaModels.decode(at, body)
                : OllamaRequest.decode(at, body, new OllamaWords(OllamaPath.isPrompt(at), clock));
    }

    @Override
    public Splice rewriteRequest(Inbound inbound, Rewrite rewrite) {
        return OllamaRewrite.apply(inbound, rewrite);
    }

    @Override
    public Encoding encodeRequest(ChatRequest request, ModelName model) {
        return OllamaRequestWriter.write(request, model);
    }

    @Override
    public String chatPath(ChatRequest request, ModelName model, String query) {
        return OllamaPath.withQuery(OllamaPath.CHAT, query);
    }

    @Override
    public String chatPath(Inbound inbound, ModelName model) {
        return OllamaPath.of(inbound);
    }

    @Override
    public Map<String, String> headers() {
        return Map.of();
    }

    @Override
    public boolean explains(Rewrite rewrite, Bytes refusal, Inbound inbound) {
        return OllamaRewrite.explains(rewrite, inbound);
    }

    @Override
    public StreamDecoder streamDecoder(Rewrite rewrite) {
        return new OllamaStream();
    }

    @Override
    public Answered decodeAnswer(Bytes body) {
        return OllamaAnswer.decode(body);
    }

    @Override
    public Failure decodeFailure(ErrorAnswer answer) {
        return OllamaFailure.decode(answer);
    }

    @Override
    public StreamEncoder streamEncoder(Inbound inbound, ExchangeId id) {
        return new OllamaStreamWriter(new OllamaWords(OllamaPath.isPrompt(inbound.at()), clock));
    }

    @Override
    public Optional<Inbound> prepared(Inbound inbound, Instructions instructions) {
        Preparation preparation = new Preparation(inbound, instructions);
        return (OllamaPath.isPrompt(inbound.at())
                        ? preparation.systemText("system")
                        : preparation.systemMessages("messages", part -> Json.quote(part)))
                .numbersIn("options", "temperature", "num_predict")
                .read(this);
    }

    @Override
    public Optional<Inbound> begun(Inbound inbound, String text) {
        return Prefill.append(
                this, inbound, "messages", "{\"role\":\"assistant\",\"content\":" + Json.quote(text) + "}");
    }

    @Override
    public Optional<StreamEncoder> goingOn(Inbound inbound, ExchangeId id, SoFar sent) {
        return Optional.of(sent.through(streamEncoder(inbound, id)));
    }

    @Override
    public Bytes encodeAnswer(List<Frame> frames, ExchangeId id) {
        return OllamaAnswer.encode(new OllamaWords(false, clock), frames);
    }

    @Override
    public Bytes encodeAnswer(Inbound inbound, List<Frame> frames, ExchangeId id) {
        return OllamaAnswer.encode(new OllamaWords(OllamaPath.isPrompt(inbound.at()), clock), frames);
    }

    @Override
    public Retelling.Form arguments() {
        return Retelling.Form.OBJECTS;
    }

    @Override
    public Bytes encodeFailure(Failure failure, ExchangeId id) {
        return OllamaFailure.encode(failure, id);
    }

    @Override
    public Bytes encodeStreamFailure(Failure failure, ExchangeId id) {
        return Bytes.of(OllamaFailure.encode(failure, id).utf8() + "\n");
    }

    @Override
    public Bytes encodeModels(List<ListedModel> models) {
        return OllamaModels.encodeAll(models);
    }

    /** No path of Ollama's is one model's: it is asked for with {@code /api/show}, and the model in its body. */
    @Override
    public Bytes encodeModel(ListedModel model) {
        return encodeModels(List.of(model));
    }

    @Override
    public Bytes encodeLoaded(List<ListedModel> models) {
        return OllamaModels.encodeLoaded(models);
    }

    @Override
    public Optional<EmbeddingDialect> embeddings() {
        return Optional.of(EMBEDDINGS);
    }

    @Override
    public String streamType() {
        return "application/x-ndjson";
    }

    @Override
    public String streamType(Inbound inbound) {
        return streamType();
    }
}
