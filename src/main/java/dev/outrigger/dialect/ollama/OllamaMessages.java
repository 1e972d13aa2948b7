package dev.outrigger.dialect.ollama;

import dev.outrigger.chat.Message;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Role;
import dev.outrigger.dialect.CallArguments;
import dev.outrigger.dialect.VendorFields;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonValue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the messages of a chat, in order. Older clients give calls no ids, and results but the name of the tool: a result
 * is then that of the first call of its name that has none yet. One is made for each request.
 */
final class OllamaMessages {
    private static final Set<String> KNOWN =
            Set.of("role", "content", "thinking", "images", "tool_calls", "tool_name", "tool_call_id");

    private final VendorFields vendor;
    /** Ids of calls that have no result yet, in order. */
    private final Set<String> open = new LinkedHashSet<>();

    /** Ids of the calls of each tool, in order; those that have a result may still be there. */
    private final Map<String, Deque<String>> ofTool = new HashMap<>();

    private int minted;

    OllamaMessages(VendorFields vendor) {
        this.vendor = vendor;
    }

    List<Message> decode(JsonValue array) {
        List<Message> messages = new ArrayList<>();
        Json.each("messages", Json.array("messages", array), message -> messages.add(message(message)));
        return messages;
    }

    private Message message(JsonValue message) {
        vendor.unknownIn(Json.object("messages[]", message), "messages[].", KNOWN);
        List<Part> parts = new ArrayList<>();
        if (isSaid(message, "thinking"))
            parts.add(new Part.Reasoning(message.get("thinking").passage(), Optional.empty()));
        if (isSaid(message, "content"))
            parts.add(new Part.Text(message.get("content").passage()));
        if (message.has("images")) OllamaImages.decode("messages[].images", message.get("images"), parts);
        if (message.has("tool_calls"))
            Json.each(
                    "messages[].tool_calls",
                    Json.array("messages[].tool_calls", message.get("tool_calls")),
                    call -> parts.add(call(call)));
        return switch (message.get("role").text()) {
            case "system" -> new Message(Role.SYSTEM, parts);
            case "user" -> new Message(Role.USER, parts);
            case "assistant" -> new Message(Role.ASSISTANT, parts);
            case "tool" -> new Message(Role.TOOL, List.of(new Part.ToolResult(answered(message), parts, false)));
            default -> throw new Json.Unfit("messages[].role must be system, user, assistant or tool");
        };
    }

    private static boolean isSaid(JsonValue message, String name) {
        return message.has(name)
                && !Json.passage("messages[]." + name, message.get(name)).isEmpty();
    }

    private Part.ToolCall call(JsonValue call) {
        JsonValue function = Json.object("messages[].tool_calls[].function", call.get("function"));
        String id = Json.textOrNone("messages[].tool_calls[].id", call.get("id"));
        CallArguments.asked("messages[].tool_calls[].function.arguments", function.get("arguments"));
        Part.ToolCall made = new Part.ToolCall(
                id.isEmpty() ? "call_" + minted++ : id,
                Json.name("messages[].tool_calls[].function.name", function.get("name")),
                OllamaArguments.decode(function.get("arguments")));
        open.add(made.id());
        ofTool.computeIfAbsent(made.name(), tool -> new ArrayDeque<>()).add(made.id());
        return made;
    }

    /** The id of the call that this is the result of. */
    private String answered(JsonValue message) {
        String id = Json.textOrNone("messages[].tool_call_id", message.get("tool_call_id"));
        String tool = Json.textOrNone("messages[].tool_name", message.get("tool_name"));
        if (id.isEmpty()) id = tool.isEmpty() ? first() : firstOf(tool);
        open.remove(id);
        return id;
    }

    private String first() {
        return open.isEmpty() ? "" : open.iterator().next();
    }

    private String firstOf(String tool) {
        Deque<String> calls = ofTool.getOrDefault(tool, new ArrayDeque<>());
        while (!calls.isEmpty() && !open.contains(calls.peek())) calls.remove();
        return calls.isEmpty() ? tool : calls.remove();
    }
}
