package dev.outrigger.dialect.ollama;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Feature;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Passage;
import dev.outrigger.chat.Role;
import dev.outrigger.dialect.Unsaid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Says messages as those of a chat: one text each, with pictures, thoughts and calls beside it. */
final class OllamaMessageWriter {
    private final ArrayNode messages;
    private final Set<Feature> lost;
    /** Names of the tools that were called: a result says its tool's. */
    private final Map<String, String> tools = new HashMap<>();

    /** @param lost gets what is left out */
    OllamaMessageWriter(ArrayNode messages, Set<Feature> lost) {
        this.messages = messages;
        this.lost = lost;
    }

    void write(List<Message> said) {
        for (Message message : said) {
            if (message.role() == Role.TOOL) message.parts().forEach(this::toolResult);
            else parts(message.parts(), messages.addObject().put("role", role(message.role())));
        }
    }

    private static String role(Role role) {
        return switch (role) {
            case SYSTEM -> "system";
            case USER -> "user";
            case ASSISTANT -> "assistant";
            case TOOL -> "tool";
        };
    }

    private void toolResult(Part part) {
        if (part instanceof Part.CacheMark) {
            lost.add(Feature.CACHE_MARK);
            return;
        }
        if (!(part instanceof Part.ToolResult result)) throw new Unsaid("a tool's message that is no result");
        List<Part> parts = new ArrayList<>();
        if (result.isError()) {
            lost.add(Feature.TOOL_ERROR);
            parts.add(new Part.Text("The tool failed:"));
        }
        parts.addAll(result.parts());
        ObjectNode said = messages.addObject().put("role", "tool");
        parts(parts, said);
        said.put("tool_call_id", result.callId());
        String tool = tools.get(result.callId());
        if (tool != null) said.put("tool_name", tool);
    }

    private void parts(List<Part> parts, ObjectNode said) {
        List<String> texts = new ArrayList<>();
        StringBuilder thought = new StringBuilder();
        for (Part part : parts)
            switch (part) {
                case Part.Text text -> texts.add(text.text());
                case Part.Refusal refusal -> {
                    lost.add(Feature.REFUSAL);
                    texts.add(refusal.text());
                }
                case Part.Reasoning reasoning -> {
                    // What another vendor signed is its own.
                    if (reasoning.signature().isPresent()) lost.add(Feature.REASONING);
                    else thought.append(reasoning.passage().text());
                }
                case Part.SealedReasoning sealed -> lost.add(Feature.REASONING);
                case Part.CacheMark mark -> lost.add(Feature.CACHE_MARK);
                case Part.Media media -> {
                    if (media.name().isPresent()) lost.add(Feature.MEDIA_NAME);
                    said.withArray("images").add(image(media));
                }
                case Part.ToolCall call ->
                    call(call, said.withArray("tool_calls").addObject());
                case Part.ToolResult result -> throw new Unsaid("a tool's result in another's message");
                case Part.Other other -> throw new Unsaid("a part of the kind " + other.kind());
            }
        said.put("content", String.join("\n", texts));
        if (!thought.isEmpty()) said.put("thinking", thought.toString());
    }

    private void call(Part.ToolCall call, ObjectNode said) {
        tools.put(call.id(), call.name());
        said.put("id", call.id())
                .putObject("function")
                .put("name", call.name())
                .set("arguments", OllamaArguments.written(call.arguments()).orElseThrow(Unsaid::badArguments));
    }

    private static String image(Part.Media media) {
        if (media.kind() != Part.Media.Kind.IMAGE) throw new Unsaid("a medium that is no picture");
        if (!(media.source() instanceof Part.Source.Inline(String type, Passage base64)))
            throw new Unsaid("a picture that is not in the request");
        return base64.text();
    }
}
