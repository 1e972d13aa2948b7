package dev.outrigger.exchange;

import dev.outrigger.chat.Usage;
import dev.outrigger.exchange.Statement.By;
import java.util.List;
import java.util.Optional;

/**
 * What one exchange adds to the books. Told by who asked, or by the policy, it is one whole; told by who was asked, each
 * attempt stands by itself, and the baseline beside the attempt that the exchange's end is told by.
 */
final class Entry {
    private final Exchange exchange;
    private final List<Attempt> attempts;
    private final Amounts whole;
    private final Amounts[] parts;

    Entry(Exchange exchange) {
        this.exchange = exchange;
        this.attempts = exchange.attempts();
        this.whole = whole(exchange);
        this.parts = new Amounts[attempts.size()];
        Optional<Attempt> telling = Attempt.telling(attempts);
        for (int i = 0; i < parts.length; i++)
            parts[i] = part(i, telling.isPresent() && attempts.get(i).equals(telling.get()));
    }

    /** All of it. */
    Amounts whole() {
        return whole;
    }

    /** Into how many shares it falls, told by this. */
    int shares(By by) {
        return isWhole(by) ? 1 : parts.length;
    }

    /** One of them. */
    Amounts share(By by, int i) {
        return isWhole(by) ? whole : parts[i];
    }

    /** Whose that is; absent where nobody says. */
    Optional<String> name(By by, int i) {
        return switch (by) {
            case APP -> exchange.origin().asker().app();
            case TENANT -> exchange.origin().asker().tenant();
            case USER -> exchange.origin().asker().user();
            case POLICY -> exchange.decision().map(decision -> decision.policy());
            case BACKEND -> named(attempts.get(i).backend());
            case PROVIDER -> named(attempts.get(i).provider());
            case MODEL -> named(attempts.get(i).model());
        };
    }

    private static boolean isWhole(By by) {
        return switch (by) {
            case APP, TENANT, USER, POLICY -> true;
            case BACKEND, PROVIDER, MODEL -> false;
        };
    }

    private static Optional<String> named(String name) {
        return name.equals(Attempt.NO_MODEL) ? Optional.empty() : Optional.of(name);
    }

    private static Amounts whole(Exchange exchange) {
        long input = 0;
        long output = 0;
        boolean isCounted = true;
        for (Attempt attempt : exchange.attempts()) {
            Usage usage = attempt.usage();
            input += usage.input().orElse(0);
            output += usage.output().orElse(0);
            isCounted &= isCounted(usage);
        }
        boolean isCompared = isComparable(exchange);
        return new Amounts(
                1,
                input,
                output,
                isCounted ? 0 : 1,
                dollars(exchange.cost()),
                isEstimated(exchange.cost()) ? 1 : 0,
                exchange.cost().isEmpty() ? 1 : 0,
                isCompared ? 1 : 0,
                isCompared ? dollars(exchange.cost()) : 0,
                isCompared ? exchange.baselineCost().orElse(0) : 0);
    }

    /** An attempt whose answer the app did not get is a cost of the comparison, and has no baseline. */
    private Amounts part(int i, boolean tells) {
        List<Optional<Cost>> costs = exchange.attemptCosts();
        Optional<Cost> cost = i < costs.size() ? costs.get(i) : Optional.empty();
        Usage usage = attempts.get(i).usage();
        boolean isCompared = isComparable(exchange);
        return new Amounts(
                1,
                usage.input().orElse(0),
                usage.output().orElse(0),
                isCounted(usage) ? 0 : 1,
                dollars(cost),
                isEstimated(cost) ? 1 : 0,
                cost.isEmpty() ? 1 : 0,
                isCompared && tells ? 1 : 0,
                isCompared ? dollars(cost) : 0,
                isCompared && tells ? exchange.baselineCost().orElse(0) : 0);
    }

    private static double dollars(Optional<Cost> cost) {
        return cost.isPresent() ? cost.get().dollars() : 0;
    }

    private static boolean isEstimated(Optional<Cost> cost) {
        return cost.isPresent() && cost.get().isEstimated();
    }

    private static boolean isCounted(Usage usage) {
        return usage.input().isPresent() && usage.output().isPresent();
    }

    private static boolean isComparable(Exchange exchange) {
        return exchange.cost().isPresent() && exchange.baselineCost().isPresent();
    }
}
