package dev.outrigger.dialect.gemini;

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
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads the tools of a request, and which of them must be called. */
final class GeminiTools {
    private static final String CONFIG = "toolConfig.functionCallingConfig";
    private static final Set<String> FUNCTION =
            Spelling.both("name", "description", "parameters", "parametersJsonSchema");
    private static final Set<String> CHOICE = Spelling.both("mode", "allowedFunctionNames");

    private final VendorFields vendor;
    private final JsonValue calling;

    /** @param config of the tools; may be missing */
    GeminiTools(VendorFields vendor, JsonValue config) {
        this.vendor = vendor;
        this.calling = Spelling.get(config, "functionCallingConfig");
        vendor.unknownIn(config, "toolConfig.", Spelling.both("functionCallingConfig"));
        vendor.unknownIn(calling, CONFIG + ".", CHOICE);
    }

    List<Tool> decode(JsonValue array) {
        List<Tool> tools = new ArrayList<>();
        Json.each("tools", Listed.of("tools", array), tool -> {
            Json.object("tools[]", tool);
            JsonValue functions = Spelling.get(tool, "functionDeclarations");
            Json.each("tools[].functionDeclarations", Listed.of(functions), function -> tools.add(function(function)));
            hosted(tool, tools);
        });
        return tools;
    }

    private void hosted(JsonValue tool, List<Tool> tools) {
        Set<String> functions = Spelling.both("functionDeclarations");
        tool.forEachField((name, value) -> {
            if (functions.contains(name.text()) || value.isNull()) return;
            String kind = Spelling.camel(Json.name("tools[]", name));
            vendor.add("tools[].", kind);
            tools.add(new Tool(kind, Passage.of(""), value.written(), Tool.Kind.HOSTED, Optional.empty()));
        });
    }

    private Tool function(JsonValue function) {
        String path = "tools[].functionDeclarations[].";
        Json.object("tools[].functionDeclarations[]", function);
        vendor.unknownIn(function, path, FUNCTION);
        return new Tool(
                Json.name(path + "name", function.get("name")),
                Json.passageOrNone(path + "description", function.get("description")),
                schema(
                        Json.objectOrNone(
                                path + "parametersJsonSchema", Spelling.get(function, "parametersJsonSchema")),
                        Json.objectOrNone(path + "parameters", function.get("parameters"))),
                Tool.Kind.FUNCTION,
                mode().equals("VALIDATED") ? Optional.of(Strictness.STRICT) : Optional.empty());
    }

    /** JSON Schema as it is written, or what means the same as the older form. */
    static Passage schema(JsonValue jsonSchema, JsonValue older) {
        if (jsonSchema.isObject()) return jsonSchema.written();
        return older.isObject() ? GeminiSchema.jsonSchema(older) : Passage.of("{}");
    }

    private String mode() {
        return calling.get("mode").text().toUpperCase(Locale.ROOT);
    }

    Optional<ToolChoice> choice() {
        if (calling.isMissing()) return Optional.empty();
        List<String> names = new ArrayList<>();
        for (JsonValue name : Spelling.get(calling, "allowedFunctionNames"))
            names.add(Json.name(CONFIG + ".allowedFunctionNames[]", name));
        return switch (mode()) {
            case "", "MODE_UNSPECIFIED" -> Optional.empty();
            case "AUTO" -> Optional.of(new ToolChoice.Auto());
            case "NONE" -> Optional.of(new ToolChoice.None());
            case "VALIDATED" ->
                Optional.of(names.isEmpty() ? new ToolChoice.Auto() : new ToolChoice.Among(names, Duty.MAY));
            case "ANY" -> Optional.of(must(names));
            default -> {
                vendor.add("", CONFIG + ".mode");
                yield Optional.empty();
            }
        };
    }

    private static ToolChoice must(List<String> names) {
        return switch (names.size()) {
            case 0 -> new ToolChoice.Required();
            case 1 -> new ToolChoice.Named(names.getFirst());
            default -> new ToolChoice.Among(names, Duty.MUST);
        };
    }
}
