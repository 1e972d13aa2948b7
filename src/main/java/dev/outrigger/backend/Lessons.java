package dev.outrigger.backend;

import dev.outrigger.chat.ModelName;
import dev.outrigger.dialect.Lesson;
import dev.outrigger.dialect.Rewrite;
import dev.outrigger.dialect.When;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * What the models of one backend were found to refuse, until the process ends or the backend's settings change. It is
 * heeded where a model was chosen here, or asked in other words: what an app wrote itself for the model it named is its
 * own business. Thread-safe.
 */
final class Lessons {
    /** Of one model; what it refuses beside them is not learned. */
    static final int MAX_LESSONS = 16;

    private final Map<ModelName, List<Lesson>> learned = new ConcurrentHashMap<>();

    /** Keeps a lesson; false when it was known, or is one too many. */
    boolean learn(ModelName model, Lesson lesson) {
        boolean[] isNew = new boolean[1];
        learned.compute(model, (name, before) -> {
            List<Lesson> known = before == null ? List.of() : before;
            isNew[0] = known.size() < MAX_LESSONS && known.stream().noneMatch(one -> isAbout(one, lesson));
            return isNew[0] ? Stream.concat(known.stream(), Stream.of(lesson)).toList() : known;
        });
        return isNew[0];
    }

    private static boolean isAbout(Lesson one, Lesson other) {
        return one.field().equals(other.field()) && one.when().equals(other.when());
    }

    /** Whether this model cannot be asked for the usage of a stream. */
    boolean refusesUsage(ModelName model) {
        if (learned.isEmpty()) return false;
        return learned.getOrDefault(model, List.of()).stream()
                .map(Lesson::field)
                .anyMatch(Lesson.ASKS_USAGE::contains);
    }

    /** The rewrite with what was learned of its model beside it. */
    Rewrite heeded(Rewrite rewrite) {
        List<Lesson> known = learned.get(rewrite.model());
        if (known == null) return rewrite;
        Set<String> rejects = new HashSet<>(rewrite.rejects());
        Map<String, String> renames = new HashMap<>(rewrite.renames());
        Set<Lesson> ofSome = new HashSet<>(rewrite.lessons());
        for (Lesson lesson : known)
            if (!lesson.when().equals(When.ALWAYS)) ofSome.add(lesson);
            else
                lesson.instead()
                        .ifPresentOrElse(
                                other -> renames.putIfAbsent(lesson.field(), other), () -> rejects.add(lesson.field()));
        return new Rewrite(rewrite.model(), rejects, renames, rewrite.usage(), rewrite.reasoning(), ofSome);
    }
}
