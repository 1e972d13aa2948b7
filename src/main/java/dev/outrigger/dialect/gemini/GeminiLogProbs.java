package dev.outrigger.dialect.gemini;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.LogProb;
import dev.outrigger.dialect.json.JsonValue;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Reads and writes {@code logprobsResult}: the chosen tokens, and beside them the likeliest at each place. */
final class GeminiLogProbs {
    private GeminiLogProbs() {}

    static List<LogProb> decode(JsonValue result) {
        List<LogProb> tokens = new ArrayList<>();
        Iterator<JsonValue> tops = Spelling.get(result, "topCandidates").iterator();
        for (JsonValue chosen : Spelling.get(result, "chosenCandidates")) {
            JsonValue top = tops.hasNext() ? tops.next() : JsonValue.MISSING;
            List<LogProb> others = new ArrayList<>();
            for (JsonValue other : top.get("candidates")) add(other, List.of(), others);
            add(chosen, others, tokens);
        }
        return tokens;
    }

    private static void add(JsonValue token, List<LogProb> others, List<LogProb> tokens) {
        JsonValue value = Spelling.get(token, "logProbability");
        if (token.get("token").isText() && value.isNumber())
            tokens.add(new LogProb(token.get("token").text(), value.number(), others));
    }

    static void encode(List<LogProb> tokens, ObjectNode candidate) {
        if (tokens.isEmpty()) return;
        ObjectNode result = candidate.putObject("logprobsResult");
        ArrayNode tops = result.putArray("topCandidates");
        ArrayNode chosen = result.putArray("chosenCandidates");
        for (LogProb token : tokens) {
            ArrayNode others = tops.addObject().putArray("candidates");
            for (LogProb other : token.others()) encode(other, others.addObject());
            encode(token, chosen.addObject());
        }
    }

    private static void encode(LogProb token, ObjectNode said) {
        said.put("token", token.token()).put("logProbability", token.value());
    }
}
