package dev.outrigger.dialect.ollama;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Bytes;
import dev.outrigger.dialect.Endpoint;
import dev.outrigger.dialect.Inbound;
import dev.outrigger.dialect.RequestHead;
import dev.outrigger.dialect.json.Json;
import java.util.Optional;
import java.util.Set;

/** What Ollama's paths ask for. */
final class OllamaPath {
    private static final String PREFIX = "/ollama";
    private static final String API = "/api";
    private static final String GENERATE = "/generate";

    static final String CHAT = "/chat";

    private static final String SHOW = "/show";

    /** Clients ask for a sign of life before anything else, and some read these very words. */
    private static final Bytes RUNNING = Bytes.of("Ollama is running");

    private static final Set<String> READING = Set.of("GET", "HEAD");

    /** The version whose words are spoken here: clients ask what a server can do. */
    private static final String VERSION = "0.33.0";

    static final String EMBED = "/embed";

    /** The older path, of one prompt. */
    static final String EMBEDDINGS = "/embeddings";

    private OllamaPath() {}

    static Optional<Endpoint> endpoint(RequestHead head) {
        boolean prefixed = head.path().equals(PREFIX) || head.path().startsWith(PREFIX + "/");
        String path = prefixed ? head.path().substring(PREFIX.length()) : head.path();
        if (isRoot(path) && READING.contains(head.method()))
            return Optional.of(new Endpoint.Told("/", "text/plain; charset=utf-8", RUNNING));
        if (!path.startsWith(API + "/") || path.length() == API.length() + 1) return Optional.empty();
        String below = path.substring(API.length());
        return Optional.of(
                switch (head.method() + " " + below) {
                    case "POST " + CHAT, "POST " + GENERATE -> new Endpoint.Chat(path, below, head.query());
                    case "POST " + EMBED, "POST " + EMBEDDINGS ->
                        new Endpoint.Embeddings(path, below, head.query(), Optional.empty());
                    case "POST " + SHOW -> new Endpoint.Chat(path, below, head.query());
                    case "GET /tags", "HEAD /tags" -> new Endpoint.Models();
                    case "GET /ps" -> new Endpoint.Loaded(path, below);
                    case "GET /version", "HEAD /version" -> new Endpoint.Told(path, "application/json", version());
                    default -> new Endpoint.Other(below);
                });
    }

    /** No other vendor has anything there. */
    private static boolean isRoot(String path) {
        return path.isEmpty() || path.equals("/");
    }

    static Endpoint.Chat chat() {
        return new Endpoint.Chat(API + CHAT, CHAT, "");
    }

    /** Whether it is one prompt, which is answered in a shape of its own. */
    static boolean isPrompt(Endpoint.Chat at) {
        return at.path().equals(GENERATE);
    }

    /** Whether it asks what is known of a model. */
    static boolean isShow(Endpoint.Chat at) {
        return at.path().equals(SHOW);
    }

    static String withQuery(String path, String query) {
        return query.isEmpty() ? path : path + "?" + query;
    }

    /** Below a server's URL. */
    static String of(Inbound inbound) {
        return withQuery(inbound.at().path(), inbound.at().query());
    }

    private static Bytes version() {
        ObjectNode answer = Json.STRICT.createObjectNode();
        return Json.bytes(answer.put("version", VERSION));
    }
}
