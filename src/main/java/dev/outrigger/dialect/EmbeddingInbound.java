package dev.outrigger.dialect;

import dev.outrigger.chat.EmbeddingRequest;
import dev.outrigger.chat.ModelName;
import dev.outrigger.dialect.json.JsonObjectText;

/**
 * A request for embeddings as its dialect read it.
 *
 * @param at where it was sent
 * @param request what it asks, in no vendor's words
 */
public record EmbeddingInbound(Endpoint.Embeddings at, EmbeddingRequest request, JsonObjectText text, long readBytes)
        implements Request {
    @Override
    public ModelName model() {
        return request.model();
    }

    /** Vectors come all at once. */
    @Override
    public boolean stream() {
        return false;
    }

    /** The size and the model alone: contents may be private. */
    @Override
    public String toString() {
        return "EmbeddingInbound[" + request.model() + ", " + size() + " bytes]";
    }
}
