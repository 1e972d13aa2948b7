package dev.outrigger.dialect.bedrock;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Citation;
import dev.outrigger.dialect.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/** Writes a text in blocks, cut where what it rests on changes: a block's citations are about all of it. */
final class BedrockCited {
    private BedrockCited() {}

    /** @param from code points of the texts before it, which the citations' stretches count too */
    static void write(String text, int from, List<Citation> citations, ArrayNode content) {
        int to = from + text.codePointCount(0, text.length());
        NavigableSet<Integer> cuts = new TreeSet<>(List.of(from, to));
        Map<Integer, List<Citation>> begins = new HashMap<>();
        for (Citation citation : citations) {
            citation.stretch().ifPresent(stretch -> cuts.addAll(List.of(stretch.start(), stretch.end())));
            // The first text has those of no stretch.
            int start = citation.stretch().map(Citation.Stretch::start).orElse(0);
            begins.computeIfAbsent(start, none -> new ArrayList<>()).add(citation);
        }
        int begin = from;
        int at = 0;
        for (int end : cuts.subSet(from, false, to, true)) {
            int next = text.offsetByCodePoints(at, end - begin);
            block(text.substring(at, next), cited(begins.getOrDefault(begin, List.of())), content);
            begin = end;
            at = next;
        }
    }

    private static ArrayNode cited(List<Citation> citations) {
        ArrayNode said = Json.STRICT.createArrayNode();
        for (Citation citation : citations) BedrockWords.citation(citation).ifPresent(said::add);
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
