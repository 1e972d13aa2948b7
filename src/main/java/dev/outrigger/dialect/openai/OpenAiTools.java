package dev.outrigger.dialect.openai;

import dev.outrigger.chat.Passage;
import dev.outrigger.chat.Strictness;
import dev.outrigger.chat.Tool;
import dev.outrigger.chat.ToolChoice;
import dev.outrigger.chat.ToolChoice.Among.Duty;
import dev.outrigger.dialect.VendorFields;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonObjectText;
import dev.outrigger.dialect.json.JsonValue;
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
            Json.each("tools", Json.array("tools", array), tool -> tools.add(tool(Json.object("tools[]", tool))));
        });
        // The older spelling, which servers still read.
        object.value("functions").ifPresent(array -> {
            Json.each(
                    "functions",
                    Json.array("functions", array),
                    function -> tools.add(function(Json.object("functions[]", function), "functions[].")));
        });
        return tools;
    }

    private Tool tool(JsonValue tool) {
        if (tool.get("function").isObject()) return function(tool.get("function"), "tools[].function.");
        if (tool.get("custom").isObject()) return freeForm(tool.get("custom"));
        String type = Json.name("tools[].type", tool.get("type"));
        if (type.equals("function") || type.equals("custom"))
            throw new Json.Unfit("tools[]." + type + " must be an object when tools[].type is " + type);
        vendor.add("tools[].", type);
        return new Tool(type, Passage.of(""), tool.written(), Tool.Kind.HOSTED, Optional.empty());
    }

    private Tool function(JsonValue function, String path) {
        vendor.unknownIn(function, path, FUNCTION);
        return new Tool(
                Json.name(path + "name", function.get("name")),
                Json.passageOrNone(path + "description", function.get("description")),
                Json.writtenObject(path + "parameters", function.get("parameters")),
                Tool.Kind.FUNCTION,
                strictness(path, function));
    }

    private Tool freeForm(JsonValue custom) {
        vendor.unknownIn(custom, "tools[].custom.", FREE_FORM);
        JsonValue format = custom.get("format");
        return new Tool(
                Json.name("tools[].custom.name", custom.get("name")),
                Json.passageOrNone("tools[].custom.description", custom.get("description")),
                OpenAiGrammar.format(Json.objectOrNone("tools[].custom.format", format)),
                Tool.Kind.FREE_FORM,
                Optional.empty());
    }

    /** What a function or a schema says of how strictly it holds. */
    static Optional<Strictness> strictness(String path, JsonValue declaration) {
        if (!declaration.has("strict")) return Optional.empty();
        boolean strict = Json.bool(path + "strict", declaration.get("strict"));
        return Optional.of(strict ? Strictness.STRICT : Strictness.LOOSE);
    }

    /** The older spelling of the same wish: a word, or the name of a function. */
    Optional<ToolChoice> olderChoice(JsonValue value) {
        if (value.isText()) return choice("function_call", value);
        JsonValue name = Json.object("function_call", value).get("name");
        return Optional.of(new ToolChoice.Named(Json.name("function_call.name", name)));
    }

    /** What cannot be said in the vocabulary is noted, and left to the vendor. */
    Optional<ToolChoice> choice(JsonValue value) {
        return value.isText() ? choice("tool_choice", value) : named(Json.object("tool_choice", value));
    }

    private Optional<ToolChoice> choice(String field, JsonValue value) {
        return switch (value.text()) {
            case "auto" -> Optional.of(new ToolChoice.Auto());
            case "none" -> Optional.of(new ToolChoice.None());
            case "required", "any" -> Optional.of(new ToolChoice.Required());
            default -> unsaid(field);
        };
    }

    private Optional<ToolChoice> named(JsonValue value) {
        return switch (value.get("type").text()) {
            case "function" ->
                Optional.of(new ToolChoice.Named(Json.name(
                        "tool_choice.function.name", value.get("function").get("name"))));
            case "custom" ->
                Optional.of(new ToolChoice.Named(
                        Json.name("tool_choice.custom.name", value.get("custom").get("name"))));
            case "allowed_tools" -> among(value.get("allowed_tools"));
            default -> unsaid("tool_choice");
        };
    }

    /** Hosted tools have no names, so that a choice among them is left to the vendor. */
    private Optional<ToolChoice> among(JsonValue allowed) {
        List<String> names = new ArrayList<>();
        for (JsonValue tool : allowed.get("tools")) {
            JsonValue name = tool.get(tool.get("type").text()).get("name");
            if (!name.isText()) return unsaid("tool_choice.allowed_tools");
            names.add(Json.name("tool_choice.allowed_tools.tools[].name", name));
        }
        if (names.isEmpty()) return unsaid("tool_choice.allowed_tools");
        boolean must = allowed.get("mode").text().equals("required");
        return Optional.of(new ToolChoice.Among(names, must ? Duty.MUST : Duty.MAY));
    }

    private Optional<ToolChoice> unsaid(String name) {
        vendor.add("", name);
        return Optional.empty();
    }
}
