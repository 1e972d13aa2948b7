package dev.outrigger.dialect.gemini;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Bytes;
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
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonObjectText;
import java.util.List;

/**
 * Gemini's {@code embedContent} and {@code batchEmbedContents}. Source: Gemini API, "Embeddings"
 * (https://ai.google.dev/api/embeddings).
 */
final class GeminiEmbeddings implements EmbeddingDialect {
    @Override
    public Reading decodeRequest(Endpoint.Embeddings at, Bytes body) {
        return EmbeddingReading.of(
                at, object -> new GeminiEmbeddingRequest(at, object).request(), () -> JsonObjectText.read(body));
    }

    /** Whether a list is asked for, which is answered in a shape of its own. */
    static boolean isBatch(Endpoint.Embeddings at) {
        return at.route().equals(GeminiPath.Method.EMBED_ALL.route());
    }

    @Override
    public String path(EmbeddingInbound inbound, ModelName model) {
        GeminiPath path = new GeminiPath(
                model.value(), isBatch(inbound.at()) ? GeminiPath.Method.EMBED_ALL : GeminiPath.Method.EMBED);
        String query = path.query(inbound.at().query());
        return query.isEmpty() ? path.below() : path.below() + "?" + query;
    }

    @Override
    public Splice rewriteRequest(EmbeddingInbound inbound, Rewrite rewrite) {
        return GeminiEmbeddingRewrite.apply(inbound, rewrite);
    }

    @Override
    public Said encodeRequest(EmbeddingRequest request, ModelName model) {
        List<String> texts = EmbeddingReading.said(request);
        ObjectNode body = Json.STRICT.createObjectNode();
        if (texts.size() == 1) {
            write(texts.getFirst(), request, body);
            return new Said(new GeminiPath(model.value(), GeminiPath.Method.EMBED).below(), Json.bytes(body));
        }
        var requests = body.putArray("requests");
        for (String text : texts) write(text, request, requests.addObject().put("model", "models/" + model.value()));
        return new Said(new GeminiPath(model.value(), GeminiPath.Method.EMBED_ALL).below(), Json.bytes(body));
    }

    private static void write(String text, EmbeddingRequest request, ObjectNode said) {
        said.putObject("content").putArray("parts").addObject().put("text", text);
        request.dimensions().ifPresent(size -> said.put("outputDimensionality", size));
    }

    @Override
    public Answered decodeAnswer(Bytes body) {
        return GeminiVectors.decode(body);
    }

    @Override
    public List<Vector> decodeVectors(Bytes body) {
        return GeminiVectors.vectors(body);
    }

    @Override
    public Bytes encodeAnswer(EmbeddingInbound inbound, Embeddings answer) {
        return GeminiVectors.encode(answer, isBatch(inbound.at()));
    }
}
