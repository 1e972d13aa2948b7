package dev.outrigger.dialect.responses;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Feature;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Passage;
import dev.outrigger.chat.Seal;
import dev.outrigger.chat.Tool;
import dev.outrigger.dialect.Unsaid;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Says messages as the items of a request. */
final class ResponsesItemWriter {
    private final List<Tool> tools;
    private final Set<Feature> lost;
    private final ResponsesContentWriter content;
    private final Set<String> freeForm = new HashSet<>();

    /** @param lost gets what is left out */
    ResponsesItemWriter(List<Tool> tools, Set<Feature> lost) {
        this.tools = tools;
        this.lost = lost;
        this.content = new ResponsesContentWriter(lost);
    }

    void write(List<Message> messages, ArrayNode items) {
        for (Message message : messages)
            switch (message.role()) {
                case SYSTEM -> content.write(message.parts(), message(items, "system"), "content");
                case USER -> content.write(message.parts(), message(items, "user"), "content");
                case ASSISTANT -> {
                    for (Part part : message.parts()) said(part, items);
                }
                case TOOL -> {
                    for (Part part : message.parts()) result(part, items);
                }
            }
    }

    private static ObjectNode message(ArrayNode items, String role) {
        return items.addObject().put("type", "message").put("role", role);
    }

    private void said(Part part, ArrayNode items) {
        switch (part) {
            // A text as such is what every server takes back.
            case Part.Text text -> message(items, "assistant").put("content", text.text());
            case Part.Refusal refusal ->
                message(items, "assistant")
                        .putArray("content")
                        .addObject()
                        .put("type", "refusal")
                        .put("refusal", refusal.text());
            case Part.ToolCall call -> call(call, items.addObject());
            case Part.Reasoning(Passage text, var signature) -> {
                if (signature.filter(ResponsesItemWriter::isOurs).isPresent())
                    reasoning(text, signature.get(), items.addObject());
                else lost.add(Feature.REASONING);
            }
            case Part.SealedReasoning(Seal seal) -> {
                if (isOurs(seal)) reasoning(Passage.of(""), seal, items.addObject());
                else lost.add(Feature.REASONING);
            }
            case Part.CacheMark mark -> lost.add(Feature.CACHE_MARK);
            case Part.Media media -> throw new Unsaid("a medium that a model made");
            case Part.ToolResult result -> throw new Unsaid("a tool's result in another's message");
            case Part.Other other -> throw new Unsaid("a part of the kind " + other.kind());
        }
    }

    private static boolean isOurs(Seal seal) {
        return seal.vendor().equals(Responses.VENDOR);
    }

    private static void reasoning(Passage text, Seal seal, ObjectNode item) {
        ArrayNode summary = item.put("type", "reasoning").putArray("summary");
        if (!text.isEmpty()) summary.addObject().put("type", "summary_text").put("text", text.text());
        item.put("encrypted_content", seal.value());
    }

    private void call(Part.ToolCall call, ObjectNode item) {
        boolean free = ResponsesToolWriter.isFreeForm(tools, call.name());
        if (free) freeForm.add(call.id());
        item.put("type", free ? "custom_tool_call" : "function_call")
                .put("call_id", call.id())
                .put("name", call.name())
                .put(free ? "input" : "arguments", call.arguments().text());
    }

    private void result(Part part, ArrayNode items) {
        if (part instanceof Part.CacheMark) {
            lost.add(Feature.CACHE_MARK);
            return;
        }
        if (!(part instanceof Part.ToolResult result)) throw new Unsaid("a tool's message that is no result");
        List<Part> said = new ArrayList<>();
        if (result.isError()) {
            lost.add(Feature.TOOL_ERROR);
            said.add(new Part.Text("The tool failed:"));
        }
        said.addAll(result.parts());
        ObjectNode item = items.addObject()
                .put("type", freeForm.contains(result.callId()) ? "custom_tool_call_output" : "function_call_output")
                .put("call_id", result.callId());
        content.write(said, item, "output");
    }
}
