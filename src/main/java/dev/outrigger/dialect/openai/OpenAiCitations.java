package dev.outrigger.dialect.openai;

import dev.outrigger.chat.Citation;
import dev.outrigger.chat.Event;
import dev.outrigger.dialect.json.JsonValue;
import java.util.List;
import java.util.Optional;

/** Reads the annotations of an answer: {@code url_citation} is the one kind that chat completions have. */
final class OpenAiCitations {
    private OpenAiCitations() {}

    static void decode(int choice, JsonValue annotations, List<Event> events) {
        for (JsonValue annotation : annotations) {
            JsonValue page = annotation.get("url_citation");
            events.add(
                    page.get("url").isText()
                            ? new Event.Cited(choice, citation(page))
                            : new Event.Other(choice, "annotations"));
        }
    }

    private static Citation citation(JsonValue page) {
        return new Citation(
                new Citation.Source.Page(page.get("url").text()),
                Optional.of(page.get("title").text()).filter(title -> !title.isEmpty()),
                Optional.empty(),
                stretch(page.get("start_index"), page.get("end_index")));
    }

    private static Optional<Citation.Stretch> stretch(JsonValue start, JsonValue end) {
        long from = start.whole().orElse(-1);
        long to = end.whole().orElse(-1);
        return from >= 0 && to >= from && to <= Integer.MAX_VALUE
                ? Optional.of(new Citation.Stretch((int) from, (int) to))
                : Optional.empty();
    }
}
