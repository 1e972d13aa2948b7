package dev.outrigger.dialect.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Feature;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Passage;
import dev.outrigger.dialect.Unsaid;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Says messages as those of a chat completions request. */
final class OpenAiMessageWriter {
    private final Set<Feature> lost;

    /** @param lost gets what is left out */
    OpenAiMessageWriter(Set<Feature> lost) {
        this.lost = lost;
    }

    void write(Message message, ArrayNode messages) {
        switch (message.role()) {
            case SYSTEM -> content(message.parts(), messages.addObject().put("role", "system"));
            case USER -> content(message.parts(), messages.addObject().put("role", "user"));
            case ASSISTANT -> assistant(message.parts(), messages.addObject().put("role", "assistant"));
            case TOOL -> {
                for (Part part : message.parts()) toolResult(part, messages);
            }
        }
    }

    private void assistant(List<Part> parts, ObjectNode said) {
        content(parts, said);
        for (Part part : parts) {
            if (part instanceof Part.ToolCall call) {
                ObjectNode function = said.withArray("tool_calls")
                        .addObject()
                        .put("id", call.id())
                        .put("type", "function")
                        .putObject("function");
                function.put("name", call.name())
                        .put("arguments", call.arguments().text());
            }
            if (part instanceof Part.Refusal refusal) said.put("refusal", refusal.text());
        }
        if (said.path("content").isMissingNode()) said.putNull("content");
    }

    private void toolResult(Part part, ArrayNode messages) {
        if (part instanceof Part.CacheMark) {
            lost.add(Feature.CACHE_MARK);
            return;
        }
        if (!(part instanceof Part.ToolResult result)) throw new Unsaid("a tool's message that is no result");
        if (result.isError()) lost.add(Feature.TOOL_ERROR);
        for (Part piece : result.parts())
            if (piece instanceof Part.Media) throw new Unsaid("a medium in a tool's result");
        ObjectNode said = messages.addObject().put("role", "tool").put("tool_call_id", result.callId());
        content(result.parts(), said);
        if (said.path("content").isMissingNode()) said.put("content", "");
    }

    /** A single text as such, all else as parts. What stands elsewhere in a message is left to others. */
    private void content(List<Part> parts, ObjectNode said) {
        List<Part> shown = new ArrayList<>();
        for (Part part : parts)
            switch (part) {
                case Part.Text text -> shown.add(text);
                case Part.Media media -> shown.add(media);
                case Part.ToolCall call -> {}
                case Part.Refusal refusal -> {}
                case Part.Reasoning reasoning -> lost.add(Feature.REASONING);
                case Part.SealedReasoning sealed -> lost.add(Feature.REASONING);
                case Part.CacheMark mark -> lost.add(Feature.CACHE_MARK);
                case Part.ToolResult result -> throw new Unsaid("a tool's result in another's message");
                case Part.Other other -> throw new Unsaid("a part of the kind " + other.kind());
            }
        if (shown.size() == 1 && shown.getFirst() instanceof Part.Text text) said.put("content", text.text());
        else if (!shown.isEmpty())
            for (Part part : shown) part(part, said.withArray("content").addObject());
    }

    private static void part(Part part, ObjectNode said) {
        switch (part) {
            case Part.Text text -> said.put("type", "text").put("text", text.text());
            case Part.Media media -> media(media, said);
            default -> throw new IllegalStateException("no part of a content: " + part.getClass());
        }
    }

    private static void media(Part.Media media, ObjectNode said) {
        switch (media.kind()) {
            case IMAGE ->
                said.put("type", "image_url").putObject("image_url").put("url", address(media.source(), "an image"));
            case AUDIO -> audio(media.source(), said);
            case VIDEO -> throw new Unsaid("a video");
            case DOCUMENT -> document(media, said);
        }
    }

    private static String address(Part.Source source, String what) {
        return switch (source) {
            case Part.Source.Url(Passage url) -> url.text();
            case Part.Source.Inline(String type, Passage base64) -> "data:" + type + ";base64," + base64.text();
            case Part.Source.Uploaded uploaded -> throw new Unsaid(what + " that was uploaded to another vendor");
        };
    }

    private static void audio(Part.Source source, ObjectNode said) {
        if (!(source instanceof Part.Source.Inline(String type, Passage base64)))
            throw new Unsaid("a sound that is not in the request");
        String format = type.substring(type.indexOf('/') + 1);
        said.put("type", "input_audio")
                .putObject("input_audio")
                .put("data", base64.text())
                .put("format", format.equals("mpeg") ? "mp3" : format.replaceFirst("^x-", ""));
    }

    private static void document(Part.Media media, ObjectNode said) {
        if (!(media.source() instanceof Part.Source.Inline)) throw new Unsaid("a document that is not in the request");
        said.put("type", "file")
                .putObject("file")
                .put("filename", media.name().orElse("document"))
                .put("file_data", address(media.source(), "a document"));
    }
}
