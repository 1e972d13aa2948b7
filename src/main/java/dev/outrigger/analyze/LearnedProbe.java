package dev.outrigger.analyze;

import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Task, domain, field, complexity, difficulty, harm, style and lengths from the encoder and its heads, over the last two turns of the user. The model is
 * asked for at each request, because it arrives after the data port is open: until then the scores are missing, and
 * requests are decided without them.
 */
public final class LearnedProbe implements Probe {
    private static final Set<Dimension> DIMENSIONS = Set.of(
            Dimension.TASK,
            Dimension.DOMAIN,
            Dimension.FIELD,
            Dimension.FIELDS,
            Dimension.COMPLEXITY,
            Dimension.STYLE,
            Dimension.EXPECTED_OUTPUT,
            Dimension.OUTPUT_QUANTILES,
            Dimension.DIFFICULTY,
            Dimension.HARM);

    private final Supplier<TextClassifier.State> model;

    public LearnedProbe(Supplier<TextClassifier.State> model) {
        this.model = model;
    }

    @Override
    public String name() {
        return "learned";
    }

    @Override
    public Set<Dimension> dimensions() {
        return DIMENSIONS;
    }

    @Override
    public Effort effort() {
        return Effort.QUEUED;
    }

    @Override
    public Future<Reading> measure(Subject subject) {
        return switch (model.get()) {
            case TextClassifier.State.Ready(TextClassifier classifier) -> predict(classifier, subject);
            case TextClassifier.State other -> missing(other.why());
        };
    }

    private Future<Reading> predict(TextClassifier classifier, Subject subject) {
        Optional<AskedText> asked = subject.asked();
        Optional<Future<Predictions>> predicted = subject.predicted(classifier);
        return asked.isEmpty() || predicted.isEmpty()
                ? missing(Score.Reason.NOT_APPLICABLE)
                : predicted.get().map(said -> reading(said, asked.get().isTruncated() || said.isTruncated()));
    }

    private Future<Reading> missing(Score.Reason reason) {
        return Future.succeededFuture(Reading.missing(dimensions(), reason));
    }

    private static Reading reading(Predictions predictions, boolean isTruncated) {
        if (predictions.isOfUnknown())
            return new Reading(
                    Reading.missing(DIMENSIONS, Score.Reason.UNKNOWN_TEXT).scores(), predictions.device(), isTruncated);
        Map<Dimension, Score> scores = new LinkedHashMap<>(predictions.scores());
        // Heads that were trained before a dimension was thought of.
        for (Dimension dimension : DIMENSIONS) {
            scores.putIfAbsent(dimension, Score.missing(Score.Reason.NO_MODEL));
        }
        scores.keySet().retainAll(DIMENSIONS);
        return new Reading(scores, predictions.device(), isTruncated);
    }
}
