package dev.outrigger.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outrigger.chat.Citation;
import dev.outrigger.chat.Event;
import java.util.List;
import java.util.Optional;

/** Reads the annotations of an answer: {@code url_citation} is the one kind that chat completions have. */
final class OpenAiCitations {
    private OpenAiCitations() {}

    static void decode(int choice, JsonNode annotations, List<Event> events) {
        for (JsonNode annotation : annotations) {
            JsonNode page = annotation.path("url_citation");
            events.add(
                    page.path("url").isTextual()
                            ? new Event.Cited(choice, citation(page))
                            : new Event.Other(choice, "annotations"));
        }
    }

    private static Citation citation(JsonNode page) {
        return new Citation(
                new Citation.Source.Page(page.get("url").asText()),
                Optional.of(page.path("title").asText()).filter(title -> !title.isEmpty()),
                Optional.empty(),
                stretch(page.path("start_index"), page.path("end_index")));
    }

    private static Optional<Citation.Stretch> stretch(JsonNode start, JsonNode end) {
        return start.canConvertToInt() && end.canConvertToInt() && start.asInt() >= 0 && end.asInt() >= start.asInt()
                ? Optional.of(new Citation.Stretch(start.asInt(), end.asInt()))
                : Optional.empty();
    }
}
