package dev.outrigger.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.admit.Clearance;
import dev.outrigger.analyze.Analysis;
import dev.outrigger.analyze.Dimension;
import dev.outrigger.analyze.Score;
import dev.outrigger.chat.ExchangeId;
import dev.outrigger.route.Counterfactual;
import dev.outrigger.route.Decision;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * An explanation as one line of JSON: {@code {"analysis": {…}, "decision": {…}, "timings": {…}}}. Every dimension is
 * there, with {@code value} and, where it is estimated, {@code confidence}; or with {@code missing}, the reason in words.
 * A value that is marked {@code abstained} is a guess which its model is not sure enough of, or another one's where that is
 * {@code missing}: policies decide without it.
 * What is unknown of a candidate is left out. {@code timings.probes} has every probe that was asked, in order of their answers; one of
 * a model that was not asked, because quicker ones were sure, is not there. The form is a contract: fields are added, never renamed.
 */
public final class ExplanationJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private ExplanationJson() {}

    /** The line, without its line feed. */
    public static String encode(Explanation explanation) {
        return encode(explanation, Optional.empty());
    }

    /** The same of one that is written down under this id. */
    public static String encode(Explanation explanation, Optional<ExchangeId> recorded) {
        ObjectNode root = JSON.objectNode();
        recorded.ifPresent(id -> root.put("exchange", id.value()));
        root.set("analysis", analysis(explanation.analysis()));
        root.set("decision", outcome(explanation.outcome()));
        if (!explanation.clearance().causes().isEmpty()) root.set("privacy", clearance(explanation.clearance()));
        ObjectNode timings = root.putObject("timings");
        timings.put("analyzeMillis", millis(explanation.analyzeNanos()));
        timings.put("decideMillis", millis(explanation.decideNanos()));
        ArrayNode probes = timings.putArray("probes");
        explanation.analysis().runs().forEach(run -> probes.add(probe(run)));
        return root.toString();
    }

    private static ObjectNode probe(Analysis.ProbeRun run) {
        ObjectNode json = JSON.objectNode()
                .put("probe", run.probe())
                .put("millis", millis(run.elapsedNanos()))
                .put("device", run.device());
        if (run.isTruncated()) json.put("truncated", true);
        return json;
    }

    /** The line for a request that could not be explained. */
    public static String encodeError(String message, long line) {
        return JSON.objectNode().put("error", message).put("line", line).toString();
    }

    private static ObjectNode clearance(Clearance clearance) {
        return JSON.objectNode().put("rule", clearance.rule().word()).put("because", clearance.because());
    }

    private static ObjectNode analysis(Analysis analysis) {
        ObjectNode scores = JSON.objectNode();
        Dimension.ALL.forEach(dimension -> scores.set(dimension.name(), score(dimension, analysis.score(dimension))));
        return scores;
    }

    private static ObjectNode score(Dimension dimension, Score score) {
        ObjectNode json = JSON.objectNode();
        switch (score) {
            case Score.Measured measured -> putMeasured(json, dimension, measured);
            case Score.Missing missing
            when missing.likeliest().isPresent() -> {
                putMeasured(json, dimension, missing.likeliest().get());
                json.put("abstained", true);
                if (missing.reason() != Score.Reason.ABSTAINED)
                    json.put("missing", missing.reason().text());
            }
            case Score.Missing missing -> json.put("missing", missing.reason().text());
        }
        return json;
    }

    private static void putMeasured(ObjectNode json, Dimension dimension, Score.Measured measured) {
        putValue(json, dimension.kind(), measured.value());
        measured.confidence().ifPresent(number -> json.put("confidence", rounded(number)));
    }

    private static void putValue(ObjectNode json, Dimension.Kind kind, Score.Value value) {
        switch (value) {
            case Score.Value.Label(String label) -> json.put("value", label);
            case Score.Value.Labels(List<String> labels, var spans) -> {
                ArrayNode values = json.putArray("value");
                labels.forEach(values::add);
                ArrayNode where = json.putArray("spans");
                spans.forEach(span -> where.addObject()
                        .put("type", span.label())
                        .put("start", span.start())
                        .put("end", span.end()));
            }
            case Score.Value.Quantity(double number)
            when kind == Dimension.Kind.COUNT -> json.put("value", Math.round(number));
            case Score.Value.Quantity(double number) -> json.put("value", rounded(number));
            case Score.Value.Amounts(SortedMap<String, Double> numbers) -> {
                ObjectNode parts = json.putObject("value");
                numbers.forEach((part, number) -> put(parts, part, number));
            }
        }
    }

    private static ObjectNode outcome(Explanation.Outcome outcome) {
        return switch (outcome) {
            case Explanation.Outcome.Decided(Decision decision, List<Counterfactual> others, var basis) ->
                DecisionJson.encode(decision, others);
            case Explanation.Outcome.PassedThrough(String model) ->
                JSON.objectNode().put("passedThrough", "no route and no model is named " + model);
            case Explanation.Outcome.NoAdapters(String words) ->
                JSON.objectNode().put("refused", words);
            case Explanation.Outcome.NoSuchPolicy(String policy) ->
                JSON.objectNode().put("refused", "no policy is named " + policy);
        };
    }

    private static void put(ObjectNode json, String name, double number) {
        if (number == Math.rint(number)) json.put(name, Math.round(number));
        else json.put(name, rounded(number));
    }

    static double rounded(double number) {
        return Math.round(number * 1e4) / 1e4;
    }

    private static double millis(long nanos) {
        return Math.round(nanos / 1e3) / 1e3;
    }
}
