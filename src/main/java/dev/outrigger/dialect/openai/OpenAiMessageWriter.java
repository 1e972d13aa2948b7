package dev.outrigger.dialect.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Feature;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Role;
import dev.outrigger.dialect.Unsaid;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Says messages as those of a chat completions request. */
final class OpenAiMessageWriter {
    private final ArrayNode messages;
    private final OpenAiToolWriter tools;
    private final Set<Feature> lost;
    /** Media of tools' results: a user's message shows them after the last result, for none may stand between those. */
    private final List<Part> fromTools = new ArrayList<>();

    /** @param lost gets what is left out */
    OpenAiMessageWriter(ArrayNode messages, OpenAiToolWriter tools, Set<Feature> lost) {
        this.messages = messages;
        this.tools = tools;
        this.lost = lost;
    }

    void write(List<Message> said) {
        for (Message message : said) {
            if (message.role() != Role.TOOL) showFromTools();
            write(new Message(message.role(), OpenAiPartWriter.told(message.parts())));
        }
        showFromTools();
    }

    private void write(Message message) {
        switch (message.role()) {
            case SYSTEM -> {
                refuseMedia(message.parts(), "the system's");
                given(message.parts(), begin("system"));
            }
            case USER -> given(message.parts(), begin("user"));
            case ASSISTANT -> {
                refuseMedia(message.parts(), "an assistant's");
                assistant(message.parts(), begin("assistant"));
            }
            case TOOL -> message.parts().forEach(this::toolResult);
        }
    }

    private ObjectNode begin(String role) {
        return messages.addObject().put("role", role);
    }

    private void showFromTools() {
        if (!fromTools.isEmpty()) {
            lost.add(Feature.TOOL_MEDIA);
            content(fromTools, begin("user"));
        }
        fromTools.clear();
    }

    /** Only users show media here. */
    private static void refuseMedia(List<Part> parts, String whose) {
        for (Part part : parts) if (part instanceof Part.Media) throw new Unsaid("a medium in " + whose + " message");
    }

    private void assistant(List<Part> parts, ObjectNode said) {
        content(parts, said);
        StringBuilder refusal = new StringBuilder();
        for (Part part : parts) {
            if (part instanceof Part.ToolCall call)
                tools.call(call, said.withArray("tool_calls").addObject());
            if (part instanceof Part.Refusal more) refusal.append(more.text());
        }
        if (!refusal.isEmpty()) said.put("refusal", refusal.toString());
        boolean hasText = parts.stream().anyMatch(Part.Text.class::isInstance);
        // Beside a call or a refusal no text is null, not an empty one.
        if (!hasText && (said.has("tool_calls") || said.has("refusal"))) said.putNull("content");
    }

    private void toolResult(Part part) {
        if (part instanceof Part.CacheMark) {
            lost.add(Feature.CACHE_MARK);
            return;
        }
        if (!(part instanceof Part.ToolResult result)) throw new Unsaid("a tool's message that is no result");
        List<Part> texts = new ArrayList<>();
        if (result.isError()) {
            lost.add(Feature.TOOL_ERROR);
            texts.add(new Part.Text("The tool failed:"));
        }
        for (Part piece : OpenAiPartWriter.told(result.parts()))
            (piece instanceof Part.Media ? fromTools : texts).add(piece);
        given(texts, begin("tool").put("tool_call_id", result.callId()));
    }

    /** What the model did not say itself: only it declines, and calls. */
    private void given(List<Part> parts, ObjectNode said) {
        List<Part> given = new ArrayList<>();
        for (Part part : parts)
            switch (part) {
                case Part.Refusal refusal -> {
                    lost.add(Feature.REFUSAL);
                    given.add(new Part.Text(refusal.passage()));
                }
                case Part.ToolCall call -> throw new Unsaid("a tool's call in another's message");
                default -> given.add(part);
            }
        content(given, said);
    }

    /** A single text as such, all else as parts. What stands elsewhere in a message is left to others. */
    private void content(List<Part> parts, ObjectNode said) {
        List<Part> shown = new ArrayList<>();
        for (Part part : parts)
            switch (part) {
                case Part.Text text -> shown.add(text);
                case Part.Media media -> {
                    if (media.kind() != Part.Media.Kind.DOCUMENT && media.name().isPresent())
                        lost.add(Feature.MEDIA_NAME);
                    shown.add(media);
                }
                case Part.ToolCall call -> {}
                case Part.Refusal refusal -> {}
                case Part.Reasoning reasoning -> lost.add(Feature.REASONING);
                case Part.SealedReasoning sealed -> lost.add(Feature.REASONING);
                case Part.CacheMark mark -> lost.add(Feature.CACHE_MARK);
                case Part.ToolResult result -> throw new Unsaid("a tool's result in another's message");
                case Part.Other other -> throw new Unsaid("a part of the kind " + other.kind());
            }
        if (shown.isEmpty()) said.put("content", "");
        else if (shown.size() == 1 && shown.getFirst() instanceof Part.Text text) said.put("content", text.text());
        else
            for (Part part : shown)
                OpenAiPartWriter.write(part, said.withArray("content").addObject());
    }
}
