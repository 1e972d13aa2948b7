package dev.outrigger.dialect.responses;

import dev.outrigger.chat.Passage;
import dev.outrigger.chat.Strictness;
import dev.outrigger.chat.Tool;
import dev.outrigger.chat.ToolChoice;
import dev.outrigger.chat.ToolChoice.Among.Duty;
import dev.outrigger.dialect.VendorFields;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the tools of a request, and which of them must be called. */
final class ResponsesTools {
    private static final Set<String> FUNCTION = Set.of("type", "name", "description", "parameters", "strict");
    private static final Set<String> FREE_FORM = Set.of("type", "name", "description", "format");

    private final VendorFields vendor;

    ResponsesTools(VendorFields vendor) {
        this.vendor = vendor;
    }

    List<Tool> decode(Optional<JsonValue> array) {
        List<Tool> tools = new ArrayList<>();
        if (array.isPresent())
            Json.each("tools", Json.array("tools", array.get()), tool -> tools.add(tool(Json.object("tools[]", tool))));
        return tools;
    }

    private Tool tool(JsonValue tool) {
        String type = Json.name("tools[].type", tool.get("type"));
        return switch (type) {
            case "function" -> {
                vendor.unknownIn(tool, "tools[].", FUNCTION);
                yield named(tool, "parameters", Tool.Kind.FUNCTION);
            }
            case "custom" -> {
                vendor.unknownIn(tool, "tools[].", FREE_FORM);
                yield named(tool, "format", Tool.Kind.FREE_FORM);
            }
            default -> {
                vendor.add("tools[].", type);
                yield new Tool(type, Passage.of(""), tool.written(), Tool.Kind.HOSTED, Optional.empty());
            }
        };
    }

    private static Tool named(JsonValue tool, String schema, Tool.Kind kind) {
        return new Tool(
                Json.name("tools[].name", tool.get("name")),
                Json.passageOrNone("tools[].description", tool.get("description")),
                Json.writtenObject("tools[]." + schema, tool.get(schema)),
                kind,
                strictness("tools[].", tool));
    }

    /** What a function or a schema says of how strictly it holds. */
    static Optional<Strictness> strictness(String path, JsonValue declaration) {
        if (!declaration.has("strict")) return Optional.empty();
        boolean strict = Json.bool(path + "strict", declaration.get("strict"));
        return Optional.of(strict ? Strictness.STRICT : Strictness.LOOSE);
    }

    /** What cannot be said in the vocabulary, as a hosted tool, is noted and left to the vendor. */
    Optional<ToolChoice> choice(JsonValue value) {
        if (!value.isText()) return named(Json.object("tool_choice", value));
        return switch (value.text()) {
            case "auto" -> Optional.of(new ToolChoice.Auto());
            case "none" -> Optional.of(new ToolChoice.None());
            case "required" -> Optional.of(new ToolChoice.Required());
            default -> unsaid("tool_choice");
        };
    }

    private Optional<ToolChoice> named(JsonValue value) {
        return switch (value.get("type").text()) {
            case "function", "custom" ->
                Optional.of(new ToolChoice.Named(Json.name("tool_choice.name", value.get("name"))));
            case "allowed_tools" -> among(value);
            default -> unsaid("tool_choice");
        };
    }

    private Optional<ToolChoice> among(JsonValue allowed) {
        List<String> names = new ArrayList<>();
        for (JsonValue tool : allowed.get("tools")) {
            if (!tool.get("name").isText()) return unsaid("tool_choice.allowed_tools");
            names.add(Json.name("tool_choice.tools[].name", tool.get("name")));
        }
        if (names.isEmpty()) return unsaid("tool_choice.allowed_tools");
        boolean must = allowed.get("mode").says("required");
        return Optional.of(new ToolChoice.Among(names, must ? Duty.MUST : Duty.MAY));
    }

    private Optional<ToolChoice> unsaid(String name) {
        vendor.add("", name);
        return Optional.empty();
    }
}
