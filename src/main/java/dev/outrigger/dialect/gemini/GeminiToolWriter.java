package dev.outrigger.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Feature;
import dev.outrigger.chat.Strictness;
import dev.outrigger.chat.Tool;
import dev.outrigger.chat.ToolChoice;
import dev.outrigger.dialect.Unsaid;
import dev.outrigger.dialect.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Says a request's tools, and which of them must be called. */
final class GeminiToolWriter {
    private final ObjectNode body;
    private final Set<Feature> lost;

    /** @param lost gets what is left out */
    GeminiToolWriter(ObjectNode body, Set<Feature> lost) {
        this.body = body;
        this.lost = lost;
    }

    void write(ChatRequest request) {
        if (!request.tools().isEmpty()) {
            ArrayNode functions = body.putArray("tools").addObject().putArray("functionDeclarations");
            for (Tool tool : request.tools()) tool(tool, functions.addObject());
        }
        boolean anyStrict = request.tools().stream().anyMatch(GeminiToolWriter::isStrict);
        boolean strict = !request.tools().isEmpty() && request.tools().stream().allMatch(GeminiToolWriter::isStrict);
        // One that must be called is called with what its schema says.
        boolean isDuty = request.toolChoice().map(ToolChoice::isDuty).orElse(false);
        if (anyStrict && !strict && !isDuty) lost.add(Feature.TOOL_STRICTNESS);
        choice(request.toolChoice(), strict);
    }

    private static boolean isStrict(Tool tool) {
        return tool.strictness().equals(Optional.of(Strictness.STRICT));
    }

    private void tool(Tool tool, ObjectNode function) {
        function.put("name", tool.name());
        if (!tool.description().isEmpty())
            function.put("description", tool.description().text());
        switch (tool.kind()) {
            case FUNCTION -> {
                JsonNode schema = Json.tree(tool.schema());
                // No schema means no arguments; an empty one is refused.
                if (!schema.isEmpty()) function.set("parametersJsonSchema", schema);
            }
            case FREE_FORM -> {
                // Its calls come back as JSON, which the app does not expect.
                lost.add(Feature.TOOLS);
                ObjectNode schema = function.putObject("parametersJsonSchema").put("type", "object");
                schema.putObject("properties").putObject(GeminiArguments.INPUT).put("type", "string");
                schema.putArray("required").add(GeminiArguments.INPUT);
            }
            case HOSTED -> throw new Unsaid("the hosted tool " + tool.name());
        }
    }

    /** @param strict whether every function is to be called with what its schema says */
    private void choice(Optional<ToolChoice> choice, boolean strict) {
        if (choice.isEmpty()) {
            if (strict) mode("VALIDATED", List.of());
            return;
        }
        switch (choice.get()) {
            case ToolChoice.Auto auto -> mode(strict ? "VALIDATED" : "AUTO", List.of());
            case ToolChoice.None none -> mode("NONE", List.of());
            case ToolChoice.Required required -> mode("ANY", List.of());
            case ToolChoice.Named named -> mode("ANY", List.of(named.name()));
            case ToolChoice.Among among ->
                mode(among.duty() == ToolChoice.Among.Duty.MUST ? "ANY" : "VALIDATED", among.names());
        }
    }

    private void mode(String mode, List<String> names) {
        ObjectNode calling =
                body.putObject("toolConfig").putObject("functionCallingConfig").put("mode", mode);
        if (!names.isEmpty()) names.forEach(calling.putArray("allowedFunctionNames")::add);
    }
}
