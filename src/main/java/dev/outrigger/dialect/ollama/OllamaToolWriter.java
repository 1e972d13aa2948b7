package dev.outrigger.dialect.ollama;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Feature;
import dev.outrigger.chat.Strictness;
import dev.outrigger.chat.Tool;
import dev.outrigger.chat.ToolCalling;
import dev.outrigger.chat.ToolChoice;
import dev.outrigger.dialect.Unsaid;
import dev.outrigger.dialect.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Says a request's tools. Which of them must be called has no word: those that may not be are left out. */
final class OllamaToolWriter {
    private final ObjectNode body;
    private final Set<Feature> lost;

    /** @param lost gets what is left out */
    OllamaToolWriter(ObjectNode body, Set<Feature> lost) {
        this.body = body;
        this.lost = lost;
    }

    void write(ChatRequest request) {
        if (request.tools().isEmpty()) {
            if (request.toolChoice().map(ToolChoice::isDuty).orElse(false)) lost.add(Feature.TOOL_CHOICE);
            return;
        }
        List<Tool> callable = request.toolChoice()
                .map(choice -> callable(request.tools(), choice))
                .orElse(request.tools());
        for (Tool tool : callable) tool(tool, body.withArray("tools").addObject());
        // Several at once are what a model does when nothing is said.
        if (request.toolCalling()
                .filter(calling -> calling == ToolCalling.ONE_AT_A_TIME)
                .isPresent()) lost.add(Feature.TOOL_CALLING);
    }

    private List<Tool> callable(List<Tool> tools, ToolChoice choice) {
        return switch (choice) {
            case ToolChoice.Auto auto -> tools;
            case ToolChoice.None none -> List.of();
            case ToolChoice.Required required -> {
                lost.add(Feature.TOOL_CHOICE);
                yield tools;
            }
            case ToolChoice.Named(String name) -> {
                lost.add(Feature.TOOL_CHOICE);
                yield among(tools, List.of(name));
            }
            case ToolChoice.Among(List<String> names, ToolChoice.Among.Duty duty) -> {
                if (duty == ToolChoice.Among.Duty.MUST) lost.add(Feature.TOOL_CHOICE);
                yield among(tools, names);
            }
        };
    }

    private static List<Tool> among(List<Tool> tools, List<String> names) {
        return tools.stream().filter(tool -> names.contains(tool.name())).toList();
    }

    private void tool(Tool tool, ObjectNode said) {
        switch (tool.kind()) {
            case FUNCTION -> {
                if (tool.strictness().equals(Optional.of(Strictness.STRICT))) lost.add(Feature.TOOL_STRICTNESS);
                ObjectNode function =
                        said.put("type", "function").putObject("function").put("name", tool.name());
                if (!tool.description().isEmpty())
                    function.put("description", tool.description().text());
                if (!tool.schema().isEmpty()) function.set("parameters", Json.tree(tool.schema()));
            }
            case FREE_FORM -> throw new Unsaid("the tool of free text " + tool.name());
            case HOSTED -> throw new Unsaid("the hosted tool " + tool.name());
        }
    }
}
