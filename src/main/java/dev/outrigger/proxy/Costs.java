package dev.outrigger.proxy;

import dev.outrigger.chat.Usage;
import dev.outrigger.exchange.Attempt;
import dev.outrigger.exchange.Cost;
import dev.outrigger.exchange.Verdict;
import dev.outrigger.registry.Registry;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What tokens cost.
 *
 * @param registry where the prices are
 * @param saysNothing whether the answers are vectors, which have no tokens and no count of them
 */
record Costs(Registry registry, boolean saysNothing) {
    private static final Cost NOTHING = new Cost(0, false);
    private static final Usage NO_ANSWER =
            new Usage(OptionalLong.empty(), OptionalLong.of(0), OptionalLong.empty(), OptionalLong.empty());

    /** Of an exchange; absent where it asked nobody, or the price or the tokens of any attempt that is paid for are not known. */
    Optional<Cost> of(List<Attempt> attempts) {
        double dollars = 0;
        boolean isEstimated = false;
        for (Attempt attempt : attempts) {
            Optional<Cost> cost = of(attempt);
            if (cost.isEmpty()) return Optional.empty();
            dollars += cost.get().dollars();
            isEstimated |= cost.get().isEstimated();
        }
        return attempts.isEmpty() ? Optional.empty() : Optional.of(new Cost(dollars, isEstimated));
    }

    /** Of each of these, in their order; absent where it is not known. */
    List<Optional<Cost>> each(List<Attempt> attempts) {
        return attempts.stream().map(this::of).toList();
    }

    private Optional<Cost> of(Attempt attempt) {
        if (attempt.unbilled().isPresent())
            return estimated(attempt.model(), attempt.unbilled().get());
        if (attempt.verdict() instanceof Verdict.Answered) return exact(attempt.model(), attempt.usage());
        return attempt.usage().input().isPresent()
                ? exact(attempt.model(), refused(attempt.usage()))
                // It never had the request, or it told why it gives no answer: nobody pays for an error.
                : Optional.of(NOTHING);
    }

    private Optional<Cost> exact(String model, Usage usage) {
        return boxed(of(model, usage)).map(dollars -> new Cost(dollars, false));
    }

    /** The request was read, and what was not said has no tokens. */
    private static Usage refused(Usage told) {
        return Usage.of(0, 0).updatedBy(told);
    }

    /** Of what costs nothing it is known how much. */
    private Optional<Cost> estimated(String model, Usage atLeast) {
        return boxed(of(model, atLeast)).map(dollars -> new Cost(dollars, dollars > 0));
    }

    /** Dollars, by the price of this model. */
    OptionalDouble of(String model, Usage usage) {
        Usage counted = saysNothing ? NO_ANSWER.updatedBy(usage) : usage;
        return registry.cell(model)
                .flatMap(cell -> cell.profile().price())
                .map(price -> price.of(counted))
                .orElse(OptionalDouble.empty());
    }

    private static Optional<Double> boxed(OptionalDouble dollars) {
        return dollars.isPresent() ? Optional.of(dollars.getAsDouble()) : Optional.empty();
    }
}
