package dev.outrigger.analyze;

import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Where the last two turns of the user lie among kinds of difficulty. It shares the encoder's one pass over them with
 * whoever else reads them.
 */
public final class FactorsProbe implements Probe {
    private final Supplier<TextClassifier.State> model;
    private final Supplier<RouterModel> routers;

    /** @param routers read where it is first needed */
    public FactorsProbe(Supplier<TextClassifier.State> model, Supplier<RouterModel> routers) {
        this.model = model;
        this.routers = routers;
    }

    @Override
    public String name() {
        return "factors";
    }

    @Override
    public Set<Dimension> dimensions() {
        return Set.of(Dimension.FACTORS);
    }

    @Override
    public Effort effort() {
        return Effort.QUEUED;
    }

    @Override
    public Future<Reading> measure(Subject subject) {
        return switch (model.get()) {
            case TextClassifier.State.Ready(TextClassifier classifier) -> measure(subject, classifier);
            case TextClassifier.State other -> missing(other.why());
        };
    }

    private Future<Reading> measure(Subject subject, TextClassifier classifier) {
        Optional<AskedText> asked = subject.asked();
        Optional<Future<Predictions>> predicted = subject.predicted(classifier);
        if (asked.isEmpty() || predicted.isEmpty()) return missing(Score.Reason.NOT_APPLICABLE);
        String text = asked.get().text();
        return predicted
                .get()
                .compose(said -> said.vector()
                        .map(vector -> Future.succeededFuture(read(said, vector, text)))
                        .orElseGet(() -> missing(Score.Reason.UNKNOWN_TEXT)));
    }

    private Reading read(Predictions said, TextVector vector, String text) {
        RouterModel router = routers.get();
        // Another encoder than the one it was trained over.
        Score score = router.isFor(vector)
                ? Score.counted(router.factors(vector, text))
                : Score.missing(Score.Reason.NO_MODEL);
        return new Reading(Map.of(Dimension.FACTORS, score), said.device(), said.isTruncated());
    }

    private Future<Reading> missing(Score.Reason reason) {
        return Future.succeededFuture(Reading.missing(dimensions(), reason));
    }
}
