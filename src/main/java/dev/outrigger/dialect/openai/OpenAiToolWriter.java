package dev.outrigger.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Feature;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Strictness;
import dev.outrigger.chat.Tool;
import dev.outrigger.chat.ToolCalling;
import dev.outrigger.chat.ToolChoice;
import dev.outrigger.dialect.StrictSchema;
import dev.outrigger.dialect.ToolName;
import dev.outrigger.dialect.Unsaid;
import dev.outrigger.dialect.json.Json;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Says a request's tools, which of them must be called, and the calls of earlier turns, as a chat completions request
 * does: in one object for functions, in another for tools that take free text.
 */
final class OpenAiToolWriter {
    private static final int MAX_NAME_CHARS = 64;

    private final ObjectNode body;
    private final Set<Feature> lost;
    private final Set<String> freeForm;

    /** @param lost gets what is left out */
    OpenAiToolWriter(ObjectNode body, List<Tool> tools, Set<Feature> lost) {
        this.body = body;
        this.lost = lost;
        this.freeForm = tools.stream()
                .filter(tool -> tool.kind() == Tool.Kind.FREE_FORM)
                .map(Tool::name)
                .collect(Collectors.toSet());
    }

    /** OpenAI refuses to be told how to call tools where there are none. */
    void write(ChatRequest request) {
        if (request.tools().isEmpty()) {
            if (request.toolChoice().map(ToolChoice::isDuty).orElse(false)) lost.add(Feature.TOOL_CHOICE);
            return;
        }
        for (Tool tool : request.tools()) tool(tool, body.withArray("tools").addObject());
        request.toolChoice().ifPresent(this::choice);
        request.toolCalling().ifPresent(calling -> body.put("parallel_tool_calls", calling == ToolCalling.PARALLEL));
    }

    /** A call of an earlier turn. */
    void call(Part.ToolCall call, ObjectNode said) {
        boolean isFree = freeForm.contains(call.name());
        named(call.name(), said.put("id", call.id()))
                .put(isFree ? "input" : "arguments", call.arguments().text());
    }

    private void tool(Tool tool, ObjectNode said) {
        if (tool.kind() == Tool.Kind.HOSTED) throw new Unsaid("the hosted tool " + tool.name());
        ObjectNode named = named(ToolName.plain(tool, MAX_NAME_CHARS), said);
        if (!tool.description().isEmpty())
            named.put("description", tool.description().text());
        if (tool.kind() == Tool.Kind.FREE_FORM) {
            OpenAiGrammar.write(Json.tree(tool.schema()), named);
            return;
        }
        JsonNode parameters = StrictSchema.ofParameters(tool);
        tool.strictness().ifPresent(strictness -> {
            boolean wanted = strictness == Strictness.STRICT;
            boolean strict = wanted && !parameters.isEmpty() && StrictSchema.tryClose(parameters);
            if (wanted && !strict) lost.add(Feature.TOOL_STRICTNESS);
            named.put("strict", strict);
        });
        if (!parameters.isEmpty()) named.set("parameters", parameters);
    }

    /** Gives the object, by the tool's kind, that its name and all else stands in. */
    private ObjectNode named(String tool, ObjectNode said) {
        String type = freeForm.contains(tool) ? "custom" : "function";
        return said.put("type", type).putObject(type).put("name", tool);
    }

    private void choice(ToolChoice choice) {
        switch (choice) {
            case ToolChoice.Auto auto -> body.put("tool_choice", "auto");
            case ToolChoice.None none -> body.put("tool_choice", "none");
            case ToolChoice.Required required -> body.put("tool_choice", "required");
            case ToolChoice.Named(String name) -> named(name, body.putObject("tool_choice"));
            case ToolChoice.Among among -> {
                ObjectNode allowed = body.putObject("tool_choice")
                        .put("type", "allowed_tools")
                        .putObject("allowed_tools");
                allowed.put("mode", among.duty() == ToolChoice.Among.Duty.MUST ? "required" : "auto");
                ArrayNode tools = allowed.putArray("tools");
                for (String name : among.names()) named(name, tools.addObject());
            }
        }
    }
}
