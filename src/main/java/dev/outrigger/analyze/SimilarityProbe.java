package dev.outrigger.analyze;

import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * How like the last two turns of the user are to the operator's examples. It shares the encoder's one pass over them with
 * whoever else reads them.
 */
public final class SimilarityProbe implements Probe {
    private final Supplier<TextClassifier.State> model;
    private final Examples examples;

    public SimilarityProbe(Supplier<TextClassifier.State> model, Examples examples) {
        this.model = model;
        this.examples = examples;
    }

    @Override
    public String name() {
        return "similarity";
    }

    @Override
    public Set<Dimension> dimensions() {
        return Set.of(Dimension.SIMILARITY);
    }

    @Override
    public Effort effort() {
        return Effort.QUEUED;
    }

    @Override
    public Future<Reading> measure(Subject subject) {
        return examples.areNone()
                ? missing(Score.Reason.NOT_APPLICABLE)
                : switch (model.get()) {
                    case TextClassifier.State.Ready(TextClassifier classifier) -> measure(subject, classifier);
                    case TextClassifier.State other -> missing(other.why());
                };
    }

    private Future<Reading> measure(Subject subject, TextClassifier classifier) {
        Optional<Future<Predictions>> predicted = subject.predicted(classifier);
        if (predicted.isEmpty()) return missing(Score.Reason.NOT_APPLICABLE);
        return predicted
                .get()
                .map(said -> new Reading(
                        Map.of(Dimension.SIMILARITY, score(said, classifier)), said.device(), said.isTruncated()));
    }

    /** Nobody waits for the examples to be placed: that may take as long as a thousand texts do. */
    private Score score(Predictions said, TextClassifier classifier) {
        if (said.vector().isEmpty()) return Score.missing(Score.Reason.UNKNOWN_TEXT);
        return examples.likeness(said.vector().get(), classifier)
                .map(Score::counted)
                .orElseGet(() -> Score.missing(Score.Reason.LOADING));
    }

    private Future<Reading> missing(Score.Reason reason) {
        return Future.succeededFuture(Reading.missing(dimensions(), reason));
    }
}
