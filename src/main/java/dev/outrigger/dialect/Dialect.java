package dev.outrigger.dialect;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ExchangeId;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.Feature;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.Splice;
import java.util.List;
import java.util.Optional;

/**
 * A vendor's wire format, spoken on either side: to the app (decode requests, encode answers) and to upstream (encode
 * requests, decode answers). Implementations hold no state; decoders and encoders of one stream do.
 *
 * <p>Called on the event loop; nothing here blocks, and nothing throws for bad input: that is a {@link Failure}.
 */
public interface Dialect {
    /** The name in configuration, metrics and the path prefix, for example {@code openai}. */
    String name();

    /** What this path asks for, if it is one of this dialect's. */
    Optional<Endpoint> endpoint(RequestHead head);

    /** The name of the request's field, or of the part of a message, that asks for it. */
    String field(Feature feature);

    /** Reads the body of a chat request. */
    Reading decodeRequest(Bytes body);

    /** The bytes for upstream: those of the app, except for what the rewrite changes. */
    Splice rewriteRequest(Inbound inbound, Rewrite rewrite);

    /**
     * Whether upstream may have refused what the rewrite changed, rather than what the app wrote. Another name of the model
     * explains nothing; what is added for our own sake explains a refusal that speaks of it.
     *
     * @param refusal upstream's own words
     */
    boolean explains(Rewrite rewrite, Bytes refusal, Inbound inbound);

    /** Reads a streamed answer of this dialect. */
    StreamDecoder streamDecoder(Rewrite rewrite);

    /** Reads a whole answer: one frame, or why it is none. */
    Answered decodeAnswer(Bytes body);

    /** Reads an error answer: the one place where a vendor's words become a {@link Failure}. */
    Failure decodeFailure(ErrorAnswer answer);

    /** Writes a streamed answer that was made in this process. */
    StreamEncoder streamEncoder(Inbound inbound, ExchangeId id);

    /** Writes a whole answer from its events. */
    Bytes encodeAnswer(List<Frame> frames, ExchangeId id);

    /** The body of an error answer. */
    Bytes encodeFailure(Failure failure, ExchangeId id);

    /** The error event that ends a stream which can no longer be answered. */
    Bytes encodeStreamFailure(Failure failure, ExchangeId id);

    /** The list of models that the app may ask for. */
    Bytes encodeModels(List<ListedModel> models);

    /** The content type of a streamed answer. */
    String streamType();

    /** A chat request, read, or why it cannot be. */
    sealed interface Reading {
        record Read(Inbound inbound) implements Reading {}

        record Unreadable(Failure failure) implements Reading {}
    }

    /** A whole answer, read, or why it cannot be. */
    sealed interface Answered {
        record Whole(Frame frame) implements Answered {}

        record Broken(Failure failure) implements Answered {}
    }

    /** Cuts a streamed answer's bytes into frames. Not thread-safe; one a stream. */
    interface StreamDecoder {
        /** The frames that these bytes complete; their raw bytes together are what was fed, in order. */
        List<Frame> decode(Bytes chunk);

        /** Bytes that are kept, of an event that is not whole yet. */
        long held();

        /** The frame of what is left when upstream ends; none when nothing is. */
        List<Frame> end();
    }

    /** Gives events their bytes. Not thread-safe; one a stream. */
    interface StreamEncoder {
        /** The bytes of a frame's events; empty when they have none. */
        Bytes encode(Frame frame);
    }
}
