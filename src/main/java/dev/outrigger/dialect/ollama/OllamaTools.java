package dev.outrigger.dialect.ollama;

import dev.outrigger.chat.Tool;
import dev.outrigger.dialect.VendorFields;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonObjectText;
import dev.outrigger.dialect.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the tools of a chat: functions, in OpenAI's shape. */
final class OllamaTools {
    private static final Set<String> FUNCTION = Set.of("name", "description", "parameters");

    private final VendorFields vendor;

    OllamaTools(VendorFields vendor) {
        this.vendor = vendor;
    }

    List<Tool> decode(JsonObjectText.Parsed object) {
        List<Tool> tools = new ArrayList<>();
        object.value("tools")
                .ifPresent(array -> Json.each(
                        "tools",
                        Json.array("tools", array),
                        tool -> tools.add(function(Json.object("tools[].function", tool.get("function"))))));
        return tools;
    }

    private Tool function(JsonValue function) {
        vendor.unknownIn(function, "tools[].function.", FUNCTION);
        return new Tool(
                Json.name("tools[].function.name", function.get("name")),
                Json.passageOrNone("tools[].function.description", function.get("description")),
                Json.writtenObject("tools[].function.parameters", function.get("parameters")),
                Tool.Kind.FUNCTION,
                Optional.empty());
    }
}
