package dev.outrigger.telemetry;

import dev.outrigger.analyze.Analysis;
import dev.outrigger.analyze.Dimension;
import dev.outrigger.analyze.Score;
import dev.outrigger.telemetry.Names.Attribute;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import java.util.stream.Stream;

/** An analysis as attributes: what each dimension is and how sure that is, or why it is missing; what each probe took. */
final class AnalysisAttributes {
    private AnalysisAttributes() {}

    static void write(Analysis analysis, Span span) {
        analysis.scores().entrySet().stream()
                .limit(Bounds.DIMENSIONS)
                .forEach(entry -> score(entry.getKey(), entry.getValue(), span));
        for (Analysis.ProbeRun run : Bounds.first(Bounds.PROBES, analysis.runs())) {
            span.setAttribute(Attribute.PROBE + run.probe() + Attribute.MILLIS, Clocks.millis(run.elapsedNanos()));
            span.setAttribute(Attribute.PROBE + run.probe() + Attribute.DEVICE, run.device());
            if (run.isTruncated()) span.setAttribute(Attribute.PROBE + run.probe() + Attribute.TRUNCATED, true);
        }
    }

    /**
     * What each dimension is, and the least confidence among them, and nothing else: the decision's span has them too, for a
     * search finds spans that match on their own.
     */
    static void scores(Analysis analysis, Span span) {
        analysis.scores().entrySet().stream().limit(Bounds.DIMENSIONS).forEach(entry -> {
            if (entry.getValue() instanceof Score.Measured score)
                value(Attribute.ANALYSIS + entry.getKey().name(), score.value(), span);
        });
        analysis.scores().values().stream()
                .flatMap(AnalysisAttributes::guess)
                .flatMapToDouble(guess -> guess.confidence().stream())
                .min()
                .ifPresent(least -> span.setAttribute(Attribute.LEAST_CONFIDENCE, least));
    }

    /** What a score is, or most likely would be: one that its model is not sure enough of is the least sure of all. */
    private static Stream<Score.Measured> guess(Score score) {
        return switch (score) {
            case Score.Measured measured -> Stream.of(measured);
            case Score.Missing missing -> missing.likeliest().stream();
        };
    }

    private static void score(Dimension dimension, Score score, Span span) {
        String name = Attribute.ANALYSIS + dimension.name();
        switch (score) {
            case Score.Measured measured -> {
                value(name, measured.value(), span);
                measured.confidence().ifPresent(c -> span.setAttribute(name + Attribute.CONFIDENCE, c));
            }
            case Score.Missing missing ->
                span.setAttribute(
                        name + Attribute.MISSING_REASON, missing.reason().label());
        }
    }

    private static void value(String name, Score.Value value, Span span) {
        switch (value) {
            case Score.Value.Quantity quantity -> span.setAttribute(name, quantity.number());
            case Score.Value.Labels labels ->
                span.setAttribute(AttributeKey.stringArrayKey(name), Bounds.first(Bounds.DIMENSIONS, labels.labels()));
            case Score.Value.Label label -> span.setAttribute(name, Bounds.text(label.label()));
            case Score.Value.Amounts amounts ->
                amounts.numbers().entrySet().stream()
                        .limit(Bounds.PARTS)
                        .forEach(part -> span.setAttribute(name + "." + part.getKey(), part.getValue()));
        }
    }
}
