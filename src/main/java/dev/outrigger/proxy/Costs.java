package dev.outrigger.proxy;

import dev.outrigger.chat.Usage;
import dev.outrigger.exchange.Attempt;
import dev.outrigger.exchange.Cost;
import dev.outrigger.exchange.Verdict;
import dev.outrigger.registry.Price;
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
    static Optional<Cost> sum(List<Optional<Cost>> ofEach) {
        if (ofEach.size() == 1) return ofEach.getFirst();
        double dollars = 0;
        boolean isEstimated = false;
        for (Optional<Cost> cost : ofEach) {
            if (cost.isEmpty()) return Optional.empty();
            dollars += cost.get().dollars();
            isEstimated |= cost.get().isEstimated();
        }
        return ofEach.isEmpty() ? Optional.empty() : Optional.of(new Cost(dollars, isEstimated));
    }

    /** Of each of these, in their order; absent where it is not known. */
    List<Optional<Cost>> each(List<Attempt> attempts) {
        if (attempts.size() == 1) return List.of(of(attempts.getFirst()));
        return attempts.stream().map(this::of).toList();
    }

    /** Of one. */
    Optional<Cost> of(Attempt attempt) {
        if (attempt.unbilled().isPresent())
            return estimated(attempt.model(), attempt.unbilled().get());
        if (isWhole(attempt.verdict())) return exact(attempt.model(), attempt.usage());
        return attempt.usage().input().isPresent()
                ? exact(attempt.model(), refused(attempt.usage()))
                // It never had the request, or it told why it gives no answer: nobody pays for an error.
                : Optional.of(NOTHING);
    }

    private static boolean isWhole(Verdict verdict) {
        return verdict instanceof Verdict.Answered || verdict instanceof Verdict.Heard;
    }

    private Optional<Cost> exact(String model, Usage usage) {
        OptionalDouble dollars = of(model, usage);
        return dollars.isPresent() ? Optional.of(new Cost(dollars.getAsDouble(), false)) : Optional.empty();
    }

    /** The request was read, and what was not said has no tokens. */
    private static Usage refused(Usage told) {
        return Usage.of(0, 0).updatedBy(told);
    }

    /** Of what costs nothing it is known how much. */
    private Optional<Cost> estimated(String model, Usage atLeast) {
        OptionalDouble dollars = of(model, atLeast);
        if (dollars.isEmpty()) return Optional.empty();
        return Optional.of(new Cost(dollars.getAsDouble(), dollars.getAsDouble() > 0));
    }

    /** Dollars, by the price of this model. */
    OptionalDouble of(String model, Usage usage) {
        Usage counted = saysNothing ? NO_ANSWER.updatedBy(usage) : usage;
        Optional<Price> price =
                registry.cell(model).flatMap(cell -> cell.profile().price());
        return price.isPresent() ? price.get().of(counted) : OptionalDouble.empty();
    }
}
