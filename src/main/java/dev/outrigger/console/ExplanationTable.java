package dev.outrigger.console;

import dev.outrigger.analyze.Analysis;
import dev.outrigger.analyze.Dimension;
import dev.outrigger.analyze.Score;
import dev.outrigger.route.Counterfactual;
import dev.outrigger.route.Decision;
import dev.outrigger.route.Rating;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * An explanation as a table for people: who is asked in which order and why, who was left out by which stage, by what little
 * it would have been otherwise, and what was read of the request. What is unknown is a dash. Not a contract: programs read
 * {@link ExplanationJson}.
 */
public final class ExplanationTable {
    private static final String UNKNOWN = "-";
    private static final double MILLIS = 1e6;

    private ExplanationTable() {}

    /** The text, with a line feed at its end. */
    public static String of(Explanation explanation) {
        StringBuilder text = new StringBuilder();
        switch (explanation.outcome()) {
            case Explanation.Outcome.Decided(Decision decision, List<Counterfactual> others, var basis) ->
                decided(text, decision, others);
            case Explanation.Outcome.PassedThrough(String model) ->
                text.append("passed through: no route and no model is named ")
                        .append(model)
                        .append('\n');
            case Explanation.Outcome.NoAdapters(String words) ->
                text.append("refused: ").append(words).append('\n');
            case Explanation.Outcome.NoSuchPolicy(String policy) ->
                text.append("refused: no policy is named ").append(policy).append('\n');
        }
        if (!explanation.clearance().causes().isEmpty())
            text.append("privacy: ")
                    .append(explanation.clearance().rule().word())
                    .append(", ")
                    .append(explanation.clearance().because())
                    .append('\n');
        text.append("read: ").append(read(explanation.analysis())).append('\n');
        return text.append(String.format(
                        Locale.ROOT,
                        "took: analysis %.1f ms, decision %.3f ms\n",
                        explanation.analyzeNanos() / MILLIS,
                        explanation.decideNanos() / MILLIS))
                .toString();
    }

    private static void decided(StringBuilder text, Decision decision, List<Counterfactual> others) {
        String first = decision.considered().stream()
                .findFirst()
                .map(Decision.Considered::model)
                .orElse("nobody");
        text.append(first)
                .append(", by policy ")
                .append(decision.policy())
                .append('@')
                .append(decision.hash())
                .append(", reason ")
                .append(decision.reason().label());
        decision.margin().ifPresent(margin -> text.append(String.format(Locale.ROOT, ", margin %.4f", margin)));
        text.append("\n\n").append(TextTable.of(rows(decision))).append('\n');
        others.forEach(other -> text.append(other.words()).append('\n'));
        decision.notes()
                .forEach(note -> text.append(note.stage())
                        .append(": ")
                        .append(note.because())
                        .append('\n'));
    }

    private static List<List<String>> rows(Decision decision) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("#", "MODEL", "SCORE", "QUALITY", "COST", "LATENCY", "STAGE", "WHY"));
        int rank = 1;
        for (Decision.Considered one : decision.considered())
            rows.add(List.of(
                    Integer.toString(rank++),
                    one.model(),
                    one.rating()
                            .map(Rating::utility)
                            .map(utility -> String.format(Locale.ROOT, "%.4f", utility))
                            .orElse(UNKNOWN),
                    known(one.quality(), "%.2f"),
                    known(one.cost(), "$%.6f"),
                    known(one.latency(), "%.1f s"),
                    one.stage(),
                    one.because()));
        for (Decision.Excluded out : decision.excluded())
            rows.add(List.of("out", out.model(), UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, out.stage(), out.because()));
        return rows;
    }

    private static String known(OptionalDouble figure, String format) {
        return figure.isPresent() ? String.format(Locale.ROOT, format, figure.getAsDouble()) : UNKNOWN;
    }

    private static String read(Analysis analysis) {
        List<String> scores = new ArrayList<>();
        for (Dimension dimension : Dimension.ALL)
            if (analysis.score(dimension) instanceof Score.Measured measured)
                scores.add(dimension.name() + " " + value(measured.value()));
        return scores.isEmpty() ? "nothing" : String.join(", ", scores);
    }

    private static String value(Score.Value value) {
        return switch (value) {
            case Score.Value.Label(String label) -> label;
            case Score.Value.Labels labels -> labels.labels().toString();
            case Score.Value.Quantity(double number) ->
                number == Math.rint(number) ? Long.toString((long) number) : String.format(Locale.ROOT, "%.4f", number);
            case Score.Value.Amounts amounts -> amounts.numbers().toString();
        };
    }
}
