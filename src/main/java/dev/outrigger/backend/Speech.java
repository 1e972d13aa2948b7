package dev.outrigger.backend;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.FailureException;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.dialect.Dialect.Answered;
import dev.outrigger.dialect.EmbeddingInbound;
import dev.outrigger.dialect.Inbound;
import dev.outrigger.dialect.Rewrite;
import dev.outrigger.dialect.Unsaid;

/** How one request is said in upstream's dialect, and its answer heard: all in which chats and embeddings differ. */
sealed interface Speech permits ChatSpeech, EmbeddingSpeech {
    /** Of the call's request, in this dialect. */
    static Speech of(Call call, Dialect dialect, Rewrite rewrite) {
        return switch (call.request()) {
            case Inbound chat -> new ChatSpeech(call, chat, dialect, rewrite);
            case EmbeddingInbound embedding -> new EmbeddingSpeech(call, embedding, dialect, rewrite);
        };
    }

    /** The app's own request, but for what the rewrite changes. */
    Outgoing rewritten();

    /**
     * The request in other words.
     *
     * @throws Unsaid when it cannot be said
     * @throws FailureException when it is not to be said without what gets lost
     */
    Outgoing translated();

    /** Whether upstream may have refused what the rewrite changed; see {@link Dialect#explains}. */
    static boolean explains(Call call, Rewrite rewrite, Bytes refusal) {
        return switch (call.request()) {
            case Inbound chat -> call.dialect().explains(rewrite, refusal, chat);
            case EmbeddingInbound embedding -> rewrite.touches(embedding);
        };
    }

    /** The content type of its answer if that is streamed. */
    String streamType();

    /** Reads a streamed answer. */
    Dialect.StreamDecoder streamDecoder();

    /** Reads a whole answer. */
    Answered decodeAnswer(Bytes body);

    /** Nothing seen yet of its answer. */
    Progress progress();

    /** Whose words the app gets, where upstream was asked in the app's or in others. */
    Answer.Words words();
}
