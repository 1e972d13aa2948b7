package dev.outrigger.dialect.responses;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Feature;
import dev.outrigger.chat.Part;
import dev.outrigger.dialect.DataUrl;
import dev.outrigger.dialect.Unsaid;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Says what the app, or a tool of it, gives the model: a text as such, all else as parts. */
final class ResponsesContentWriter {
    private static final Duration LONGEST = Duration.ofHours(12);

    private final Set<Feature> lost;

    /** @param lost gets what is left out */
    ResponsesContentWriter(Set<Feature> lost) {
        this.lost = lost;
    }

    void write(List<Part> parts, ObjectNode holder, String field) {
        if (parts.isEmpty()) holder.put(field, "");
        else if (parts.size() == 1 && parts.getFirst() instanceof Part.Text text) holder.put(field, text.text());
        else parts(parts, holder.putArray(field));
    }

    private void parts(List<Part> parts, ArrayNode content) {
        for (Part part : parts)
            switch (part) {
                case Part.Text text ->
                    content.addObject().put("type", "input_text").put("text", text.text());
                case Part.Media media -> {
                    media(media, content.addObject());
                    if (media.name().isPresent()
                            && !content.path(content.size() - 1).has("filename")) lost.add(Feature.MEDIA_NAME);
                }
                case Part.CacheMark mark -> mark(mark, content);
                case Part.Refusal refusal -> {
                    lost.add(Feature.REFUSAL);
                    content.addObject().put("type", "input_text").put("text", refusal.text());
                }
                case Part.Reasoning reasoning -> lost.add(Feature.REASONING);
                case Part.SealedReasoning sealed -> lost.add(Feature.REASONING);
                case Part.ToolCall call -> throw new Unsaid("a tool's call in another's message");
                case Part.ToolResult result -> throw new Unsaid("a tool's result in another's message");
                case Part.Other other -> throw new Unsaid("a part of the kind " + other.kind());
            }
    }

    /** It stands on the part that it ends with. */
    private void mark(Part.CacheMark mark, ArrayNode content) {
        if (!(content.path(content.size() - 1) instanceof ObjectNode last)) {
            lost.add(Feature.CACHE_MARK);
            return;
        }
        ObjectNode breakpoint = last.putObject("prompt_cache_breakpoint").put("mode", "explicit");
        if (mark.lifetime().filter(wanted -> wanted.compareTo(LONGEST) > 0).isPresent()) lost.add(Feature.CACHE_MARK);
        mark.lifetime().map(ResponsesContentWriter::lifetime).ifPresent(ttl -> breakpoint.put("ttl", ttl));
    }

    /** The shorter of the two that is long enough, or the longer. */
    private static String lifetime(Duration wanted) {
        return wanted.compareTo(Duration.ofMinutes(30)) <= 0 ? "30m" : "12h";
    }

    private static void media(Part.Media media, ObjectNode said) {
        switch (media.kind()) {
            case IMAGE -> said.put("type", "input_image").put("detail", "auto").put("image_url", image(media.source()));
            case DOCUMENT -> document(media, said);
            case AUDIO -> throw new Unsaid("a sound");
            case VIDEO -> throw new Unsaid("a video");
        }
    }

    private static String image(Part.Source source) {
        return switch (source) {
            case Part.Source.Url url -> url.url().text();
            case Part.Source.Inline bytes -> DataUrl.of(bytes);
            case Part.Source.Uploaded uploaded -> throw elsewhere();
        };
    }

    private static void document(Part.Media media, ObjectNode said) {
        said.put("type", "input_file");
        switch (media.source()) {
            case Part.Source.Url url -> said.put("file_url", url.url().text());
            case Part.Source.Inline bytes ->
                said.put("filename", media.name().orElse("document")).put("file_data", DataUrl.of(bytes));
            case Part.Source.Uploaded uploaded -> throw elsewhere();
        }
    }

    private static Unsaid elsewhere() {
        return new Unsaid("a file that was uploaded to another vendor");
    }
}
