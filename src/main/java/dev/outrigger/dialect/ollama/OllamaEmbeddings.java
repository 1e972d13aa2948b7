package dev.outrigger.dialect.ollama;

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
import dev.outrigger.dialect.json.JsonObjectText;
import dev.outrigger.dialect.json.JsonValue;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Ollama's {@code /api/embed}, and the older {@code /api/embeddings} of one prompt. Sources: Ollama API reference,
 * "Generate embeddings" (https://docs.ollama.com/api/embed), and {@code api/types.go} of
 * https://github.com/ollama/ollama.
 */
final class OllamaEmbeddings implements EmbeddingDialect {
    private static final Set<String> KNOWN = Set.of("model", "input", "dimensions");
    private static final Set<String> KNOWN_OF_A_PROMPT = Set.of("model", "prompt");

    @Override
    public Reading decodeRequest(Endpoint.Embeddings at, Bytes body) {
        return EmbeddingReading.of(at, object -> request(at, object), () -> JsonObjectText.read(body));
    }

    /** Whether it is one prompt, which is answered in a shape of its own. */
    static boolean isPrompt(Endpoint.Embeddings at) {
        return at.path().equals(OllamaPath.EMBEDDINGS);
    }

    private static EmbeddingRequest request(Endpoint.Embeddings at, JsonObjectText.Parsed object) {
        boolean isPrompt = isPrompt(at);
        Set<String> known = isPrompt ? KNOWN_OF_A_PROMPT : KNOWN;
        VendorFields vendor = new VendorFields();
        vendor.unknownIn(JsonValue.first(object.tape()), "", known);
        String name =
                Json.name("model", object.value("model").orElseThrow(() -> new Json.Unfit("model must be given")));
        return new EmbeddingRequest(
                new ModelName(name).untagged(),
                isPrompt ? prompt(object) : inputs(object),
                isPrompt ? OptionalInt.empty() : EmbeddingReading.dimensions("dimensions", object.value("dimensions")),
                vendor.names());
    }

    /** None asks for nothing but that the model is loaded. */
    private static List<EmbeddingInput> inputs(JsonObjectText.Parsed object) {
        return object.value("input")
                .map(input -> EmbeddingReading.texts("input", input))
                .orElse(List.of());
    }

    private static List<EmbeddingInput> prompt(JsonObjectText.Parsed object) {
        return object.value("prompt")
                .map(prompt -> List.<EmbeddingInput>of(new EmbeddingInput.Text(Json.passage("prompt", prompt))))
                .orElse(List.of());
    }

    @Override
    public String path(EmbeddingInbound inbound, ModelName model) {
        return OllamaPath.withQuery(inbound.at().path(), inbound.at().query());
    }

    @Override
    public Splice rewriteRequest(EmbeddingInbound inbound, Rewrite rewrite) {
        return rewrite.applied(inbound, "model");
    }

    @Override
    public Said encodeRequest(EmbeddingRequest request, ModelName model) {
        ObjectNode body = Json.STRICT.createObjectNode().put("model", model.value());
        List<String> texts = EmbeddingReading.said(request);
        if (texts.size() == 1) body.put("input", texts.getFirst());
        else texts.forEach(body.putArray("input")::add);
        request.dimensions().ifPresent(size -> body.put("dimensions", size));
        return new Said(OllamaPath.EMBED, Json.bytes(body));
    }

    @Override
    public Answered decodeAnswer(Bytes body) {
        return OllamaVectors.decode(body);
    }

    @Override
    public List<Vector> decodeVectors(Bytes body) {
        return OllamaVectors.vectors(body);
    }

    @Override
    public Bytes encodeAnswer(EmbeddingInbound inbound, Embeddings answer) {
        return isPrompt(inbound.at()) ? OllamaVectors.encodeOne(answer) : OllamaVectors.encode(answer);
    }
}
