package dev.outrigger.dialect.openai;

import dev.outrigger.chat.Message;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Role;
import dev.outrigger.dialect.VendorFields;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads one message of a chat completions request. */
final class OpenAiMessage {
    private static final Set<String> KNOWN = Set.of(
            "role",
            "content",
            "refusal",
            "tool_calls",
            "tool_call_id",
            "function_call",
            "reasoning_content",
            "reasoning");

    private static final Set<String> OF_FUNCTION = Set.of("role", "content", "name");

    private final OpenAiPart partReader;
    private final VendorFields vendor;

    OpenAiMessage(VendorFields vendor) {
        this.vendor = vendor;
        this.partReader = new OpenAiPart(vendor);
    }

    Message decode(JsonValue message) {
        Json.object("messages[]", message);
        // That of a function says whose result it is.
        vendor.unknownIn(message, "messages[].", message.get("role").says("function") ? OF_FUNCTION : KNOWN);
        List<Part> parts = new ArrayList<>();
        reasoning(message).ifPresent(parts::add);
        content(message.get("content"), parts);
        if (message.get("refusal").isText())
            parts.add(new Part.Refusal(message.get("refusal").passage()));
        toolCalls(message, parts);
        return switch (message.get("role").text()) {
            case "system", "developer" -> new Message(Role.SYSTEM, parts);
            case "user" -> new Message(Role.USER, parts);
            case "assistant" -> new Message(Role.ASSISTANT, parts);
            case "tool", "function" -> new Message(Role.TOOL, List.of(toolResult(message, parts)));
            default ->
                throw new Json.Unfit("messages[].role must be system, developer, user, assistant, tool or function");
        };
    }

    /** Servers of open models put reasoning beside the content, under one of two names. */
    private static Optional<Part> reasoning(JsonValue message) {
        JsonValue text = message.get(message.has("reasoning_content") ? "reasoning_content" : "reasoning");
        return text.isText() ? Optional.of(new Part.Reasoning(text.passage(), Optional.empty())) : Optional.empty();
    }

    private void content(JsonValue content, List<Part> parts) {
        if (content.isMissing() || content.isNull()) return;
        if (content.isText()) {
            parts.add(new Part.Text(content.passage()));
            return;
        }
        if (!content.isArray()) throw new Json.Unfit("messages[].content must be a string or an array");
        Json.each("messages[].content", content, part -> {
            parts.add(partReader.decode(part));
            partReader.mark(part).ifPresent(parts::add);
        });
    }

    private static void toolCalls(JsonValue message, List<Part> parts) {
        if (message.has("tool_calls"))
            for (JsonValue call : Json.array("messages[].tool_calls", message.get("tool_calls")))
                parts.add(toolCall(
                        call.get("id").text(), call.get(call.get("custom").isMissing() ? "function" : "custom")));
        // The older spelling, of one call without an id; the function's name answers for it.
        if (message.has("function_call"))
            parts.add(toolCall(message.get("function_call").get("name").text(), message.get("function_call")));
    }

    private static Part toolCall(String id, JsonValue function) {
        JsonValue arguments = function.get(function.get("input").isMissing() ? "arguments" : "input");
        return new Part.ToolCall(id, function.get("name").text(), arguments.passage());
    }

    private static Part toolResult(JsonValue message, List<Part> parts) {
        JsonValue id = message.get(message.has("tool_call_id") ? "tool_call_id" : "name");
        return new Part.ToolResult(id.text(), parts, false);
    }
}
