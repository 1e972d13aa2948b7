package dev.outrigger.route;

import dev.outrigger.config.Default;
import dev.outrigger.config.Doc;
import dev.outrigger.config.Figure;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * How much quality, cost and latency weigh against each other; only their ratios matter. Each weight is a number, or an
 * expression, so that it may follow the load, what was spent, or the time.
 */
@Doc("How much quality, cost and latency weigh against each other; only their ratios matter.")
public record Objective(
        @Doc("Weight of the chance of a good answer: 0 to 1000, or an expression.") @Default("0.6")
        Figure quality,

        @Doc("Weight of the price of the request: 0 to 1000, or an expression.") @Default("0.3")
        Figure cost,

        @Doc("Weight of the time to a whole short answer: 0 to 1000, or an expression.") @Default("0.1")
        Figure latency) {
    /** Quality first, then cost. */
    public static final Objective DEFAULT = new Objective(0.6, 0.3, 0.1);

    /** The greatest weight. */
    static final double GREATEST = 1000;

    public Objective {
        for (Figure weight : new Figure[] {quality, cost, latency}) {
            OptionalDouble number = weight.number();
            if (number.isPresent() && !(number.getAsDouble() >= 0 && number.getAsDouble() <= GREATEST))
                throw new IllegalArgumentException(
                        "quality, cost and latency must be 0 to 1000, or expressions, was " + weight);
            // Here, so that what is wrong with an expression is reported at its line with all other mistakes.
            if (number.isEmpty()) Expression.compileNumber(weight.text());
        }
        if (Stream.of(quality, cost, latency).allMatch(weight -> weight.number().orElse(1) == 0))
            throw new IllegalArgumentException("quality, cost and latency must not all be 0");
    }

    /** One of numbers. */
    public Objective(double quality, double cost, double latency) {
        this(Figure.of(quality), Figure.of(cost), Figure.of(latency));
    }

    /** The weight of a term. */
    Figure of(Term term) {
        return switch (term) {
            case QUALITY -> quality;
            case COST -> cost;
            case LATENCY -> latency;
        };
    }

    /** The same with another weight of one term. */
    Objective with(Term term, Figure weight) {
        return new Objective(
                term == Term.QUALITY ? weight : quality,
                term == Term.COST ? weight : cost,
                term == Term.LATENCY ? weight : latency);
    }
}
