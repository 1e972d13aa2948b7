package dev.outrigger.rollout;

import dev.outrigger.admit.Clearance;
import dev.outrigger.analyze.Analysis;
import dev.outrigger.analyze.Dimension;
import dev.outrigger.analyze.Score;
import dev.outrigger.chat.Evidence;
import dev.outrigger.chat.ExchangeId;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Usage;
import dev.outrigger.exchange.Attempt;
import dev.outrigger.exchange.Cost;
import dev.outrigger.exchange.Exchange;
import dev.outrigger.exchange.Origin;
import dev.outrigger.exchange.Times;
import dev.outrigger.exchange.Verdict;
import dev.outrigger.registry.Health;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.registry.ModelState;
import dev.outrigger.registry.RegistryView;
import dev.outrigger.route.Decision;
import dev.outrigger.route.Occasion;
import dev.outrigger.route.Outline;
import dev.outrigger.route.Policy;
import dev.outrigger.route.Query;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** Exchanges that were decided, and ended. */
final class Ended {
    static final Instant TIME = Instant.parse("2026-11-30T12:00:00Z");

    private Ended() {}

    static Query query(long session) {
        return query(session, "auto");
    }

    static Query query(long session, String model) {
        return new Query(outline(model), Analysis.NONE, view(Policies.MODELS), Clearance.OPEN, occasion(session));
    }

    /** Of a request of which this was read. */
    static Query read(Map<Dimension, Score> scores) {
        return new Query(outline("auto"), Analysis.of(scores), view(Policies.MODELS), Clearance.OPEN, occasion(1));
    }

    static Outline outline(String model) {
        return new Outline(new ModelName(model), false, false, Set.of(), false, 1, 0, 0, 1, OptionalInt.empty(), 12);
    }

    static Occasion occasion(long session) {
        return new Occasion(
                TIME, session, 0, Optional.of("ann"), Optional.empty(), 0, OptionalDouble.empty(), Optional.empty());
    }

    static RegistryView view(List<ModelProfile> models) {
        return new RegistryView(models.stream()
                .map(profile -> new ModelState(profile, new Health.Ready(), 0, OptionalDouble.empty()))
                .toList());
    }

    /** Decided by the choice, and answered by whom it asks first. */
    static Exchange by(Choice choice, Query query) {
        Decision decision = choice.policy().decide(query);
        return with(choice, query, decision);
    }

    static Exchange by(Policy policy, Query query) {
        return by(Trial.of(policy).choose(() -> 0), query);
    }

    private static Exchange with(Choice choice, Query query, Decision decision) {
        List<Attempt> attempts = decision.first().map(Ended::attempt).stream().toList();
        return new Exchange(
                new ExchangeId("01KAN9ZV7M4Q2W8E5R6T7Y8U9I"),
                new Origin("openai", "POST", "/v1/chat/completions", Optional.empty(), false, Optional.empty(), 9),
                TIME,
                "c0ffee",
                Optional.of(query.analysis()),
                Optional.of(decision),
                attempts,
                new Verdict.Answered(),
                200,
                new Times(0, 0, OptionalLong.of(500_000_000), OptionalLong.empty(), 1_000_000_000),
                Optional.of(new Cost(0.25, false)),
                List.of(Optional.of(new Cost(0.25, false))),
                OptionalDouble.empty(),
                query.clearance(),
                List.of(),
                Optional.of(choice.basis(query, decision)));
    }

    private static Attempt attempt(String model) {
        return new Attempt(
                1,
                Attempt.Cause.INITIAL,
                "cloud",
                model,
                new ModelName("vendor-" + model),
                Optional.empty(),
                "openai",
                false,
                Optional.empty(),
                OptionalInt.of(200),
                0,
                OptionalLong.empty(),
                1_000_000_000,
                Usage.of(100_000, 100_000),
                Optional.empty(),
                Evidence.NONE,
                Optional.empty(),
                List.of(),
                new Verdict.Answered());
    }
}
