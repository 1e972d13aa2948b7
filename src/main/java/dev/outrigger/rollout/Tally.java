package dev.outrigger.rollout;

import dev.outrigger.chat.Usage;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.registry.Placement;
import dev.outrigger.registry.Price;
import dev.outrigger.route.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** What is counted while decisions are replayed. Not thread-safe. */
final class Tally {
    /** Differences that are told one by one. */
    static final int MOST_TOLD = 20;

    /** Answers of a model, from which on what they took is believed rather than its profile. */
    static final int ENOUGH = 20;

    private static final String NOBODY = "nobody";

    private final Map<String, Mean> took = new TreeMap<>();
    private final List<String> differences = new ArrayList<>();
    private final Map<String, Long> cannot = new TreeMap<>();
    private final Map<String, Long> moved = new TreeMap<>();
    private final Side then = new Side();
    private final Side instead = new Side();
    private final OffPolicy answered = new OffPolicy();
    private final OffPolicy dollars = new OffPolicy();
    private final OffPolicy seconds = new OffPolicy();
    private long decisions;
    private long reproduced;
    private long differing;
    private long unread;
    private long replayed;
    private long agreeing;
    private long nobody;
    private long leaving;
    private long weaker;

    /** A sum that knows of how many. */
    private static final class Mean {
        private double sum;
        private long count;

        private void add(double value) {
            sum += value;
            count++;
        }

        private OptionalDouble value() {
            return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / count);
        }
    }

    /** What one of the two policies is expected to come to, by whom it asks first. */
    private static final class Side {
        private final Mean dollars = new Mean();
        private final Mean quality = new Mean();
        private final Map<String, Long> asked = new TreeMap<>();
        private final Map<String, OptionalDouble> latencies = new TreeMap<>();

        private void add(Optional<ModelProfile> first, Optional<Decision.Considered> considered, Usage usage) {
            first.ifPresent(profile -> {
                asked.merge(profile.name(), 1L, Long::sum);
                latencies.put(profile.name(), profile.latency());
                OptionalDouble cost = cost(profile.price(), usage);
                if (cost.isPresent()) dollars.add(cost.getAsDouble());
                OptionalDouble good = quality(profile, considered);
                if (good.isPresent()) quality.add(good.getAsDouble());
            });
        }

        private static OptionalDouble cost(Optional<Price> price, Usage usage) {
            return price.isEmpty() || usage.input().isEmpty() || usage.output().isEmpty()
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(price.get()
                            .of(usage.input().getAsLong(), usage.output().getAsLong()));
        }

        private static OptionalDouble quality(ModelProfile profile, Optional<Decision.Considered> considered) {
            OptionalDouble expected =
                    considered.map(Decision.Considered::quality).orElse(OptionalDouble.empty());
            return expected.isPresent() ? expected : profile.quality();
        }

        /** What answers took, where enough did; what profiles say where not. */
        private ReplayReport.Expected expected(Map<String, Mean> took) {
            Mean latency = new Mean();
            asked.forEach((model, times) -> {
                Mean measured = took.getOrDefault(model, new Mean());
                OptionalDouble one = measured.count >= ENOUGH
                        ? measured.value()
                        : latencies.getOrDefault(model, OptionalDouble.empty());
                one.ifPresent(value -> {
                    latency.sum += value * times;
                    latency.count += times;
                });
            });
            return new ReplayReport.Expected(
                    dollars.count == 0 ? OptionalDouble.empty() : OptionalDouble.of(dollars.sum),
                    dollars.count,
                    quality.value(),
                    latency.value(),
                    asked);
        }
    }

    void read(Entry entry) {
        decisions++;
        Outcome outcome = entry.outcome();
        if (outcome.isAnswered())
            outcome.served()
                    .ifPresent(model ->
                            took.computeIfAbsent(model, fresh -> new Mean()).add(outcome.seconds()));
    }

    void unread(String why) {
        unread++;
        tell(why);
    }

    void reproduced() {
        reproduced++;
    }

    void differs(String why) {
        differing++;
        tell(why);
    }

    private void tell(String why) {
        if (differences.size() < MOST_TOLD) differences.add(why);
    }

    void cannot(String why) {
        cannot.merge(why, 1L, Long::sum);
    }

    /** What the other policy made of an entry. */
    void decided(Entry entry, Decision decision) {
        replayed++;
        String from = entry.decision().first().orElse(NOBODY);
        String to = decision.first().orElse(NOBODY);
        boolean agrees = from.equals(to);
        if (agrees) agreeing++;
        else moved.merge(from + " → " + to, 1L, Long::sum);
        Usage usage = entry.outcome().usage();
        then.add(asked(entry.decision()), considered(entry.decision(), from), usage);
        instead.add(asked(decision), considered(decision, to), usage);
        risks(entry, decision);
        if (entry.propensity() < 1) weigh(entry, agrees ? 1 / entry.propensity() : 0);
    }

    private void risks(Entry entry, Decision decision) {
        Optional<ModelProfile> before = asked(entry.decision());
        Optional<ModelProfile> after = asked(decision);
        if (after.isEmpty() && before.isPresent()) nobody++;
        if (before.filter(Tally::isHere).isPresent()
                && after.filter(model -> !isHere(model)).isPresent()) leaving++;
        OptionalDouble had = before.map(ModelProfile::quality).orElse(OptionalDouble.empty());
        OptionalDouble gets = after.map(ModelProfile::quality).orElse(OptionalDouble.empty());
        if (had.isPresent() && gets.isPresent() && gets.getAsDouble() < had.getAsDouble()) weaker++;
    }

    private static boolean isHere(ModelProfile model) {
        return model.placement() == Placement.LOCAL;
    }

    private void weigh(Entry entry, double weight) {
        Outcome outcome = entry.outcome();
        answered.add(weight, outcome.isAnswered() ? 1 : 0);
        seconds.add(weight, outcome.seconds());
        outcome.dollars().ifPresent(cost -> dollars.add(weight, cost));
    }

    private static Optional<ModelProfile> asked(Decision decision) {
        return decision.asks().stream().findFirst().map(ask -> ask.candidate());
    }

    private static Optional<Decision.Considered> considered(Decision decision, String model) {
        return decision.considered().stream()
                .filter(one -> one.model().equals(model))
                .findFirst();
    }

    ReplayReport report() {
        return new ReplayReport(
                decisions,
                new ReplayReport.Check(reproduced, differing, unread, differences),
                replayed,
                cannot,
                agreeing,
                moved,
                then.expected(took),
                instead.expected(took),
                new ReplayReport.Risks(nobody, leaving, weaker),
                new ReplayReport.OffPolicyEstimates(answered.estimate(), dollars.estimate(), seconds.estimate()));
    }
}
