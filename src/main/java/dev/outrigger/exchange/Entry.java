package dev.outrigger.exchange;

import dev.outrigger.chat.Usage;
import dev.outrigger.exchange.Statement.By;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one exchange adds to the books. Told by who asked, or by the policy, it is one whole; told by who was asked, each
 * attempt stands by itself, and the baseline beside the attempt that the exchange's end is told by.
 */
final class Entry {
    private final Exchange exchange;

    Entry(Exchange exchange) {
        this.exchange = exchange;
    }

    /** A part of it, and whose it is. */
    record Share(Optional<String> name, Amounts amounts) {}

    /** All of it. */
    Amounts whole() {
        Amounts sum = amounts(exchange.cost());
        for (Attempt attempt : exchange.attempts()) sum = sum.plus(tokens(attempt));
        boolean isCounted = exchange.attempts().stream().allMatch(Entry::isCounted);
        return sum.plus(counted(isCounted)).plus(compared(exchange.cost()));
    }

    List<Share> shares(By by) {
        Asker asker = exchange.origin().asker();
        return switch (by) {
            case APP -> one(asker.app());
            case TENANT -> one(asker.tenant());
            case USER -> one(asker.user());
            case POLICY -> one(exchange.decision().map(decision -> decision.policy()));
            case BACKEND, PROVIDER, MODEL -> attempts(by);
        };
    }

    private List<Share> one(Optional<String> name) {
        return List.of(new Share(name, whole()));
    }

    private List<Share> attempts(By by) {
        Optional<Attempt> telling = Attempt.telling(exchange.attempts());
        List<Share> shares = new ArrayList<>(exchange.attempts().size());
        for (int i = 0; i < exchange.attempts().size(); i++) {
            Attempt attempt = exchange.attempts().get(i);
            Optional<Cost> cost =
                    i < exchange.attemptCosts().size() ? exchange.attemptCosts().get(i) : Optional.empty();
            Amounts amounts = amounts(cost).plus(tokens(attempt)).plus(counted(isCounted(attempt)));
            boolean tells = telling.filter(attempt::equals).isPresent();
            shares.add(new Share(name(by, attempt), amounts.plus(tells ? compared(cost) : alongside(cost))));
        }
        return shares;
    }

    private static Optional<String> name(By by, Attempt attempt) {
        String name = by == By.BACKEND ? attempt.backend() : by == By.PROVIDER ? attempt.provider() : attempt.model();
        return Optional.of(name).filter(said -> !said.equals(Attempt.NO_MODEL));
    }

    private static Amounts amounts(Optional<Cost> cost) {
        return new Amounts(
                1,
                0,
                0,
                0,
                cost.map(Cost::dollars).orElse(0.0),
                cost.filter(Cost::isEstimated).isPresent() ? 1 : 0,
                cost.isEmpty() ? 1 : 0,
                0,
                0,
                0);
    }

    private static Amounts tokens(Attempt attempt) {
        Usage usage = attempt.usage();
        return new Amounts(0, usage.input().orElse(0), usage.output().orElse(0), 0, 0, 0, 0, 0, 0, 0);
    }

    private static boolean isCounted(Attempt attempt) {
        return attempt.usage().input().isPresent() && attempt.usage().output().isPresent();
    }

    private static Amounts counted(boolean isCounted) {
        return new Amounts(0, 0, 0, isCounted ? 0 : 1, 0, 0, 0, 0, 0, 0);
    }

    private boolean isComparable() {
        return exchange.cost().isPresent() && exchange.baselineCost().isPresent();
    }

    private Amounts compared(Optional<Cost> cost) {
        return isComparable()
                ? new Amounts(
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        1,
                        cost.map(Cost::dollars).orElse(0.0),
                        exchange.baselineCost().orElse(0))
                : Amounts.NONE;
    }

    /** An attempt whose answer the app did not get is a cost of the comparison, and has no baseline. */
    private Amounts alongside(Optional<Cost> cost) {
        return isComparable()
                ? new Amounts(0, 0, 0, 0, 0, 0, 0, 0, cost.map(Cost::dollars).orElse(0.0), 0)
                : Amounts.NONE;
    }
}
