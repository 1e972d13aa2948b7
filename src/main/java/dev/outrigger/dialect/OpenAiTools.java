package dev.outrigger.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outrigger.chat.Strictness;
import dev.outrigger.chat.Tool;
import dev.outrigger.chat.ToolChoice;
import dev.outrigger.chat.ToolChoice.Among.Duty;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the tools of a chat completions request, and which of them must be called. */
final class OpenAiTools {
    private static final Set<String> FUNCTION = Set.of("name", "description", "parameters", "strict");
    private static final Set<String> FREE_FORM = Set.of("name", "description", "format");

    private final VendorFields vendor;

    OpenAiTools(VendorFields vendor) {
        this.vendor = vendor;
    }

    List<Tool> decode(JsonObjectText.Parsed object) {
        List<Tool> tools = new ArrayList<>();
        object.value("tools").ifPresent(array -> {
            for (JsonNode tool : Json.array("tools", array)) tools.add(tool(Json.object("tools[]", tool)));
        });
        // The older spelling, which servers still read.
        object.value("functions").ifPresent(array -> {
            for (JsonNode function : Json.array("functions", array))
                tools.add(function(Json.object("functions[]", function), "functions[]."));
        });
        return tools;
    }

    private Tool tool(JsonNode tool) {
        if (tool.path("function").isObject()) return function(tool.get("function"), "tools[].function.");
        if (tool.path("custom").isObject()) return freeForm(tool.get("custom"));
        String type = Json.name("tools[].type", tool.path("type"));
        vendor.add("tools[].", type);
        return new Tool(type, "", tool.toString(), Tool.Kind.HOSTED);
    }

    private Tool function(JsonNode function, String path) {
        vendor.unknownIn(function, path, FUNCTION);
        JsonNode parameters = function.path("parameters");
        return new Tool(
                Json.name(path + "name", function.path("name")),
                function.path("description").asText(""),
                parameters.isObject() ? parameters.toString() : "{}",
                Tool.Kind.FUNCTION,
                strictness(function));
    }

    private Tool freeForm(JsonNode custom) {
        vendor.unknownIn(custom, "tools[].custom.", FREE_FORM);
        JsonNode format = custom.path("format");
        return new Tool(
                Json.name("tools[].custom.name", custom.path("name")),
                custom.path("description").asText(""),
                format.isObject() ? format.toString() : "{}",
                Tool.Kind.FREE_FORM);
    }

    /** What a function or a schema says of how strictly it holds. */
    static Optional<Strictness> strictness(JsonNode declaration) {
        JsonNode strict = declaration.path("strict");
        if (!strict.isBoolean()) return Optional.empty();
        return Optional.of(strict.asBoolean() ? Strictness.STRICT : Strictness.LOOSE);
    }

    /** What cannot be said in the vocabulary is noted, and left to the vendor. */
    Optional<ToolChoice> choice(JsonNode value) {
        if (!value.isTextual()) return named(Json.object("tool_choice", value));
        return switch (value.asText()) {
            case "auto" -> Optional.of(new ToolChoice.Auto());
            case "none" -> Optional.of(new ToolChoice.None());
            case "required", "any" -> Optional.of(new ToolChoice.Required());
            default -> unsaid("tool_choice");
        };
    }

    private Optional<ToolChoice> named(JsonNode value) {
        return switch (value.path("type").asText()) {
            case "function" ->
                Optional.of(new ToolChoice.Named(Json.name(
                        "tool_choice.function.name", value.path("function").path("name"))));
            case "custom" ->
                Optional.of(new ToolChoice.Named(Json.name(
                        "tool_choice.custom.name", value.path("custom").path("name"))));
            case "allowed_tools" -> among(value.path("allowed_tools"));
            default -> unsaid("tool_choice");
        };
    }

    /** Hosted tools have no names, so that a choice among them is left to the vendor. */
    private Optional<ToolChoice> among(JsonNode allowed) {
        List<String> names = new ArrayList<>();
        for (JsonNode tool : allowed.path("tools")) {
            JsonNode name = tool.path(tool.path("type").asText()).path("name");
            if (!name.isTextual()) return unsaid("tool_choice.allowed_tools");
            names.add(Json.name("tool_choice.allowed_tools.tools[].name", name));
        }
        if (names.isEmpty()) return unsaid("tool_choice.allowed_tools");
        boolean must = allowed.path("mode").asText().equals("required");
        return Optional.of(new ToolChoice.Among(names, must ? Duty.MUST : Duty.MAY));
    }

    private Optional<ToolChoice> unsaid(String name) {
        vendor.add("", name);
        return Optional.empty();
    }
}
