package dev.outrigger.backend;

import dev.outrigger.chat.ModelName;
import dev.outrigger.dialect.Lesson;
import dev.outrigger.dialect.Rewrite;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the models of one backend were found to refuse, until the process ends or the backend's settings change. It is
 * heeded where a model was chosen here, or asked in other words: what an app wrote itself for the model it named is its
 * own business. Thread-safe.
 */
final class Lessons {
    /** Fields of one model; what it refuses beside them is not learned. */
    static final int MAX_FIELDS = 16;

    private final Map<ModelName, Map<String, Optional<String>>> learned = new ConcurrentHashMap<>();

    /** Keeps a lesson; false when it was known, or is one too many. */
    boolean learn(ModelName model, Lesson lesson) {
        boolean[] isNew = new boolean[1];
        learned.compute(model, (name, before) -> {
            Map<String, Optional<String>> after = before == null ? new LinkedHashMap<>() : new LinkedHashMap<>(before);
            isNew[0] = after.size() < MAX_FIELDS && after.putIfAbsent(lesson.field(), lesson.instead()) == null;
            return Map.copyOf(after);
        });
        return isNew[0];
    }

    /** Whether this model cannot be asked for the usage of a stream. */
    boolean refusesUsage(ModelName model) {
        return learned.getOrDefault(model, Map.of()).keySet().stream().anyMatch(Lesson.ASKS_USAGE::contains);
    }

    /** The rewrite with what was learned of its model beside it. */
    Rewrite heeded(Rewrite rewrite) {
        Map<String, Optional<String>> known = learned.get(rewrite.model());
        if (known == null) return rewrite;
        Set<String> rejects = new HashSet<>(rewrite.rejects());
        Map<String, String> renames = new HashMap<>(rewrite.renames());
        known.forEach((field, instead) ->
                instead.ifPresentOrElse(other -> renames.putIfAbsent(field, other), () -> rejects.add(field)));
        return new Rewrite(rewrite.model(), rejects, renames, rewrite.usage(), rewrite.reasoning());
    }
}
