package dev.outrigger.dialect.bedrock;

import dev.outrigger.chat.Passage;
import dev.outrigger.chat.Strictness;
import dev.outrigger.chat.Tool;
import dev.outrigger.chat.ToolChoice;
import dev.outrigger.dialect.VendorFields;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the tools of a request, and which of them must be called. */
final class BedrockTools {
    private static final String TOOLS = "toolConfig.tools";
    private static final String SPEC = TOOLS + "[].toolSpec";
    private static final Set<String> FUNCTION = Set.of("name", "description", "inputSchema", "strict");

    private final VendorFields vendor;
    private final JsonValue config;

    /** @param config missing when the request has none */
    BedrockTools(VendorFields vendor, JsonValue config) {
        this.vendor = vendor;
        this.config = config;
        vendor.unknownIn(config, "toolConfig.", Set.of("tools", "toolChoice"));
    }

    List<Tool> decode() {
        List<Tool> tools = new ArrayList<>();
        if (!config.has("tools")) return tools;
        for (JsonValue tool : Json.array(TOOLS, config.get("tools"))) {
            vendor.unknownIn(Json.object(TOOLS + "[]", tool), TOOLS + "[].", Set.of("toolSpec"));
            if (tool.has("toolSpec")) tools.add(function(Json.object(SPEC, tool.get("toolSpec"))));
            if (tool.has("systemTool")) tools.add(hosted(tool));
        }
        return tools;
    }

    private Tool function(JsonValue spec) {
        vendor.unknownIn(spec, SPEC + ".", FUNCTION);
        JsonValue schema = Json.objectOrNone(SPEC + ".inputSchema", spec.get("inputSchema"));
        boolean strict = Json.isTrue(SPEC + ".strict", spec.get("strict"));
        return new Tool(
                Json.name(SPEC + ".name", spec.get("name")),
                Json.passageOrNone(SPEC + ".description", spec.get("description")),
                Json.writtenObject(SPEC + ".inputSchema.json", schema.get("json")),
                Tool.Kind.FUNCTION,
                spec.has("strict") ? Optional.of(strict ? Strictness.STRICT : Strictness.LOOSE) : Optional.empty());
    }

    private static Tool hosted(JsonValue tool) {
        String name =
                Json.name(TOOLS + "[].systemTool.name", tool.get("systemTool").get("name"));
        return new Tool(name, Passage.of(""), tool.written(), Tool.Kind.HOSTED, Optional.empty());
    }

    /** What cannot be said in the vocabulary is noted, and left to the vendor. */
    Optional<ToolChoice> choice() {
        if (!config.has("toolChoice")) return Optional.empty();
        JsonValue choice = Json.object("toolConfig.toolChoice", config.get("toolChoice"));
        if (choice.has("auto")) return Optional.of(new ToolChoice.Auto());
        if (choice.has("any")) return Optional.of(new ToolChoice.Required());
        if (choice.has("tool"))
            return Optional.of(new ToolChoice.Named(Json.name(
                    "toolConfig.toolChoice.tool.name", choice.get("tool").get("name"))));
        vendor.add("toolConfig.", "toolChoice");
        return Optional.empty();
    }
}
