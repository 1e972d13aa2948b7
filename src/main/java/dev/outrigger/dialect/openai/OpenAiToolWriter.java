package dev.outrigger.dialect.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Strictness;
import dev.outrigger.chat.Tool;
import dev.outrigger.chat.ToolChoice;
import dev.outrigger.dialect.Unsaid;
import dev.outrigger.dialect.json.Json;

/** Says a request's tools, and which of them must be called, as a chat completions request does. */
final class OpenAiToolWriter {
    private final ObjectNode body;

    OpenAiToolWriter(ObjectNode body) {
        this.body = body;
    }

    void write(ChatRequest request) {
        for (Tool tool : request.tools()) tool(tool, body.withArray("tools").addObject());
        request.toolChoice().ifPresent(this::choice);
    }

    private static void tool(Tool tool, ObjectNode said) {
        switch (tool.kind()) {
            case FUNCTION -> {
                ObjectNode function = named(tool, said, "function");
                function.set("parameters", Json.tree(tool.schema()));
                tool.strictness().ifPresent(strictness -> function.put("strict", strictness == Strictness.STRICT));
            }
            case FREE_FORM -> named(tool, said, "custom").set("format", Json.tree(tool.schema()));
            case HOSTED -> throw new Unsaid("the hosted tool " + tool.name());
        }
    }

    private static ObjectNode named(Tool tool, ObjectNode said, String type) {
        ObjectNode named = said.put("type", type).putObject(type).put("name", tool.name());
        if (!tool.description().isEmpty())
            named.put("description", tool.description().text());
        return named;
    }

    private void choice(ToolChoice choice) {
        switch (choice) {
            case ToolChoice.Auto auto -> body.put("tool_choice", "auto");
            case ToolChoice.None none -> body.put("tool_choice", "none");
            case ToolChoice.Required required -> body.put("tool_choice", "required");
            case ToolChoice.Named named ->
                body.putObject("tool_choice")
                        .put("type", "function")
                        .putObject("function")
                        .put("name", named.name());
            case ToolChoice.Among among -> {
                ObjectNode allowed = body.putObject("tool_choice")
                        .put("type", "allowed_tools")
                        .putObject("allowed_tools");
                allowed.put("mode", among.duty() == ToolChoice.Among.Duty.MUST ? "required" : "auto");
                ArrayNode tools = allowed.putArray("tools");
                for (String name : among.names())
                    tools.addObject()
                            .put("type", "function")
                            .putObject("function")
                            .put("name", name);
            }
        }
    }
}
