package dev.outrigger.route;

import dev.outrigger.analyze.Dimension;
import dev.outrigger.analyze.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A name that a rule's expression may use, with its type and where its value comes from.
 *
 * <ul>
 *   <li>{@code analysis.<dimension>}: every dimension; a count is an int, a fraction a double, a label a string, labels a list of them, amounts by name a map of
 *       doubles.
 *   <li>{@code analysis.<dimension>.<part>} (double): each amount of a dimension of amounts, which has no name as a whole.
 *   <li>{@code request.model} (string), {@code request.stream}, {@code request.json} (bool), {@code request.messages},
 *       {@code request.tools}, {@code request.images}, {@code request.choices}, {@code request.maxTokens} (int).
 *   <li>Who asks, when, and how busy this process is; see {@link OccasionFacts}.
 * </ul>
 *
 * @param dimension whose score it is; absent for what the request itself says
 */
record Fact(String name, Type type, Optional<Dimension> dimension, Function<Query, Value> read) {
    /** Types of the expression language. */
    enum Type {
        INT,
        DOUBLE,
        BOOL,
        STRING,
        STRINGS,
        /** Doubles by name. */
        SHARES
    }

    /** A value at the time of a decision. */
    sealed interface Value {
        /** Known; {@code value} is a Long, Double, Boolean, String or list of them, as the type says. */
        record Known(Object value) implements Value {}

        /** Not known, and why. */
        record Unknown(String because) implements Value {}
    }

    /** Every name there is. */
    static final List<Fact> ALL = all();

    /** Why a score has no value, in words. */
    static String why(Score score) {
        return score instanceof Score.Missing missing ? missing.reason().text() : "it is of another kind";
    }

    private static List<Fact> all() {
        List<Fact> facts = new ArrayList<>();
        Dimension.ALL.forEach(dimension -> facts.addAll(ofDimension(dimension)));
        facts.add(ofRequest("model", Type.STRING, outline -> outline.model().value()));
        facts.add(ofRequest("stream", Type.BOOL, Outline::stream));
        facts.add(ofRequest("json", Type.BOOL, Outline::form));
        facts.add(ofRequest("messages", Type.INT, outline -> (long) outline.messages()));
        facts.add(ofRequest("tools", Type.INT, outline -> (long) outline.tools()));
        facts.add(ofRequest("images", Type.INT, outline -> (long) outline.images()));
        facts.add(ofRequest("choices", Type.INT, outline -> (long) outline.choices()));
        facts.add(new Fact("request.maxTokens", Type.INT, Optional.empty(), Fact::maxTokens));
        facts.addAll(OccasionFacts.all());
        return List.copyOf(facts);
    }

    private static Fact ofRequest(String name, Type type, Function<Outline, Object> read) {
        return new Fact(
                "request." + name, type, Optional.empty(), query -> new Value.Known(read.apply(query.outline())));
    }

    /** What may be asked of a dimension. */
    static List<Fact> ofDimension(Dimension dimension) {
        return switch (dimension.kind()) {
            case COUNT -> List.of(ofWhole(dimension, Type.INT));
            case FRACTION -> List.of(ofWhole(dimension, Type.DOUBLE));
            case LABEL -> List.of(ofWhole(dimension, Type.STRING));
            case LABELS -> List.of(ofWhole(dimension, Type.STRINGS));
            case NAMED -> List.of(ofWhole(dimension, Type.SHARES));
            case AMOUNTS ->
                dimension.parts().stream().map(part -> ofPart(dimension, part)).toList();
        };
    }

    private static Fact ofWhole(Dimension dimension, Type type) {
        return new Fact(
                "analysis." + dimension.name(),
                type,
                Optional.of(dimension),
                query -> value(query.analysis().score(dimension), type, dimension));
    }

    private static Fact ofPart(Dimension dimension, String part) {
        return new Fact(
                "analysis." + dimension.name() + "." + part,
                Type.DOUBLE,
                Optional.of(dimension),
                query -> amount(query.analysis().score(dimension), dimension, part));
    }

    private static Value amount(Score score, Dimension dimension, String part) {
        if (score instanceof Score.Measured(Score.Value.Amounts(SortedMap<String, Double> numbers), var confidence))
            return numbers.containsKey(part)
                    ? new Value.Known(numbers.get(part))
                    : new Value.Unknown(dimension + " does not say " + part);
        return unknown(dimension, score);
    }

    private static Value value(Score score, Type type, Dimension dimension) {
        if (score instanceof Score.Measured measured) {
            switch (measured.value()) {
                case Score.Value.Quantity(double number)
                when type == Type.INT -> {
                    return new Value.Known(Math.round(number));
                }
                case Score.Value.Quantity(double number)
                when type == Type.DOUBLE -> {
                    return new Value.Known(number);
                }
                case Score.Value.Label(String label)
                when type == Type.STRING -> {
                    return new Value.Known(label);
                }
                case Score.Value.Labels(List<String> labels, var spans)
                when type == Type.STRINGS -> {
                    return new Value.Known(labels);
                }
                case Score.Value.Amounts(SortedMap<String, Double> shares)
                when type == Type.SHARES -> {
                    return new Value.Known(shares);
                }
                case Score.Value.Labels labels -> {}
                case Score.Value.Quantity quantity -> {}
                case Score.Value.Label label -> {}
                case Score.Value.Amounts amounts -> {}
            }
        }
        return unknown(dimension, score);
    }

    private static Value unknown(Dimension dimension, Score score) {
        return new Value.Unknown(dimension + " is missing, " + why(score));
    }

    private static Value maxTokens(Query query) {
        OptionalInt bound = query.outline().maxTokens();
        return bound.isPresent()
                ? new Value.Known((long) bound.getAsInt())
                : new Value.Unknown("the app set no bound on tokens");
    }

    /** The names, for an operator who mistyped one. */
    static String names() {
        return ALL.stream().map(Fact::name).collect(Collectors.joining(", "));
    }
}
