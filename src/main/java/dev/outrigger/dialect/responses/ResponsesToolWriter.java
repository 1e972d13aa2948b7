package dev.outrigger.dialect.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Feature;
import dev.outrigger.chat.Strictness;
import dev.outrigger.chat.Tool;
import dev.outrigger.chat.ToolChoice;
import dev.outrigger.dialect.StrictSchema;
import dev.outrigger.dialect.ToolName;
import dev.outrigger.dialect.Unsaid;
import dev.outrigger.dialect.json.Json;
import java.util.List;
import java.util.Set;

/** Says a request's tools, and which of them must be called. */
final class ResponsesToolWriter {
    private static final int MAX_NAME_CHARS = 128;

    private final ChatRequest request;
    private final ObjectNode body;

    ResponsesToolWriter(ChatRequest request, ObjectNode body) {
        this.request = request;
        this.body = body;
    }

    /** @param lost gets what is left out */
    void write(Set<Feature> lost) {
        for (Tool tool : request.tools()) tool(tool, body.withArray("tools").addObject(), lost);
        choice();
    }

    /** Says the choice alone, as an answer repeats it. */
    void choice() {
        request.toolChoice().ifPresent(this::choice);
    }

    private static void tool(Tool tool, ObjectNode said, Set<Feature> lost) {
        switch (tool.kind()) {
            case FUNCTION -> {
                JsonNode parameters = StrictSchema.ofParameters(tool);
                // They must be said here.
                if (parameters.isEmpty() && parameters instanceof ObjectNode none)
                    none.put("type", "object").putObject("properties");
                boolean wanted =
                        tool.strictness().filter(Strictness.STRICT::equals).isPresent();
                // Unsaid is strict here, and loose wherever else it is left unsaid.
                boolean strict = wanted && StrictSchema.tryClose(parameters);
                if (wanted && !strict) lost.add(Feature.TOOL_STRICTNESS);
                named(tool, said, "function").set("parameters", parameters);
                said.put("strict", strict);
            }
            case FREE_FORM -> {
                named(tool, said, "custom");
                if (!tool.schema().text().equals("{}")) said.set("format", Json.tree(tool.schema()));
            }
            case HOSTED -> throw new Unsaid("the hosted tool " + tool.name());
        }
    }

    private static ObjectNode named(Tool tool, ObjectNode said, String type) {
        said.put("type", type).put("name", ToolName.plain(tool, MAX_NAME_CHARS));
        if (!tool.description().isEmpty())
            said.put("description", tool.description().text());
        return said;
    }

    private void choice(ToolChoice choice) {
        switch (choice) {
            case ToolChoice.Auto auto -> body.put("tool_choice", "auto");
            case ToolChoice.None none -> body.put("tool_choice", "none");
            case ToolChoice.Required required -> body.put("tool_choice", "required");
            case ToolChoice.Named named -> reference(named.name(), body.putObject("tool_choice"));
            case ToolChoice.Among among -> {
                ObjectNode allowed = body.putObject("tool_choice").put("type", "allowed_tools");
                allowed.put("mode", among.duty() == ToolChoice.Among.Duty.MUST ? "required" : "auto");
                ArrayNode tools = allowed.putArray("tools");
                for (String name : among.names()) reference(name, tools.addObject());
            }
        }
    }

    private void reference(String name, ObjectNode said) {
        said.put("type", isFreeForm(request.tools(), name) ? "custom" : "function")
                .put("name", name);
    }

    /** Whether a tool is called with free text. */
    static boolean isFreeForm(List<Tool> tools, String name) {
        return tools.stream()
                .anyMatch(tool ->
                        tool.kind() == Tool.Kind.FREE_FORM && tool.name().equals(name));
    }
}
