package dev.outrigger.dialect.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Feature;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Strictness;
import dev.outrigger.chat.Tool;
import dev.outrigger.chat.ToolCalling;
import dev.outrigger.chat.ToolChoice;
import dev.outrigger.dialect.ClaudeSchema;
import dev.outrigger.dialect.StrictSchema;
import dev.outrigger.dialect.ToolName;
import dev.outrigger.dialect.Unsaid;
import dev.outrigger.dialect.json.Json;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Says a request's tools, and which of them must be called. That none may be called is said by naming none; but where
 * messages speak of calls, Bedrock wants to know the tools, also those that are offered no more.
 */
final class BedrockToolWriter {
    private static final int MAX_NAME_CHARS = 64;

    private final ObjectNode body;
    private final Set<Feature> lost;

    BedrockToolWriter(ObjectNode body, Set<Feature> lost) {
        this.body = body;
        this.lost = lost;
    }

    void write(ChatRequest request) {
        boolean spoken = request.messages().stream().anyMatch(BedrockToolWriter::speaksOfTools);
        boolean none =
                request.toolChoice().filter(ToolChoice.None.class::isInstance).isPresent();
        if (!none || spoken) for (Tool tool : request.tools()) if (isOffered(tool, request)) tool(tool);
        if (body.has("toolConfig")) choice(request);
        else if (spoken) past(request);
        else if (request.toolChoice().map(BedrockToolWriter::mustCall).orElse(false)) lost.add(Feature.TOOL_CHOICE);
        if (request.toolCalling().filter(ToolCalling.ONE_AT_A_TIME::equals).isPresent()) lost.add(Feature.TOOL_CALLING);
    }

    /** Tools that were called before, and are offered no more. */
    private void past(ChatRequest request) {
        Set<String> names = new LinkedHashSet<>();
        for (Message message : request.messages())
            for (Part part : message.parts()) if (part instanceof Part.ToolCall call) names.add(call.name());
        if (names.isEmpty()) throw new Unsaid("results of tools of which none is declared");
        for (String name : names) {
            ObjectNode said =
                    spec(name).put("description", "Was called before. It is not there any more: do not call it.");
            said.putObject("inputSchema").putObject("json").put("type", "object");
        }
    }

    private ObjectNode spec(String name) {
        return body.withArray("/toolConfig/tools")
                .addObject()
                .putObject("toolSpec")
                .put("name", name);
    }

    private static boolean speaksOfTools(Message message) {
        return message.parts().stream()
                .anyMatch(part -> part instanceof Part.ToolCall || part instanceof Part.ToolResult);
    }

    /** There is no choice among some: the others are not offered. */
    private static boolean isOffered(Tool tool, ChatRequest request) {
        return request.toolChoice()
                .map(choice -> !(choice instanceof ToolChoice.Among among)
                        || among.names().contains(tool.name()))
                .orElse(true);
    }

    private static boolean mustCall(ToolChoice choice) {
        return !(choice instanceof ToolChoice.Auto) && !(choice instanceof ToolChoice.None);
    }

    private void tool(Tool tool) {
        switch (tool.kind()) {
            case FUNCTION -> {
                ObjectNode said = spec(ToolName.plain(tool, MAX_NAME_CHARS));
                if (!tool.description().isEmpty())
                    said.put("description", tool.description().text());
                JsonNode schema = schema(tool);
                said.putObject("inputSchema").set("json", schema);
                // Older models know no such field; loose is what they are.
                if (tool.strictness().filter(Strictness.STRICT::equals).isPresent() && canHold(schema))
                    said.put("strict", true);
            }
            // As a function its calls would come back in JSON, which the app has not asked for.
            case FREE_FORM -> throw new Unsaid("the free-form tool " + tool.name());
            case HOSTED -> throw new Unsaid("the hosted tool " + tool.name());
        }
    }

    /** Strictly held is only what is closed, and has an end; the schema is changed to be so. */
    private boolean canHold(JsonNode schema) {
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
        if (request.toolChoice().isEmpty()) return;
        switch (request.toolChoice().get()) {
            case ToolChoice.None none -> lost.add(Feature.TOOL_CHOICE);
            case ToolChoice.Auto auto -> said().putObject("auto");
            case ToolChoice.Required required -> said().putObject("any");
            case ToolChoice.Named named -> said().putObject("tool").put("name", named.name());
            case ToolChoice.Among among ->
                said().putObject(among.duty() == ToolChoice.Among.Duty.MUST ? "any" : "auto");
        }
    }

    private ObjectNode said() {
        return body.withObject("/toolConfig").putObject("toolChoice");
    }
}
