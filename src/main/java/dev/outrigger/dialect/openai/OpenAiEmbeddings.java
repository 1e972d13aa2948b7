package dev.outrigger.dialect.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.EmbeddingInput;
import dev.outrigger.chat.EmbeddingRequest;
import dev.outrigger.chat.Embeddings;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Splice;
import dev.outrigger.chat.Vector;
import dev.outrigger.dialect.Dialect.Answered;
import dev.outrigger.dialect.EmbeddingDialect;
import dev.outrigger.dialect.EmbeddingInbound;
import dev.outrigger.dialect.EmbeddingReading;
import dev.outrigger.dialect.Endpoint;
import dev.outrigger.dialect.Rewrite;
import dev.outrigger.dialect.VendorFields;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonBounds;
import dev.outrigger.dialect.json.JsonObjectText;
import dev.outrigger.dialect.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * OpenAI's embeddings, and Azure's. Source: OpenAI API reference, "Embeddings"
 * (https://platform.openai.com/docs/api-reference/embeddings).
 */
final class OpenAiEmbeddings implements EmbeddingDialect {
    static final String PATH = "/embeddings";
    static final String ROUTE = "/v1" + PATH;

    private static final String INPUT = "input";
    private static final String FORMAT = "encoding_format";
    private static final Set<String> KNOWN = Set.of("model", INPUT, "dimensions", FORMAT);

    private static final List<EmbeddingInput> NO_INPUT = List.of(new EmbeddingInput.Own("a request without an input"));

    /** Ids of tokens are many, and nobody's here to read: what is in an input is looked at only if it is texts. */
    private static final JsonBounds BESIDE_INPUT = JsonBounds.requestBeside(INPUT);

    @Override
    public Reading decodeRequest(Endpoint.Embeddings at, Bytes body) {
        return EmbeddingReading.of(at, object -> request(at, object), () -> text(body));
    }

    private static JsonObjectText.Parsed text(Bytes body) {
        JsonObjectText.Parsed object = JsonObjectText.read(body, BESIDE_INPUT);
        return object.value(INPUT).filter(value -> !isTokens(value)).isPresent() ? JsonObjectText.read(body) : object;
    }

    private static EmbeddingRequest request(Endpoint.Embeddings at, JsonObjectText.Parsed object) {
        VendorFields vendor = new VendorFields();
        vendor.unknownIn(JsonValue.first(object.tape()), "", KNOWN);
        object.value(FORMAT)
                .filter(format -> !format.says("float") && !format.says("base64"))
                .ifPresent(unknown -> vendor.add("", FORMAT));
        return new EmbeddingRequest(
                model(at, object),
                object.value(INPUT).map(OpenAiEmbeddings::inputs).orElse(NO_INPUT),
                EmbeddingReading.dimensions("dimensions", object.value("dimensions")),
                vendor.names());
    }

    private static ModelName model(Endpoint.Embeddings at, JsonObjectText.Parsed object) {
        String name = object.value("model")
                .map(value -> Json.name("model", value))
                .or(at::model)
                .orElse("");
        if (name.isBlank()) throw new Json.Unfit("model must be given");
        return new ModelName(name);
    }

    /** Servers of OpenAI's dialect take more than it has: what they make of it is theirs. */
    private static List<EmbeddingInput> inputs(JsonValue value) {
        if (isTokens(value)) return List.of(new EmbeddingInput.Own("an input of token ids"));
        if (!value.isArray()) return List.of(input(value));
        List<EmbeddingInput> inputs = new ArrayList<>();
        for (JsonValue each : value) inputs.add(input(each));
        return inputs;
    }

    private static EmbeddingInput input(JsonValue value) {
        return value.isText()
                ? new EmbeddingInput.Text(value.passage())
                : new EmbeddingInput.Own("an input that is no text");
    }

    /** Whether the array's first element is a number or an array; the insides of neither were kept. */
    private static boolean isTokens(JsonValue value) {
        if (!value.isArray()) return false;
        byte[] raw = value.tape().source().bytes().backing();
        int at = value.start() + 1;
        while (raw[at] == ' ' || raw[at] == '\n' || raw[at] == '\r' || raw[at] == '\t') at++;
        return raw[at] == '[' || raw[at] == '-' || (raw[at] >= '0' && raw[at] <= '9');
    }

    @Override
    public String path(EmbeddingInbound inbound, ModelName model) {
        String query = inbound.at().query();
        return query.isEmpty() ? PATH : PATH + "?" + query;
    }

    @Override
    public Splice rewriteRequest(EmbeddingInbound inbound, Rewrite rewrite) {
        return rewrite.applied(inbound, "model");
    }

    @Override
    public Said encodeRequest(EmbeddingRequest request, ModelName model) {
        ObjectNode body = Json.STRICT.createObjectNode().put("model", model.value());
        List<String> texts = EmbeddingReading.said(request);
        if (texts.size() == 1) body.put(INPUT, texts.getFirst());
        else texts.forEach(body.putArray(INPUT)::add);
        request.dimensions().ifPresent(size -> body.put("dimensions", size));
        return new Said(PATH, Json.bytes(body));
    }

    /** A server that is not told of base64 answers numbers, and not every client of OpenAI's reads both. */
    @Override
    public boolean answersAsIs(EmbeddingInbound inbound, Rewrite rewrite) {
        return !rewrite.rejects().contains(FORMAT) || !wantsBase64(inbound);
    }

    @Override
    public Answered decodeAnswer(Bytes body) {
        return OpenAiVectors.decode(body);
    }

    @Override
    public List<Vector> decodeVectors(Bytes body) {
        return OpenAiVectors.vectors(body);
    }

    @Override
    public Bytes encodeAnswer(EmbeddingInbound inbound, Embeddings answer) {
        return OpenAiVectors.encode(
                answer, wantsBase64(inbound) ? OpenAiVectors.Form.BASE64 : OpenAiVectors.Form.FLOATS);
    }

    private static boolean wantsBase64(EmbeddingInbound inbound) {
        return inbound.text()
                .value(FORMAT)
                .filter(format -> format.utf8().equals("\"base64\""))
                .isPresent();
    }
}
