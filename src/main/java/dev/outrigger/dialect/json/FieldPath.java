package dev.outrigger.dialect.json;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * Which fields of a request are meant: names from the outside in, with a dot between two, and {@code []} after the name of
 * an array all of whose items are meant. {@code temperature}, {@code generationConfig.topP}, {@code tools[].strict}. A name
 * in snake case and the same in camel case are one.
 */
public record FieldPath(List<Step> steps) {
    /** Longer ones are refused: no vendor nests so deep. */
    public static final int MAX_STEPS = 16;

    public FieldPath {
        steps = List.copyOf(steps);
    }

    /**
     * Reads a path as it is written in the configuration.
     *
     * @throws IllegalArgumentException with the rule that it breaks
     */
    public static FieldPath of(String written) {
        List<Step> steps = new ArrayList<>();
        for (String step : written.split("\\.", -1)) steps.add(Step.of(step, written));
        if (steps.size() > MAX_STEPS)
            throw new IllegalArgumentException("paths of at most " + MAX_STEPS + " names, not " + written);
        if (steps.getLast().ofItems())
            throw new IllegalArgumentException("paths that end with a field, not with its items, not " + written);
        return new FieldPath(steps);
    }

    /** Whether the name of a field is one that a path may have. */
    public static boolean isName(String name) {
        return name.matches("[A-Za-z0-9_$-]{1,64}");
    }

    /** Whether it is about more than the request's own fields. */
    public boolean isNested() {
        return steps.size() > 1;
    }

    /** Whether it is about the items of an array. */
    public boolean hasItems() {
        return steps.stream().anyMatch(Step::ofItems);
    }

    /** The request's own field that it is about, or is in. */
    public Step head() {
        return steps.getFirst();
    }

    /** Gives every object that has such a field, and the field's name as it stands there. */
    void find(JsonValue request, BiConsumer<JsonValue, JsonValue> found) {
        find(request, 0, found);
    }

    private void find(JsonValue object, int at, BiConsumer<JsonValue, JsonValue> found) {
        Step step = steps.get(at);
        object.forEachField((name, value) -> {
            if (!step.says(name)) return;
            if (at == steps.size() - 1) found.accept(object, name);
            else if (step.ofItems()) for (JsonValue item : value) find(item, at + 1, found);
            else find(value, at + 1, found);
        });
    }

    @Override
    public String toString() {
        return steps.stream()
                .map(step -> step.ofItems() ? step.name() + "[]" : step.name())
                .collect(Collectors.joining("."));
    }

    /**
     * One name of a path.
     *
     * @param ofItems whether the next name is that of a field of each item
     */
    public record Step(String name, boolean ofItems) {
        private static Step of(String step, String written) {
            boolean ofItems = step.endsWith("[]");
            String name = ofItems ? step.substring(0, step.length() - 2) : step;
            if (!isName(name))
                throw new IllegalArgumentException(
                        "paths of names with a dot between two, and [] after that of an array, not " + written);
            return new Step(name, ofItems);
        }

        /** Whether a field of this name is meant. */
        public boolean says(String other) {
            return other.equals(name) || other.equals(NameCase.snake(name)) || other.equals(NameCase.camel(name));
        }

        boolean says(JsonValue other) {
            return other.says(name) || other.says(NameCase.snake(name)) || other.says(NameCase.camel(name));
        }
    }
}
