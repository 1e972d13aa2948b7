package dev.outrigger.dialect.anthropic;

import dev.outrigger.chat.Passage;
import dev.outrigger.chat.Strictness;
import dev.outrigger.chat.Tool;
import dev.outrigger.chat.ToolCalling;
import dev.outrigger.chat.ToolChoice;
import dev.outrigger.dialect.VendorFields;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonObjectText;
import dev.outrigger.dialect.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the tools of a request, and which of them must be called. */
final class AnthropicTools {
    private static final String PARALLEL = "disable_parallel_tool_use";
    private static final Set<String> FUNCTION = Set.of("type", "name", "description", "input_schema", "strict");

    private final VendorFields vendor;

    AnthropicTools(VendorFields vendor) {
        this.vendor = vendor;
    }

    List<Tool> decode(JsonObjectText.Parsed object) {
        List<Tool> tools = new ArrayList<>();
        object.value("tools").ifPresent(array -> {
            Json.each("tools", Json.array("tools", array), tool -> tools.add(tool(Json.object("tools[]", tool))));
        });
        return tools;
    }

    /** A tool with a versioned type is the vendor's own. */
    private Tool tool(JsonValue tool) {
        if (!tool.has("type") || tool.get("type").says("custom")) return function(tool);
        String type = Json.name("tools[].type", tool.get("type"));
        vendor.add("tools[].", type);
        return new Tool(type, Passage.of(""), tool.written(), Tool.Kind.HOSTED, Optional.empty());
    }

    private Tool function(JsonValue tool) {
        vendor.unknownIn(tool, "tools[].", FUNCTION);
        boolean strict = Json.isTrue("tools[].strict", tool.get("strict"));
        return new Tool(
                Json.name("tools[].name", tool.get("name")),
                Json.passageOrNone("tools[].description", tool.get("description")),
                Json.writtenObject("tools[].input_schema", tool.get("input_schema")),
                Tool.Kind.FUNCTION,
                tool.has("strict") ? Optional.of(strict ? Strictness.STRICT : Strictness.LOOSE) : Optional.empty());
    }

    /** What cannot be said in the vocabulary is noted, and left to the vendor. */
    Optional<ToolChoice> choice(JsonValue value) {
        vendor.unknownIn(Json.object("tool_choice", value), "tool_choice.", Set.of("type", "name", PARALLEL));
        return switch (value.get("type").text()) {
            case "auto" -> Optional.of(new ToolChoice.Auto());
            case "any" -> Optional.of(new ToolChoice.Required());
            case "none" -> Optional.of(new ToolChoice.None());
            case "tool" -> Optional.of(new ToolChoice.Named(Json.name("tool_choice.name", value.get("name"))));
            default -> {
                vendor.add("", "tool_choice");
                yield Optional.empty();
            }
        };
    }

    static Optional<ToolCalling> calling(JsonValue value) {
        if (!value.has(PARALLEL)) return Optional.empty();
        boolean disabled = Json.bool("tool_choice." + PARALLEL, value.get(PARALLEL));
        return Optional.of(disabled ? ToolCalling.ONE_AT_A_TIME : ToolCalling.PARALLEL);
    }
}
