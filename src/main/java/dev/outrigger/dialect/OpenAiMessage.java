package dev.outrigger.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Role;
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

    private final OpenAiPart partReader;
    private final VendorFields vendor;

    OpenAiMessage(VendorFields vendor) {
        this.vendor = vendor;
        this.partReader = new OpenAiPart(vendor);
    }

    Message decode(JsonNode message) {
        Json.object("messages[]", message);
        vendor.unknownIn(message, "messages[].", KNOWN);
        List<Part> parts = new ArrayList<>();
        reasoning(message).ifPresent(parts::add);
        content(message.path("content"), parts);
        if (message.path("refusal").isTextual())
            parts.add(new Part.Refusal(message.get("refusal").asText()));
        toolCalls(message, parts);
        return switch (message.path("role").asText()) {
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
        JsonNode text =
                message.hasNonNull("reasoning_content") ? message.get("reasoning_content") : message.path("reasoning");
        return text.isTextual() ? Optional.of(new Part.Reasoning(text.asText(), Optional.empty())) : Optional.empty();
    }

    private void content(JsonNode content, List<Part> parts) {
        if (content.isMissingNode() || content.isNull()) return;
        if (content.isTextual()) {
            parts.add(new Part.Text(content.asText()));
            return;
        }
        if (!content.isArray()) throw new Json.Unfit("messages[].content must be a string or an array");
        for (JsonNode part : content) {
            parts.add(partReader.decode(part));
            partReader.mark(part).ifPresent(parts::add);
        }
    }

    private static void toolCalls(JsonNode message, List<Part> parts) {
        if (message.hasNonNull("tool_calls"))
            for (JsonNode call : Json.array("messages[].tool_calls", message.get("tool_calls")))
                parts.add(toolCall(call.path("id").asText(), call.path(call.has("custom") ? "custom" : "function")));
        // The older spelling, of one call without an id; the function's name answers for it.
        if (message.hasNonNull("function_call"))
            parts.add(toolCall(message.get("function_call").path("name").asText(), message.get("function_call")));
    }

    private static Part toolCall(String id, JsonNode function) {
        JsonNode arguments = function.path(function.has("input") ? "input" : "arguments");
        return new Part.ToolCall(id, function.path("name").asText(), arguments.asText());
    }

    private static Part toolResult(JsonNode message, List<Part> parts) {
        String callId = message.path("tool_call_id").asText(message.path("name").asText());
        return new Part.ToolResult(callId, parts, false);
    }
}
