package dev.outrigger.dialect;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.EmbeddingRequest;
import dev.outrigger.chat.Embeddings;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Splice;
import dev.outrigger.chat.Vector;
import dev.outrigger.dialect.json.Json;
import java.util.List;

/**
 * The part of a vendor's wire format that is about embeddings, spoken on either side as {@link Dialect} is, which also
 * reads and writes its failures. Implementations hold no state.
 */
public interface EmbeddingDialect {
    /** Reads the body of a request. */
    Reading decodeRequest(Endpoint.Embeddings at, Bytes body);

    /**
     * Where an app's request goes, below the URL of a backend of this dialect, its query included.
     *
     * @param model the name upstream knows
     */
    String path(EmbeddingInbound inbound, ModelName model);

    /** The bytes for upstream: those of the app, except for what the rewrite changes. */
    Splice rewriteRequest(EmbeddingInbound inbound, Rewrite rewrite);

    /**
     * Says a request that came in another dialect's words.
     *
     * @throws Unsaid when it holds something that this dialect has no words for
     */
    Said encodeRequest(EmbeddingRequest request, ModelName model);

    /** Whether upstream's answer, as it is, is one to this request; else its vectors are written anew. */
    default boolean answersAsIs(EmbeddingInbound inbound, Rewrite rewrite) {
        return true;
    }

    /** Reads what an answer tells beside its vectors: one frame of model and usage, or why it is no answer. */
    Dialect.Answered decodeAnswer(Bytes body);

    /**
     * The vectors of an answer that was read.
     *
     * @throws Json.Unfit when they are not what they must be
     */
    List<Vector> decodeVectors(Bytes body);

    /** Writes an answer to this request. */
    Bytes encodeAnswer(EmbeddingInbound inbound, Embeddings answer);

    /** A request, read, or why it cannot be. */
    sealed interface Reading {
        record Read(EmbeddingInbound inbound) implements Reading {}

        record Unreadable(Failure failure) implements Reading {}
    }

    /** A request in this dialect's words, and where it goes below the backend's URL. */
    record Said(String path, Bytes body) {}
}
