package dev.outrigger.dialect;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.ExchangeId;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.Feature;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Splice;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Function;

/**
 * A vendor's wire format, spoken on either side: to the app (decode requests, encode answers) and to upstream (encode
 * requests, decode answers). Implementations hold no state; decoders and encoders of one stream do.
 *
 * <p>Called on the event loop; nothing here blocks, and nothing throws for bad input: that is a {@link Failure}.
 */
public interface Dialect {
    /** The name in configuration, metrics and the path prefix, for example {@code openai}. */
    String name();

    /** Whose format it is, as GenAI semantic conventions name providers, for example {@code openai}. */
    String provider();

    /** What this path asks for, if it is one of this dialect's. */
    Optional<Endpoint> endpoint(RequestHead head);

    /** Whether the query of a path of this dialect may hold a key, which then is a header's to say. */
    default boolean takesKeyInQuery() {
        return false;
    }

    /**
     * Why nobody else is asked what this path asks for where the model it names is not configured here; absent where that
     * is the vendor's business.
     */
    default Optional<String> unpassable(Endpoint at) {
        return Optional.empty();
    }

    /** Where a chat request for this model would have been sent whose body alone is known. */
    Endpoint.Chat chatAt(ModelName model);

    /** The name of the request's field, or of the part of a message, that asks for it. */
    String field(Feature feature);

    /** Whether the answer would be another one if this field of the vendor's own, by its name, were left out. */
    boolean changesMeaning(String vendorField);

    /** Reads the body of a chat request. */
    Reading decodeRequest(Endpoint.Chat at, Bytes body);

    /** The bytes for upstream: those of the app, except for what the rewrite changes. */
    Splice rewriteRequest(Inbound inbound, Rewrite rewrite);

    /** The names of what these bytes leave out of the app's. */
    default SortedSet<String> dropped(Inbound inbound, Rewrite rewrite) {
        SortedSet<String> dropped = rewrite.dropped(inbound);
        if (rewrite.forgets(inbound)) dropped.add(field(Feature.REASONING));
        return dropped;
    }

    /** Says a request that came in another dialect's words; with its usage, if it is streamed. */
    Encoding encodeRequest(ChatRequest request, ModelName model);

    /** The same for upstream, which may be one that cannot be asked for usage. */
    default Encoding encodeRequest(ChatRequest request, Rewrite rewrite) {
        return encodeRequest(request, rewrite.model());
    }

    /**
     * Where a chat request goes, below the backend's URL, its query included.
     *
     * @param model the name upstream knows
     * @param query the app's own, if it speaks this dialect; without credentials in the answer
     */
    String chatPath(ChatRequest request, ModelName model, String query);

    /** Where an app's request of this dialect goes, below the URL of a backend of this dialect, its query included. */
    default String chatPath(Inbound inbound, ModelName model) {
        return chatPath(inbound.request(), model, inbound.at().query());
    }

    /** Headers, beside the key, that a request needs which came in another dialect's words. */
    Map<String, String> headers();

    /**
     * Whether upstream may have refused what the rewrite changed, rather than what the app wrote. Another name of the model
     * explains nothing; what is added for our own sake explains a refusal that speaks of it.
     *
     * @param refusal upstream's own words
     */
    boolean explains(Rewrite rewrite, Bytes refusal, Inbound inbound);

    /** Reads a streamed answer of this dialect. */
    StreamDecoder streamDecoder(Rewrite rewrite);

    /** Reads one in the form in which this request, an app's of this dialect, asks for it. */
    default StreamDecoder streamDecoder(Inbound inbound, Rewrite rewrite) {
        return streamDecoder(rewrite);
    }

    /** Reads a whole answer: one frame, or why it is none. */
    Answered decodeAnswer(Bytes body);

    /** Reads a whole answer to this request, where the answer does not say which model gave it. */
    default Answered decodeAnswer(Bytes body, Rewrite rewrite) {
        return decodeAnswer(body);
    }

    /** Reads an error answer: the one place where a vendor's words become a {@link Failure}. */
    Failure decodeFailure(ErrorAnswer answer);

    /** Writes a streamed answer that was made in this process. */
    StreamEncoder streamEncoder(Inbound inbound, ExchangeId id);

    /**
     * Writes on a streamed answer that began in upstream's own bytes; absent where what comes next would depend on more of
     * those than is known.
     */
    default Optional<StreamEncoder> goingOn(Inbound inbound, ExchangeId id, SoFar sent) {
        return Optional.empty();
    }

    /**
     * The request as one whose answer has begun with this text, not blank at its end; absent where this dialect's requests
     * have no place for that.
     */
    default Optional<Inbound> begun(Inbound inbound, String text) {
        return Optional.empty();
    }

    /** The request as a destination's instructions has it; absent where there is no place for that, or it becomes too large. */
    default Optional<Inbound> prepared(Inbound inbound, Instructions instructions) {
        return Optional.empty();
    }

    /** Words for whoever reads a stream by eye, which its clients leave out; empty where they would not. */
    default Bytes comment(String words) {
        return Bytes.EMPTY;
    }

