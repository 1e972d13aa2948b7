package dev.outrigger.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.OutputFormat;
import dev.outrigger.chat.Sampling;
import dev.outrigger.chat.Tool;
import dev.outrigger.chat.ToolChoice;
import dev.outrigger.dialect.Dialect.Reading;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** Reads and rewrites the body of {@code POST /v1/chat/completions}. */
final class OpenAiRequest {
    /** Fields that have a word in the vocabulary; all others are the vendor's own. */
    private static final Set<String> KNOWN = Set.of(
            "model",
            "messages",
            "tools",
            "tool_choice",
            "response_format",
            "temperature",
            "top_p",
            "max_tokens",
            "max_completion_tokens",
            "seed",
            "stop",
            "n",
            "stream",
            "stream_options");

    private OpenAiRequest() {}

    static Reading decode(Bytes body) {
        try {
            JsonObjectText object = JsonObjectText.read(body);
            return new Reading.Read(new Inbound(request(object), body, wantsUsage(object)));
        } catch (Json.Unfit unfit) {
            return unreadable(String.valueOf(unfit.getMessage()));
        } catch (IOException malformed) {
            return unreadable(Json.complaint(malformed));
        }
    }

    private static Reading unreadable(String message) {
        return new Reading.Unreadable(new Failure.Rejected(400, message, Optional.empty()));
    }

    private static boolean wantsUsage(JsonObjectText object) {
        return object.value("stream_options")
                .map(options -> options.path("include_usage").asBoolean(false))
                .orElse(false);
    }

    private static ChatRequest request(JsonObjectText object) {
        Set<String> vendor = new HashSet<>();
        object.names().forEach(name -> {
            if (!KNOWN.contains(name)) vendor.add(name);
        });
        return new ChatRequest(
                model(object),
                messages(object),
                tools(object),
                object.value("tool_choice").map(OpenAiRequest::toolChoice),
                object.value("response_format").map(OpenAiRequest::format).orElse(new OutputFormat.Free()),
                sampling(object),
                object.value("stream").map(value -> Json.bool("stream", value)).orElse(false),
                vendor);
    }

    private static ModelName model(JsonObjectText object) {
        String name =
                object.value("model").map(value -> Json.text("model", value)).orElse("");
        if (name.isBlank()) throw new Json.Unfit("model must be given");
        return new ModelName(name);
    }

    private static List<Message> messages(JsonObjectText object) {
        JsonNode array = object.value("messages").orElseThrow(() -> new Json.Unfit("messages must be given"));
        List<Message> messages = new ArrayList<>();
        for (JsonNode message : Json.array("messages", array)) messages.add(OpenAiMessage.decode(message));
        if (messages.isEmpty()) throw new Json.Unfit("messages must not be empty");
        return messages;
    }

    private static List<Tool> tools(JsonObjectText object) {
        List<Tool> tools = new ArrayList<>();
        object.value("tools").ifPresent(array -> {
            for (JsonNode tool : Json.array("tools", array)) {
                JsonNode function = tool.path("function");
                tools.add(new Tool(
                        function.path("name").asText(tool.path("type").asText()),
                        function.path("description").asText(""),
                        function.path("parameters").toString()));
            }
        });
        return tools;
    }

    private static ToolChoice toolChoice(JsonNode value) {
        return switch (value.asText()) {
            case "none" -> new ToolChoice.None();
            case "required" -> new ToolChoice.Required();
            case "auto" -> new ToolChoice.Auto();
            default ->
                value.isObject()
                        ? new ToolChoice.Named(
                                value.path("function").path("name").asText())
                        : new ToolChoice.Auto();
        };
    }

    private static OutputFormat format(JsonNode value) {
        JsonNode schema = value.path("json_schema");
        return switch (value.path("type").asText()) {
            case "json_object" -> new OutputFormat.Json();
            case "json_schema" ->
                new OutputFormat.Schema(
                        schema.path("name").asText(), schema.path("schema").toString());
            default -> new OutputFormat.Free();
        };
    }

    private static Sampling sampling(JsonObjectText object) {
        return new Sampling(
                number(object, "temperature"),
                number(object, "top_p"),
                OptionalInt.empty(),
                maxTokens(object),
                object.value("seed")
                        .map(value -> OptionalLong.of(Json.whole("seed", value)))
                        .orElse(OptionalLong.empty()),
                object.value("stop").map(OpenAiRequest::stops).orElse(List.of()),
                object.value("n").map(value -> Json.count("n", value)).orElse(1));
    }

    private static OptionalDouble number(JsonObjectText object, String name) {
        return object.value(name)
                .map(value -> OptionalDouble.of(Json.number(name, value)))
                .orElse(OptionalDouble.empty());
    }

    private static OptionalInt maxTokens(JsonObjectText object) {
        String name = object.value("max_completion_tokens").isPresent() ? "max_completion_tokens" : "max_tokens";
        return object.value(name)
                .map(value -> OptionalInt.of(Json.count(name, value)))
                .orElse(OptionalInt.empty());
    }

    private static List<String> stops(JsonNode value) {
        if (value.isTextual()) return List.of(value.asText());
        List<String> stops = new ArrayList<>();
        for (JsonNode stop : Json.array("stop", value)) stops.add(Json.text("stop", stop));
        return stops;
    }

    static Bytes rewrite(Inbound inbound, Rewrite rewrite) {
        boolean sameModel = inbound.request().model().equals(rewrite.model());
        boolean askUsage = rewrite.usage() == Rewrite.StreamUsage.ASKED_FOR_US;
        if (sameModel
                && !askUsage
                && rewrite.rejects().isEmpty()
                && rewrite.renames().isEmpty()) return inbound.raw();
        JsonObjectText object;
        try {
            object = JsonObjectText.read(inbound.raw());
        } catch (IOException impossible) {
            throw new IllegalStateException("a request that was read before cannot be read", impossible);
        }
        JsonEdit edit = new JsonEdit(object);
        if (!sameModel) edit.set("model", Json.quote(rewrite.model().value()));
        if (askUsage) edit.set("stream_options", usageOptions(object));
        rewrite.rejects().forEach(edit::remove);
        rewrite.renames().forEach(edit::rename);
        return edit.apply();
    }

    private static String usageOptions(JsonObjectText object) {
        var options = JsonObjectText.JSON.createObjectNode();
        object.value("stream_options")
                .filter(JsonNode::isObject)
                .ifPresent(given -> given.properties().forEach(entry -> options.set(entry.getKey(), entry.getValue())));
        return options.put("include_usage", true).toString();
    }
}
