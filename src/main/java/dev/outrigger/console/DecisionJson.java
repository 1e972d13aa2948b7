package dev.outrigger.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.route.Change;
import dev.outrigger.route.Counterfactual;
import dev.outrigger.route.Decision;
import dev.outrigger.route.Rating;
import dev.outrigger.route.Term;
import java.util.List;
import java.util.Locale;

/**
 * A decision in an explanation's line. {@code score} is what a score made of a candidate, 0 to 1, {@code parts} what it comes
 * of, {@code margin} the first one's before the second's; each is there only where a score had the say. {@code stage} put the
 * candidate where it stands.
 */
final class DecisionJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private DecisionJson() {}

    static ObjectNode encode(Decision decision, List<Counterfactual> others) {
        ObjectNode json = JSON.objectNode();
        json.put("policy", decision.policy());
        json.put("hash", decision.hash());
        json.put("reason", decision.reason().label());
        decision.margin().ifPresent(margin -> json.put("margin", ExplanationJson.rounded(margin)));
        ArrayNode candidates = json.putArray("candidates");
        decision.considered().forEach(considered -> candidates.add(candidate(considered)));
        ArrayNode excluded = json.putArray("excluded");
        decision.excluded()
                .forEach(out -> excluded.addObject()
                        .put("model", out.model())
                        .put("stage", out.stage())
                        .put("because", out.because()));
        ArrayNode notes = json.putArray("notes");
        decision.notes()
                .forEach(note -> notes.addObject().put("stage", note.stage()).put("because", note.because()));
        ArrayNode counterfactuals = json.putArray("counterfactuals");
        others.forEach(other -> counterfactuals.add(counterfactual(other)));
        return json;
    }

    private static ObjectNode candidate(Decision.Considered considered) {
        ObjectNode json = JSON.objectNode().put("model", considered.model());
        considered.quality().ifPresent(quality -> json.put("quality", ExplanationJson.rounded(quality)));
        considered.cost().ifPresent(dollars -> json.put("cost", Math.round(dollars * 1e8) / 1e8));
        considered.latency().ifPresent(seconds -> json.put("latency", ExplanationJson.rounded(seconds)));
        considered.rating().ifPresent(rating -> rated(json, rating));
        json.put("place", considered.place().name().toLowerCase(Locale.ROOT));
        json.put("stage", considered.stage());
        return json.put("because", considered.because());
    }

    private static void rated(ObjectNode json, Rating rating) {
        json.put("score", ExplanationJson.rounded(rating.utility()));
        ObjectNode parts = json.putObject("parts");
        for (Term term : Term.values()) {
            Rating.Part part = rating.of(term);
            ObjectNode said = parts.putObject(term.word())
                    .put("worth", ExplanationJson.rounded(part.worth()))
                    .put("weight", part.weight());
            if (part.isPresumed()) said.put("presumed", true);
        }
    }

    private static ObjectNode counterfactual(Counterfactual other) {
        ObjectNode json = JSON.objectNode().put("model", other.model());
        switch (other.change()) {
            case Change.Weight weight ->
                json.put("of", "objective." + weight.term().word())
                        .put("is", weight.is())
                        .put("over", weight.over())
                        .put("under", weight.under());
            case Change.Scored score -> {
                json.put("of", "analysis." + score.dimension().name());
                score.is().ifPresent(is -> json.put("is", is));
                json.put("were", score.were());
            }
            case Change.Load load ->
                json.put("of", "load.share").put("is", load.is()).put("were", load.were());
            case Change.Spend spend ->
                json.put("of", spend.since().word()).put("is", spend.is()).put("were", spend.were());
            case Change.Ready ready ->
                json.put("of", "health").put("is", ready.is()).put("were", "ready");
        }
        return json.put("because", other.words());
    }
}
