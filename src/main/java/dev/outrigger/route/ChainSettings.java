package dev.outrigger.route;

import dev.outrigger.analyze.Dimension;
import dev.outrigger.analyze.KnownLabels;
import dev.outrigger.config.Default;
import dev.outrigger.config.Doc;
import dev.outrigger.config.Key;
import dev.outrigger.config.Range;
import dev.outrigger.dialect.Instructions;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SequencedMap;

/** See {@link ChainStage}. */
@Key("chain")
@Doc("Sends requests to named destinations, each with its own models, prompt and parameters.")
public record ChainSettings(
        @Doc("A dimension of labels, such as domain: its label chooses the destination that has it.")
        Optional<String> by,

        @Doc("Where a request may go, by name; the first whose condition holds, or that has the label.")
        SequencedMap<String, Destination> destinations,

        @Doc("The destination of requests that no other one is for; unless said, they go to none.")
        Optional<String> otherwise)
        implements StageSettings {
    /** Destinations of a stage at most. */
    static final int MAX_DESTINATIONS = 64;
    /** Characters of a destination's system text at most. */
    static final int MAX_SYSTEM_CHARS = 20_000;

    public ChainSettings {
        destinations = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(destinations));
        if (destinations.isEmpty()) throw new IllegalArgumentException("destinations must not be empty");
        if (destinations.size() > MAX_DESTINATIONS)
            throw new IllegalArgumentException(
                    "destinations must be at most " + MAX_DESTINATIONS + ", were " + destinations.size());
        by.ifPresent(ChainSettings::checkDimension);
        String last = otherwise.orElse("");
        if (otherwise.isPresent() && !destinations.containsKey(last))
            throw new IllegalArgumentException("otherwise must name a destination, was " + last);
        boolean hasDimension = by.isPresent();
        destinations.forEach((name, destination) -> {
            if (!destination.labels().isEmpty() && !hasDimension)
                throw new IllegalArgumentException(
                        "destinations." + name + ".labels need by, the dimension they are of");
            if (destination.when().isEmpty() && !hasDimension && !name.equals(last))
                throw new IllegalArgumentException(
                        "destinations." + name + " needs when, or is never chosen; or name it by otherwise");
        });
    }

    private static void checkDimension(String name) {
        boolean isOfLabels = Dimension.named(name)
                .filter(dimension -> dimension.kind() == Dimension.Kind.LABEL)
                .isPresent();
        if (!isOfLabels) throw new IllegalArgumentException("by must be a dimension of labels, was " + name);
    }

    /** The dimension whose label chooses. */
    Optional<Dimension> dimension() {
        return by.flatMap(Dimension::named);
    }

    /** What is wrong with each label in a condition that its dimension never has. */
    public static List<String> objections(String when, KnownLabels known) {
        return Expression.objections(when, known);
    }

    /** Where a request may go. */
    @Doc("Where a request may go.")
    public record Destination(
            @Doc("The condition, in CEL. One that touches a missing score does not hold.")
            Optional<String> when,

            @Doc("Labels that choose it; unless said, its own name where there is no condition.") @Default("[]")
            List<String> labels,

            @Doc("Models to try first, in this order.") List<String> models,

            @Doc("Its system text. {{system}} in it is the app's own, which comes after it where it is not said.")
            Optional<String> system,

            @Doc("Where the app says none.") @Range(min = "0", max = "2")
            OptionalDouble temperature,

            @Doc("Tokens of the answer at most, where the app sets no lower bound.")
            @Range(min = "1", max = "100000000")
            OptionalInt maxTokens) {
        public Destination {
            labels = List.copyOf(labels);
            models = List.copyOf(models);
            if (models.isEmpty()) throw new IllegalArgumentException("models must not be empty");
            if (when.isPresent() && !labels.isEmpty())
                throw new IllegalArgumentException("labels must be left out where there is a condition");
            when.ifPresent(Expression::compile);
            system.ifPresent(text -> {
                if (text.length() > MAX_SYSTEM_CHARS)
                    throw new IllegalArgumentException(
                            "system must be at most " + MAX_SYSTEM_CHARS + " characters, was " + text.length());
                Instructions.Template.of(text);
            });
        }

        Instructions instructions(String name) {
            return new Instructions(name, system.map(Instructions.Template::of), temperature, maxTokens);
        }
    }
}
