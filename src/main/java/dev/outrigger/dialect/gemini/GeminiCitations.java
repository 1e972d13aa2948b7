package dev.outrigger.dialect.gemini;

import dev.outrigger.chat.Citation;
import dev.outrigger.chat.Event;
import dev.outrigger.dialect.HeldBack;
import dev.outrigger.dialect.json.JsonValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what a candidate's text rests on. Gemini counts bytes of the text, and repeats itself from chunk to chunk. One is
 * made for each candidate. Source: Gemini API, "GroundingMetadata" (https://ai.google.dev/api/generate-content).
 */
final class GeminiCitations {
    private final int choice;
    private final TextRuler ruler;
    private final Set<Citation> told = new HashSet<>();
    private final HeldBack held = new HeldBack();

    GeminiCitations(int choice, TextRuler ruler) {
        this.choice = choice;
        this.ruler = ruler;
    }

    /** @param partStarts bytes of the text before each of the chunk's parts */
    void decode(JsonValue candidate, List<Integer> partStarts, List<Event> events) {
        JsonValue grounding = Spelling.get(candidate, "groundingMetadata");
        List<JsonValue> chunks = new ArrayList<>();
        Spelling.get(grounding, "groundingChunks").forEach(chunks::add);
        JsonValue supports = Spelling.get(grounding, "groundingSupports");
        for (JsonValue support : supports) support(support, chunks, partStarts, events);
        if (supports.isEmpty()) for (JsonValue chunk : chunks) tell(chunk, Optional.empty(), events);
        JsonValue metadata = Spelling.get(candidate, "citationMetadata");
        JsonValue sources = Spelling.get(metadata, "citationSources");
        for (JsonValue source : sources.isMissing() ? metadata.get("citations") : sources)
            tell(source, stretch(source, 0), events);
    }

    private void support(JsonValue support, List<JsonValue> chunks, List<Integer> partStarts, List<Event> events) {
        JsonValue segment = support.get("segment");
        long part = Spelling.get(segment, "partIndex").whole().orElse(0);
        int before = part > 0 && part < partStarts.size() ? partStarts.get((int) part) : 0;
        for (JsonValue index : Spelling.get(support, "groundingChunkIndices")) {
            long at = index.whole().orElse(-1);
            if (at >= 0 && at < chunks.size()) tell(chunks.get((int) at), stretch(segment, before), events);
        }
    }

    private Optional<Citation.Stretch> stretch(JsonValue segment, int before) {
        long start = Spelling.get(segment, "startIndex").whole().orElse(0);
        long end = Spelling.get(segment, "endIndex").whole().orElse(-1);
        if (start < 0 || end < start || before + end > Integer.MAX_VALUE) return Optional.empty();
        int from = ruler.codePoints(before + (int) start);
        return Optional.of(new Citation.Stretch(from, Math.max(from, ruler.codePoints(before + (int) end))));
    }

    /** A page of the web, of the app's own store, or of a map: all have the same fields. */
    private void tell(JsonValue chunk, Optional<Citation.Stretch> stretch, List<Event> events) {
        JsonValue retrieved = Spelling.get(chunk, "retrievedContext");
        JsonValue web = chunk.get("web");
        JsonValue maps = chunk.get("maps");
        JsonValue page = !web.isMissing() ? web : !retrieved.isMissing() ? retrieved : maps.isMissing() ? chunk : maps;
        if (!page.get("uri").isText()) {
            events.add(new Event.Noted(choice, "groundingMetadata"));
            return;
        }
        Citation citation = new Citation(
                new Citation.Source.Page(page.get("uri").text()),
                said(page.get("title")),
                said(retrieved.get("text")),
                stretch);
        if (!told.add(citation)) return;
        held.citation(citation);
        events.add(new Event.Cited(choice, citation));
    }

    /** What those take that were told. */
    long held() {
        return held.bytes();
    }

    private static Optional<String> said(JsonValue value) {
        return Optional.of(value.passage().text()).filter(text -> !text.isEmpty());
    }
}
