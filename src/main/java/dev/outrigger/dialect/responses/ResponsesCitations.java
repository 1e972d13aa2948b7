package dev.outrigger.dialect.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Citation;
import dev.outrigger.chat.Event;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonValue;
import java.util.Optional;

/** Reads and writes the annotations of a text. Their places are those of the part, the vocabulary's of the whole answer. */
final class ResponsesCitations {
    private ResponsesCitations() {}

    /** @param before characters of the answer's text before the part */
    static Event decode(JsonValue annotation, int before) {
        return switch (annotation.get("type").text()) {
            case "url_citation" -> cited(annotation, page(annotation), "title", stretch(annotation, before));
            case "file_citation", "file_path" -> cited(annotation, file(annotation), "filename", Optional.empty());
            case "container_file_citation" ->
                cited(annotation, file(annotation), "filename", stretch(annotation, before));
            default -> new Event.Other(0, "annotations");
        };
    }

    private static Event cited(
            JsonValue annotation, Citation.Source source, String title, Optional<Citation.Stretch> stretch) {
        Optional<String> called = Optional.of(annotation.get(title).text()).filter(text -> !text.isEmpty());
        return new Event.Cited(0, new Citation(source, called, Optional.empty(), stretch));
    }

    private static Citation.Source page(JsonValue annotation) {
        return new Citation.Source.Page(annotation.get("url").text());
    }

    private static Citation.Source file(JsonValue annotation) {
        return new Citation.Source.Uploaded(annotation.get("file_id").text());
    }

    private static Optional<Citation.Stretch> stretch(JsonValue annotation, int before) {
        long from = annotation.get("start_index").whole().orElse(-1);
        long to = annotation.get("end_index").whole().orElse(-1);
        return from >= 0 && to >= from && to <= Integer.MAX_VALUE - before
                ? Optional.of(new Citation.Stretch((int) from + before, (int) to + before))
                : Optional.empty();
    }

    /**
     * An annotation; none for a document of the request, which has no word. One that rests on no stretch rests on all of
     * the part so far.
     *
     * @param before characters of the answer's text before the part
     * @param length of the part so far
     */
    static Optional<ObjectNode> encode(Citation citation, int before, int length) {
        Citation.Stretch stretch = citation.stretch().orElse(new Citation.Stretch(before, before + length));
        int start = Math.clamp((long) stretch.start() - before, 0, length);
        int end = Math.clamp((long) stretch.end() - before, start, length);
        String title = citation.title().orElse("");
        ObjectNode said = Json.STRICT.createObjectNode();
        return switch (citation.source()) {
            case Citation.Source.Page page ->
                Optional.of(said.put("type", "url_citation")
                        .put("start_index", start)
                        .put("end_index", end)
                        .put("url", page.url())
                        .put("title", title));
            case Citation.Source.Uploaded file ->
                Optional.of(said.put("type", "file_citation")
                        .put("file_id", file.id())
                        .put("filename", title)
                        .put("index", end));
            case Citation.Source.Given given -> Optional.empty();
        };
    }
}
