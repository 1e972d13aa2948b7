package dev.outrigger.route;

import dev.outrigger.analyze.Dimension;
import dev.outrigger.config.Figure;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A stage's number, which may depend on the request, on how busy this process is, on what was spent, or on the time. Where
 * the expression touches something that is not known, or leaves its range, the number is what the stage says it is then.
 */
final class Formula {
    private final String key;
    private final Figure figure;
    private final double least;
    private final double greatest;
    private final double otherwise;
    private final OptionalDouble number;
    private final Optional<Expression> expression;

    private Formula(String key, Figure figure, double least, double greatest, double otherwise) {
        this.key = key;
        this.figure = figure;
        this.least = least;
        this.greatest = greatest;
        this.otherwise = otherwise;
        this.number = figure.number();
        this.expression = number.isPresent() ? Optional.empty() : Optional.of(Expression.compileNumber(figure.text()));
    }

    /**
     * One that was checked.
     *
     * @param otherwise where it cannot be known, or lies outside
     * @throws IllegalArgumentException which names the key: a number outside, or an expression that is none
     */
    static Formula of(String key, Figure figure, double least, double greatest, double otherwise) {
        Formula formula;
        try {
            formula = new Formula(key, figure, least, greatest, otherwise);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(key + " must be a number, or an expression: " + wrong.getMessage());
        }
        if (formula.number.isPresent() && !formula.holds(formula.number.getAsDouble()))
            throw new IllegalArgumentException(
                    key + " must be " + words(least) + " to " + words(greatest) + ", was " + figure.text());
        return formula;
    }

    /** What it reads of the analysis. */
    Set<Dimension> dimensions() {
        return expression.stream()
                .flatMap(one -> one.facts().stream())
                .flatMap(fact -> fact.dimension().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** How much it is for this query, and a remark where that is not what the operator wrote. */
    Worth at(Query query) {
        if (number.isPresent()) return new Worth(number.getAsDouble(), Optional.empty());
        return switch (expression.orElseThrow().amount(query)) {
            case Expression.Amount.Known(double value) when holds(value) -> new Worth(value, Optional.empty());
            case Expression.Amount.Known(double value) -> instead("it is " + words(value));
            case Expression.Amount.Unknown(String because) -> instead(because);
        };
    }

    /** A formula's number. */
    record Worth(double value, Optional<String> remark) {}

    private Worth instead(String because) {
        return new Worth(
                otherwise,
                Optional.of(key + " is taken as " + words(otherwise) + ": " + figure.text() + ", " + because));
    }

    private boolean holds(double value) {
        return value >= least && value <= greatest;
    }

    private static String words(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : String.format(Locale.ROOT, "%s", value);
    }
}
