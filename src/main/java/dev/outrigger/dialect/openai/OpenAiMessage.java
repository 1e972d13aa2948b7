package dev.outrigger.dialect.openai;

import dev.outrigger.chat.Message;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Role;
import dev.outrigger.dialect.CallArguments;
import dev.outrigger.dialect.VendorFields;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonValue;
import dev.outrigger.dialect.json.JsonWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads one message of a chat completions request. */
final class OpenAiMessage {
    private static final JsonWords KNOWN = JsonWords.of(Set.of(
            "role",
            "content",
            "refusal",
            "tool_calls",
            "tool_call_id",
            "function_call",
            "reasoning_content",
            "reasoning"));

    private static final String CALLS = "messages[].tool_calls";

    private static final JsonWords OF_FUNCTION = JsonWords.of(Set.of("role", "content", "name"));

    private final OpenAiPart partReader;
    private final VendorFields vendor;

    OpenAiMessage(VendorFields vendor) {
        this.vendor = vendor;
        this.partReader = new OpenAiPart(vendor);
    }

    Message decode(JsonValue message) {
        Json.object("messages[]", message);
        // That of a function says whose result it is.
        JsonValue role = message.get("role");
        vendor.unknownIn(message, "messages[].", role.says("function") ? OF_FUNCTION : KNOWN);
        List<Part> parts = new ArrayList<>(2);
        reasoning(message).ifPresent(parts::add);
        content(message.get("content"), parts);
        if (message.has("refusal"))
            parts.add(new Part.Refusal(Json.passage("messages[].refusal", message.get("refusal"))));
        toolCalls(message, parts);
        // They are compared where they stand: one that is decoded is one string a message.
        if (role.says("user")) return new Message(Role.USER, parts);
        if (role.says("assistant")) return new Message(Role.ASSISTANT, parts);
        if (role.says("system") || role.says("developer")) return new Message(Role.SYSTEM, parts);
        if (role.says("tool") || role.says("function"))
            return new Message(Role.TOOL, List.of(toolResult(message, parts)));
        throw new Json.Unfit("messages[].role must be system, developer, user, assistant, tool or function");
    }

    /** Servers of open models put reasoning beside the content, under one of two names. */
    private Optional<Part> reasoning(JsonValue message) {
        String name = message.has("reasoning_content") ? "reasoning_content" : "reasoning";
        JsonValue text = message.get(name);
        if (text.isText()) return Optional.of(new Part.Reasoning(text.passage(), Optional.empty()));
        // Not OpenAI's own: whoever has it in another form is understood by his vendor alone.
        if (message.has(name)) vendor.addAsked("messages[].", name, text);
        return Optional.empty();
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

    private void toolCalls(JsonValue message, List<Part> parts) {
        if (message.has("tool_calls"))
            Json.each(
                    CALLS,
                    Json.array(CALLS, message.get("tool_calls")),
                    call -> parts.add(toolCall(Json.object(CALLS + "[]", call))));
        // The older spelling, of one call without an id; the function's name answers for it.
        if (message.has("function_call")) {
            JsonValue function = Json.object("messages[].function_call", message.get("function_call"));
            String name = Json.name("messages[].function_call.name", function.get("name"));
            parts.add(new Part.ToolCall(
                    name, name, CallArguments.asked("messages[].function_call.arguments", function.get("arguments"))));
        }
    }

    /** Of a function, of a custom tool, or of what the vendor has beside those. */
    private Part toolCall(JsonValue call) {
        String type = call.has("type") ? Json.name(CALLS + "[].type", call.get("type")) : "function";
        boolean isCustom = call.has("custom");
        if (!isCustom && !call.has("function") && !type.equals("function") && !type.equals("custom")) {
            vendor.add(CALLS + "[].", type);
            return new Part.Other(type);
        }
        String kind = CALLS + (isCustom ? "[].custom" : "[].function");
        JsonValue said = Json.object(kind, call.get(isCustom ? "custom" : "function"));
        return new Part.ToolCall(
                Json.textOrNone(CALLS + "[].id", call.get("id")),
                Json.name(kind + ".name", said.get("name")),
                said.has("input")
                        ? Json.passage(kind + ".input", said.get("input"))
                        : CallArguments.asked(kind + ".arguments", said.get("arguments")));
    }

    private static Part toolResult(JsonValue message, List<Part> parts) {
        String name = message.has("tool_call_id") ? "tool_call_id" : "name";
        return new Part.ToolResult(Json.textOrNone("messages[]." + name, message.get(name)), parts, false);
    }
}
