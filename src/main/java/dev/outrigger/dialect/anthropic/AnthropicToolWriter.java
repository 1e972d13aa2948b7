package dev.outrigger.dialect.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Feature;
import dev.outrigger.chat.Strictness;
import dev.outrigger.chat.Tool;
import dev.outrigger.chat.ToolCalling;
import dev.outrigger.chat.ToolChoice;
import dev.outrigger.dialect.ClaudeSchema;
import dev.outrigger.dialect.StrictSchema;
import dev.outrigger.dialect.ToolName;
import dev.outrigger.dialect.Unsaid;
import dev.outrigger.dialect.json.Json;
import java.util.Set;

/** Says a request's tools, and which of them must be called. */
final class AnthropicToolWriter {
    private static final int MAX_NAME_CHARS = 128;

    private final ObjectNode body;
    private final Set<Feature> lost;

    AnthropicToolWriter(ObjectNode body, Set<Feature> lost) {
        this.body = body;
        this.lost = lost;
    }

    void write(ChatRequest request) {
        for (Tool tool : request.tools())
            if (isOffered(tool, request)) tool(tool, body.withArray("/tools").addObject());
        // A choice without tools is refused.
        if (body.has("tools")) choice(request);
        else if (request.toolChoice().map(ToolChoice::isDuty).orElse(false)) lost.add(Feature.TOOL_CHOICE);
    }

    /** There is no choice among some: the others are not offered. */
    private static boolean isOffered(Tool tool, ChatRequest request) {
        return request.toolChoice()
                .map(choice -> !(choice instanceof ToolChoice.Among among)
                        || among.names().contains(tool.name()))
                .orElse(true);
    }

    private void tool(Tool tool, ObjectNode said) {
        switch (tool.kind()) {
            case FUNCTION -> {
                said.put("name", ToolName.plain(tool, MAX_NAME_CHARS));
                if (!tool.description().isEmpty())
                    said.put("description", tool.description().text());
                JsonNode schema = schema(tool);
                said.set("input_schema", schema);
                tool.strictness().ifPresent(strictness -> said.put("strict", isStrict(strictness, schema)));
            }
            // As a function its calls would come back in JSON, which the app has not asked for.
            case FREE_FORM -> throw new Unsaid("the free-form tool " + tool.name());
            case HOSTED -> throw new Unsaid("the hosted tool " + tool.name());
        }
    }

    /** Strictly held is only what is closed, and has an end. */
    private boolean isStrict(Strictness strictness, JsonNode schema) {
        if (strictness == Strictness.LOOSE) return false;
        if (!StrictSchema.canClose(schema) || !ClaudeSchema.isFinite(schema)) {
            lost.add(Feature.TOOL_STRICTNESS);
            return false;
        }
        StrictSchema.close(schema);
        if (ClaudeSchema.loosen(schema)) lost.add(Feature.TOOL_STRICTNESS);
        return true;
    }

    /** Its type must be said. */
    private static JsonNode schema(Tool tool) {
        JsonNode schema = Json.tree(tool.schema());
        if (!(schema instanceof ObjectNode object))
            return Json.STRICT.createObjectNode().put("type", "object");
        if (!object.has("type")) object.put("type", "object");
        return object;
    }

    private void choice(ChatRequest request) {
        if (request.toolChoice().isEmpty() && request.toolCalling().isEmpty()) return;
        ObjectNode said = body.putObject("tool_choice");
        switch (request.toolChoice().orElseGet(ToolChoice.Auto::new)) {
            case ToolChoice.Auto auto -> said.put("type", "auto");
            case ToolChoice.None none -> {
                said.put("type", "none");
                return;
            }
            case ToolChoice.Required required -> said.put("type", "any");
            case ToolChoice.Named named -> said.put("type", "tool").put("name", named.name());
            case ToolChoice.Among among ->
                said.put("type", among.duty() == ToolChoice.Among.Duty.MUST ? "any" : "auto");
        }
        request.toolCalling()
                .ifPresent(calling -> said.put("disable_parallel_tool_use", calling == ToolCalling.ONE_AT_A_TIME));
    }
}
