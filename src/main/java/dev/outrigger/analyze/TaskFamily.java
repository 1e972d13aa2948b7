package dev.outrigger.analyze;

import java.util.LinkedHashMap;
import java.util.Map;
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
    private static final Map<String, String> FAMILY = Map.ofEntries(
            Map.entry("code", "code"),
            Map.entry("math", "math"),
            Map.entry("reasoning", "reasoning"),
            Map.entry("conversation", "conversation"),
            Map.entry("factual", "factual"),
            Map.entry("advice", "factual"),
            Map.entry("creative", "creative"),
            Map.entry("roleplay", "creative"),
            Map.entry("brainstorming", "creative"),
            Map.entry("summarization", "language"),
            Map.entry("translation", "language"),
            Map.entry("extraction", "language"),
            Map.entry("classification", "language"),
            Map.entry("rewriting", "language"));

    /** The names of all seven. */
    public static final Set<String> ALL = Set.copyOf(FAMILY.values());

    private TaskFamily() {}

    /** The family of a task. */
    public static String of(String task) {
        return FAMILY.getOrDefault(task, task);
    }

    /** The families with their summed probabilities. */
    static Distribution sum(Distribution tasks) {
        Map<String, Double> families = new LinkedHashMap<>();
        tasks.probabilities().forEach((task, share) -> families.merge(of(task), share, Double::sum));
        return new Distribution(families);
    }
}
