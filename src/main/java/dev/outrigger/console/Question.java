package dev.outrigger.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.ModelName;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.dialect.Dialect.Reading;
import dev.outrigger.dialect.Dialects;
import dev.outrigger.dialect.Inbound;
import dev.outrigger.route.Routes;
import java.util.List;

/**
 * A line that asks for an explanation: {@code {"prompt": "…"}}, with {@code "model"} if it is not {@code auto}, or the
 * body of a chat request in any dialect that is spoken here.
 */
public final class Question {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Dialect> dialects;

    /** What is asked, and the bytes that say it. */
    public record Asked(ChatRequest request, Bytes raw) {}

    public Question(Dialects dialects) {
        this.dialects = dialects.all();
    }

    /** The line that asks this of the model {@code auto}. */
    public static String of(String prompt) {
        return JSON.createObjectNode().put("prompt", prompt).toString();
    }

    /**
     * The request that a line holds, with its bytes, as an app would send them.
     *
     * @throws IllegalArgumentException when it holds none; the message says why and may be shown
     */
    public Asked read(String line) {
        return new Asked(request(line), Bytes.of(line));
    }

    private ChatRequest request(String line) {
        JsonNode json = tree(line);
        if (!json.isObject()) throw new IllegalArgumentException("a line must be a JSON object");
        if (json.has("prompt") && !json.has("messages") && !json.has("input")) return prompt(json);
        if (!json.has("model"))
            json = ((com.fasterxml.jackson.databind.node.ObjectNode) json).put("model", Routes.AUTO);
        return read(Bytes.of(json.toString()), new ModelName(json.path("model").asText()));
    }

    /** In the dialect that knows the most of its fields; of several the first. */
    private ChatRequest read(Bytes body, ModelName model) {
        String why = "no dialect is spoken here";
        ChatRequest best = null;
        for (Dialect dialect : dialects) {
            switch (dialect.decodeRequest(dialect.chatAt(model), body)) {
                case Reading.Read(Inbound inbound) -> {
                    ChatRequest request = inbound.request();
                    if (best == null
                            || request.vendorFields().size()
                                    < best.vendorFields().size()) best = request;
                }
                case Reading.Owned owned ->
                    throw new IllegalArgumentException(
                            "a request that leaves or uses state upstream is its owner's: nothing is decided");
                case Reading.About about ->
                    why = best == null ? "the request is about a model, which is asked nothing" : why;
                case Reading.Unreadable(Failure failure) -> why = best == null ? failure.message() : why;
            }
        }
        if (best == null) throw new IllegalArgumentException(why);
        return best;
    }

    private static JsonNode tree(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException("a line must be JSON", malformed);
        }
    }

    private static ChatRequest prompt(JsonNode json) {
        if (!json.get("prompt").isTextual()) throw new IllegalArgumentException("prompt must be a string");
        String model = json.path("model").asText(Routes.AUTO);
        return ChatRequest.of(
                new ModelName(model.isBlank() ? Routes.AUTO : model),
                json.get("prompt").asText());
    }
}
