package dev.outrigger.dialect.bedrock;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Citation;
import dev.outrigger.dialect.json.Json;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/** Writes a text in blocks, cut where what it rests on changes: a block's citations are about all of it. */
final class BedrockCited {
    private BedrockCited() {}

    /** @param from code points of the texts before it, which the citations' stretches count too */
    static void write(String text, int from, List<Citation> citations, ArrayNode content) {
        int to = from + text.codePointCount(0, text.length());
        NavigableSet<Integer> cuts = new TreeSet<>(List.of(from, to));
        for (Citation citation : citations)
            citation.stretch().ifPresent(stretch -> cuts.addAll(List.of(stretch.start(), stretch.end())));
        int begin = from;
        for (int end : cuts.subSet(from, false, to, true)) {
            String piece =
                    text.substring(text.offsetByCodePoints(0, begin - from), text.offsetByCodePoints(0, end - from));
            block(piece, cited(citations, begin, end), content);
            begin = end;
        }
    }

    /** Those whose stretch begins here; the first text has those of no stretch. */
    private static ArrayNode cited(List<Citation> citations, int from, int to) {
        ArrayNode said = Json.STRICT.createArrayNode();
        for (Citation citation : citations) {
            int start = citation.stretch().map(Citation.Stretch::start).orElse(0);
            if (start >= from && start < to) BedrockWords.citation(citation).ifPresent(said::add);
        }
        return said;
    }

    private static void block(String text, ArrayNode citations, ArrayNode content) {
        if (citations.isEmpty()) {
            content.addObject().put("text", text);
            return;
        }
        ObjectNode cited = content.addObject().putObject("citationsContent");
        cited.putArray("content").addObject().put("text", text);
        cited.set("citations", citations);
    }
}
