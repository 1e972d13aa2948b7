package dev.outrigger.dialect.gemini;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Citation;
import java.util.ArrayList;
import java.util.List;

/** Writes citations as {@code groundingMetadata}; sources that are no page of the web have no words. */
final class GeminiGrounding {
    private GeminiGrounding() {}

    static void encode(List<Citation> citations, TextRuler ruler, ObjectNode candidate) {
        List<String> pages = new ArrayList<>();
        for (Citation citation : citations) {
            if (!(citation.source() instanceof Citation.Source.Page(String url))) continue;
            ObjectNode grounding = candidate.withObject("/groundingMetadata");
            ArrayNode chunks = grounding.withArray("groundingChunks");
            if (!pages.contains(url)) {
                pages.add(url);
                ObjectNode web = chunks.addObject().putObject("web").put("uri", url);
                citation.title().ifPresent(title -> web.put("title", title));
            }
            citation.stretch().ifPresent(stretch -> support(stretch, pages.indexOf(url), ruler, grounding));
        }
    }

    private static void support(Citation.Stretch stretch, int page, TextRuler ruler, ObjectNode grounding) {
        ObjectNode support = grounding.withArray("groundingSupports").addObject();
        support.putObject("segment")
                .put("startIndex", ruler.bytesOf(stretch.start()))
                .put("endIndex", ruler.bytesOf(stretch.end()));
        support.putArray("groundingChunkIndices").add(page);
    }
}
