package dev.outrigger.dialect;

import dev.outrigger.chat.Bytes;
import java.util.Optional;

/** What a path asks for. */
public sealed interface Endpoint {
    /**
     * A chat answer, or what is to be said of the model that would give it.
     *
     * @param route the path as a pattern of few values, for example {@code /v1/chat/completions}
     * @param path below the backend's URL, as the app wrote it
     * @param query as the app wrote it, without the question mark; empty when there is none
     */
    record Chat(String route, String path, String query) implements Endpoint {}

    /**
     * Something of this process itself, for example its version.
     *
     * @param route the path
     * @param type the answer's content type
     */
    record Told(String route, String type, Bytes answer) implements Endpoint {}

    /**
     * How many tokens a chat request has, which is the body.
     *
     * @param route the path as a pattern of few values, for example {@code /v1/messages/count_tokens}
     * @param path below the backend's URL, as the app wrote it
     * @param query as the app wrote it, without the question mark; empty when there is none
     */
    record CountTokens(String route, String path, String query) implements Endpoint {
        /** As which its body is read. */
        public Chat chat() {
            return new Chat(route, path, query);
        }
    }

    /**
     * Vectors of texts.
     *
     * @param route the path as a pattern of few values, for example {@code /v1/embeddings}
     * @param path below the backend's URL, as the app wrote it
     * @param query as the app wrote it, without the question mark; empty when there is none
     * @param model the one that the path names; absent where the body does
     */
    record Embeddings(String route, String path, String query, Optional<String> model) implements Endpoint {}

    /** The list of models. */
    record Models() implements Endpoint {}

    /**
     * The list of those that are in memory.
     *
     * @param path below the backend's URL, for servers that load models when asked
     */
    record Loaded(String route, String path) implements Endpoint {}

    /**
     * One model of the list.
     *
     * @param path below the backend's URL, for one that nobody here knows
     * @param name as the path has it
     */
    record Model(String path, String name) implements Endpoint {}

    /**
     * Something that was made here and is not kept: nobody has it.
     *
     * @param why in words for the app
     */
    record Gone(String why) implements Endpoint {}

    /** Anything else of the vendor's: handed on unread, to this path below the backend's URL. */
    record Other(String path) implements Endpoint {}
}
