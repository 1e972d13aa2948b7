package dev.outrigger.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads one message of a chat completions request. */
final class OpenAiMessage {
    private OpenAiMessage() {}

    static Message decode(JsonNode message) {
        if (!message.isObject()) throw new Json.Unfit("messages must hold objects");
        String role = message.path("role").asText();
        List<Part> parts = new ArrayList<>();
        reasoning(message).ifPresent(parts::add);
        parts.addAll(content(message.path("content")));
        if (message.path("refusal").isTextual())
            parts.add(new Part.Refusal(message.path("refusal").asText()));
        for (JsonNode call : message.path("tool_calls")) parts.add(toolCall(call));
        return switch (role) {
            case "system", "developer" -> new Message(Role.SYSTEM, parts);
            case "user" -> new Message(Role.USER, parts);
            case "assistant" -> new Message(Role.ASSISTANT, parts);
            case "tool", "function" -> new Message(Role.TOOL, List.of(toolResult(message, parts)));
            default ->
                throw new Json.Unfit("messages[].role must be system, developer, user, assistant, tool or function");
        };
    }

    /** Servers of open models put reasoning beside the content, under one of two names. */
    private static Optional<Part> reasoning(JsonNode message) {
        JsonNode text = message.has("reasoning_content") ? message.get("reasoning_content") : message.path("reasoning");
        return text.isTextual() ? Optional.of(new Part.Reasoning(text.asText(), Optional.empty())) : Optional.empty();
    }

    private static Part toolResult(JsonNode message, List<Part> parts) {
        return new Part.ToolResult(
                message.path("tool_call_id").asText(message.path("name").asText()), parts, false);
    }

    private static Part toolCall(JsonNode call) {
        JsonNode function = call.path("function");
        return new Part.ToolCall(
                call.path("id").asText(),
                function.path("name").asText(),
                function.path("arguments").asText());
    }

    private static List<Part> content(JsonNode content) {
        if (content.isTextual()) return List.of(new Part.Text(content.asText()));
        if (content.isMissingNode() || content.isNull()) return List.of();
        List<Part> parts = new ArrayList<>();
        for (JsonNode part : Json.array("messages[].content", content)) parts.add(part(part));
        return parts;
    }

    private static Part part(JsonNode part) {
        return switch (part.path("type").asText()) {
            case "text" -> new Part.Text(part.path("text").asText());
            case "refusal" -> new Part.Refusal(part.path("refusal").asText());
            case "image_url" ->
                new Part.Media(
                        Part.Media.Kind.IMAGE,
                        source(part.path("image_url").path("url").asText()));
            case "input_audio" -> {
                JsonNode audio = part.path("input_audio");
                yield new Part.Media(
                        Part.Media.Kind.AUDIO,
                        new Part.Source.Inline(
                                "audio/" + audio.path("format").asText(),
                                audio.path("data").asText()));
            }
            case "file" -> new Part.Media(Part.Media.Kind.DOCUMENT, file(part.path("file")));
            // A part of a kind that is not known yet still needs a model that reads more than text.
            default ->
                new Part.Media(
                        Part.Media.Kind.DOCUMENT,
                        new Part.Source.Uploaded(part.path("type").asText()));
        };
    }

    private static Part.Source file(JsonNode file) {
        return file.has("file_id")
                ? new Part.Source.Uploaded(file.get("file_id").asText())
                : source(file.path("file_data").asText());
    }

    private static Part.Source source(String url) {
        int comma = url.indexOf(',');
        if (!url.startsWith("data:") || comma < 0) return new Part.Source.Url(url);
        String type = url.substring(5, comma);
        int semicolon = type.indexOf(';');
        return new Part.Source.Inline(semicolon < 0 ? type : type.substring(0, semicolon), url.substring(comma + 1));
    }
}
