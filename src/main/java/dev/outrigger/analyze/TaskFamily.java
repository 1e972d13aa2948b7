package dev.outrigger.analyze;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/**
 * The seven families that tasks fall into, which {@link Dimension#DOMAIN} names. A family's probability is the sum of
 * its tasks', so that a request torn between summarization and rewriting is still surely work on a given text.
 *
 * <ul>
 *   <li>{@code code}, {@code math}, {@code reasoning}, {@code conversation}: the task of that name.
 *   <li>{@code factual}: factual, advice. Both are answered from knowledge of the world.
 *   <li>{@code creative}: creative, roleplay, brainstorming. The answer did not exist before.
 *   <li>{@code language}: summarization, translation, extraction, classification, rewriting. Work on a given text.
 * </ul>
 *
 * A task that is not in the table is its own family.
 */
public final class TaskFamily {
    private static final SequencedMap<String, String> FAMILY = new LinkedHashMap<>();

    static {
        FAMILY.put("code", "code");
        FAMILY.put("math", "math");
        FAMILY.put("reasoning", "reasoning");
        FAMILY.put("factual", "factual");
        FAMILY.put("creative", "creative");
        FAMILY.put("roleplay", "creative");
        FAMILY.put("summarization", "language");
        FAMILY.put("translation", "language");
        FAMILY.put("extraction", "language");
        FAMILY.put("classification", "language");
        FAMILY.put("rewriting", "language");
        FAMILY.put("brainstorming", "creative");
        FAMILY.put("advice", "factual");
        FAMILY.put("conversation", "conversation");
    }

    /** The names of all seven. */
    public static final Set<String> ALL = Set.copyOf(FAMILY.values());

    private TaskFamily() {}

    /** The family of a task. */
    public static String of(String task) {
        return FAMILY.getOrDefault(task, task);
    }

    /** Every task there is. */
    static List<String> tasks() {
        return List.copyOf(FAMILY.keySet());
    }

    /** The families with their summed probabilities. */
    static Distribution sum(Distribution tasks) {
        Map<String, Double> families = new LinkedHashMap<>();
        tasks.probabilities().forEach((task, share) -> families.merge(of(task), share, Double::sum));
        return new Distribution(families);
    }
}
