package dev.outrigger.analyze;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The programming languages in a conversation ({@link CodeLanguages}). Apart from {@link StructureProbe}, as nearly every
 * policy reads what that tells, and few read this. Tens of microseconds, on the caller's thread.
 */
public final class CodeProbe implements Probe {
    @Override
    public String name() {
        return "code";
    }

    @Override
    public Set<Dimension> dimensions() {
        return Set.of(Dimension.CODE_LANGUAGES);
    }

    @Override
    public Effort effort() {
        return Effort.INSTANT;
    }

    @Override
    public Future<Reading> measure(Subject subject) {
        Score languages = Score.labelled(CodeLanguages.of(subject.request()), List.of());
        return Future.succeededFuture(new Reading(Map.of(Dimension.CODE_LANGUAGES, languages), Reading.JAVA));
    }
}