    /** Writes a whole answer from its events. */
    Bytes encodeAnswer(List<Frame> frames, ExchangeId id);

    /** Writes a whole answer from its events, to this request. */
    default Bytes encodeAnswer(Inbound inbound, List<Frame> frames, ExchangeId id) {
        return encodeAnswer(frames, id);
    }

    /** Whether an answer has words for a picture or sound of this kind and source, which models of other dialects may give. */
    default boolean answersWith(Part.Media media) {
        return false;
    }

    /** How the arguments of a call are told in a whole answer. */
    default Retelling.Form arguments() {
        return Retelling.Form.TEXT;
    }

    /** The body of an error answer. */
    Bytes encodeFailure(Failure failure, ExchangeId id);

    /** The error event that ends a stream which can no longer be answered. */
    Bytes encodeStreamFailure(Failure failure, ExchangeId id);

    /** The list of models that the app may ask for. */
    Bytes encodeModels(List<ListedModel> models);

    /** One model of that list. */
    Bytes encodeModel(ListedModel model);

    /** Those of that list that are in memory; of a dialect that is never asked, as in the list. */
    default Bytes encodeLoaded(List<ListedModel> models) {
        return encodeModels(models);
    }

    /** How many tokens a request has; of a dialect that is never asked, the number under a name of ours. */
    default Bytes encodeTokenCount(long tokens) {
        return Bytes.of("{\"tokens\":" + tokens + "}");
    }

    /**
     * Where tokens are counted, below the backend's URL, the app's query included.
     *
     * @param model the name upstream knows
     */
    default String countPath(Endpoint.CountTokens at, ModelName model) {
        return at.query().isEmpty() ? at.path() : at.path() + "?" + at.query();
    }

    /** What it says about embeddings; absent when it has no words for them. */
    default Optional<EmbeddingDialect> embeddings() {
        return Optional.empty();
    }

    /** The content type of an answer that upstream streams to whom this process asks for. */
    String streamType();

    /** The content type of an answer that is streamed to this request's app, by upstream if it speaks this dialect. */
    String streamType(Inbound inbound);

    /** A chat request, read, or why it cannot be. */
    sealed interface Reading {
        record Read(Inbound inbound) implements Reading {}

        record Unreadable(Failure failure) implements Reading {}

        /**
         * It leaves or uses state upstream, such as an earlier answer: the business of its owner alone, who gets it as it is.
         *
         * @param model the one it asks for, if it says one
         */
        record Owned(Optional<ModelName> model) implements Reading {}

        /**
         * It is about a model, which is asked nothing: that it be loaded or unloaded, or what is known of it.
         *
         * @param inbound what it says; there is nothing in it to be answered
         * @param told the whole answer of a server that has such a model, in JSON, also where it may be streamed
         */
        record About(Inbound inbound, Function<ListedModel, Bytes> told) implements Reading {}
    }

    /** A whole answer, read, or why it cannot be. */
    sealed interface Answered {
        record Whole(Frame frame) implements Answered {}

        record Broken(Failure failure) implements Answered {}

        /** What these bytes mean, if they are an answer: see {@link WholeAnswer}. */
        static Answered of(Bytes body, List<Event> events) {
            return WholeAnswer.of(body, events);
        }
    }

    /**
     * What an app has of a streamed answer of text.
     *
     * @param first how it began
     * @param text all of it
     * @param last the last event's bytes
     */
    record SoFar(Event.Started first, String text, Bytes last) {
        /** Makes an encoder as if it had written all that. */
        public StreamEncoder through(StreamEncoder fresh) {
            fresh.encode(Frame.of(List.of(first, new Event.TextDelta(0, text))));
            return fresh;
        }
    }

    /** Cuts a streamed answer's bytes into frames. Not thread-safe; one a stream. */
    interface StreamDecoder {
        /** The frames that these bytes complete; their raw bytes together are what was fed, in order. */
        List<Frame> decode(Bytes chunk);

        /** What it keeps, as it counts on the heap: bytes of an event that is not whole yet, and what it remembers. */
        long held();

        /** The frame of what is left when upstream ends; none when nothing is. */
        List<Frame> end();
    }

    /** Gives events their bytes. Not thread-safe; one a stream. */
    interface StreamEncoder {
        /** The bytes of a frame's events; empty when they have none. */
        Bytes encode(Frame frame);

        /** Upstream's own bytes of this frame come before all that is encoded from now on. */
        default void follow(Frame frame) {}

        /**
         * What it keeps of what it was told, as it counts on the heap, with what the writing of it will take: what this
         * dialect says later than others, or says again at the end. 0 once the stream has ended.
         */
        long held();

        /** How the arguments of a call are told in it. */
        default Retelling.Form arguments() {
            return Retelling.Form.TEXT;
        }

        /**
         * The bytes that end what was written so far with this failure, where they depend on it; absent where
         * {@link Dialect#encodeStreamFailure} says it at any place.
         */
        default Optional<Bytes> encodeFailure(Failure failure) {
            return Optional.empty();
        }
    }
}
