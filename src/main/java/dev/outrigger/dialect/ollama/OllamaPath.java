package dev.outrigger.dialect.ollama;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Bytes;
import dev.outrigger.dialect.Endpoint;
import dev.outrigger.dialect.Inbound;
import dev.outrigger.dialect.RequestHead;
import dev.outrigger.dialect.json.Json;
import java.util.Optional;

/** What Ollama's paths ask for. */
final class OllamaPath {
    private static final String PREFIX = "/ollama";
    private static final String API = "/api";
    private static final String GENERATE = "/generate";

    static final String CHAT = "/chat";

    /** The version whose words are spoken here: clients ask what a server can do. */
    private static final String VERSION = "0.33.0";

    static final String EMBED = "/embed";

    /** The older path, of one prompt. */
    static final String EMBEDDINGS = "/embeddings";

    private OllamaPath() {}

    static Optional<Endpoint> endpoint(RequestHead head) {
        String path = head.path().startsWith(PREFIX + "/") ? head.path().substring(PREFIX.length()) : head.path();
        if (!path.startsWith(API + "/") || path.length() == API.length() + 1) return Optional.empty();
        String below = path.substring(API.length());
        return Optional.of(
                switch (head.method() + " " + below) {
                    case "POST " + CHAT, "POST " + GENERATE -> new Endpoint.Chat(path, below, head.query());
                    case "POST " + EMBED, "POST " + EMBEDDINGS ->
                        new Endpoint.Embeddings(path, below, head.query(), Optional.empty());
                    case "GET /tags" -> new Endpoint.Models();
                    case "GET /version" -> new Endpoint.Told(path, version());
                    default -> new Endpoint.Other(below);
                });
    }

    static Endpoint.Chat chat() {
        return new Endpoint.Chat(API + CHAT, CHAT, "");
    }

    /** Whether it is one prompt, which is answered in a shape of its own. */
    static boolean isPrompt(Endpoint.Chat at) {
        return at.path().equals(GENERATE);
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
