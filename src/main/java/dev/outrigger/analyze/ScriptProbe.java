package dev.outrigger.analyze;

import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The scripts of the last turn of the user of which a quarter or more of the letters read is: those of as many characters,
 * and weighed as, {@link LanguageMix} reads. See {@link Scripts}. Microseconds, on the caller's thread.
 */
public final class ScriptProbe implements Probe {
    @Override
    public String name() {
        return "script";
    }

    @Override
    public Set<Dimension> dimensions() {
        return Set.of(Dimension.SCRIPT);
    }

    @Override
    public Effort effort() {
        return Effort.INSTANT;
    }

    @Override
    public Future<Reading> measure(Subject subject) {
        Optional<String> text =
                AskedText.lastTurn(subject.request()).map(turn -> Texts.head(turn, LanguageEvidence.READ_CHARS));
        Score score = text.flatMap(read -> Scripts.of(read, LanguageMix.LEAST_SHARE))
                .orElseGet(() -> Score.missing(Score.Reason.NOT_APPLICABLE));
        return Future.succeededFuture(new Reading(Map.of(Dimension.SCRIPT, score), Reading.JAVA));
    }
}
