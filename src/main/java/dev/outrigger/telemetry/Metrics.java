package dev.outrigger.telemetry;

import dev.outrigger.admit.Clearance;
import dev.outrigger.analyze.Analysis;
import dev.outrigger.analyze.Score;
import dev.outrigger.exchange.Attempt;
import dev.outrigger.exchange.Cost;
import dev.outrigger.exchange.Exchange;
import dev.outrigger.exchange.LeftOut;
import dev.outrigger.exchange.Shadowed;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.route.Decision;
import dev.outrigger.telemetry.Names.Metric;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts exchanges. Labels are bounded: names of models, backends and policies only as the configuration gives them, all
 * others from enums; what upstream or the app wrote is never a label, but for the app's and the tenant's names, of which the
 * first so many pairs are let through as there may be labels. Users are in the ledger alone.
 */
final class Metrics {
    /** What can be lost. */
    private static final List<String> SIGNALS =
            List.of("span", "metric", "log", "ledger", "decision", "content", "export", "queue");

    private final Meters meters;
    private final VersionMeters versions;
    private final StepMeters steps;
    private final AnswerMeters answers;
    private final ShadowMeters shadows;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final Labels models = new Labels();
    private final Labels asked = new Labels();
    private final Labels backends = new Labels();
    private final Labels policies = new Labels();
    private final Labels providers = new Labels();
    private final Labels dimensions = new Labels();
    private final Labels routes = new Labels();
    private final Callers callers = new Callers();

    Metrics(MeterRegistry registry) {
        this.meters = new Meters(registry);
        this.versions = new VersionMeters(registry);
        this.steps = new StepMeters(registry);
        this.answers = new AnswerMeters(registry);
        // A counter that comes up with its first loss has never risen: whoever asks for its increase would not see that
        // one.
        SIGNALS.forEach(meters.lost::of);
        this.shadows = new ShadowMeters(registry);
        Gauge.builder(Metric.IN_FLIGHT, inFlight, AtomicInteger::doubleValue)
                .description("Requests of the app being answered now.")
                .strongReference(true)
                .register(registry);
    }

    /** Lets the names of a configuration be labels. What is rare and to be seen at its first time is there from now on. */
    void learn(Collection<ModelProfile> profiles, Collection<String> backendNames, Collection<String> policyNames) {
        models.learn(profiles.stream().map(ModelProfile::name).toList());
        asked.learn(profiles.stream().map(profile -> profile.model().value()).toList());
        backends.learn(backendNames);
        policies.learn(policyNames);
        for (ModelProfile profile : profiles)
            meters.mismatch.of(backends.of(profile.backend()), models.of(profile.name()));
    }

    void begun() {
        inFlight.incrementAndGet();
    }

    void ended() {
        inFlight.decrementAndGet();
    }

    /** Something that should have been recorded was not. */
    void lost(String signal) {
        meters.lost.of(signal).increment();
    }

    void count(Exchange exchange) {
        Optional<Decision> decision = exchange.decision();
        Optional<Attempt> served = exchange.served();
        String policy = decision.isPresent() ? policies.of(decision.get().policy()) : Labels.NONE;
        meters.exchanges
                .of(
                        routes.admit(exchange.origin().route()),
                        policy,
                        decision.isPresent() ? decision.get().reason().label() : Labels.NONE,
                        served.isPresent() ? models.of(served.get().model()) : Labels.NONE,
                        exchange.verdict().label())
                .increment();
        versions.count(exchange, policy);
        steps.count(exchange);
        answers.count(exchange);
        cost(exchange, policy);
        caller(exchange);
        exchange.analysis().ifPresent(this::missing);
        Clearance clearance = exchange.clearance();
        if (!clearance.causes().isEmpty())
            for (Clearance.Cause cause : clearance.causes())
                meters.privacy.of(clearance.rule().word(), cause.word()).increment();
        Optional<String> operation = Operation.of(exchange.origin());
        for (int i = 0; i < exchange.attempts().size(); i++) {
            attempt(exchange, exchange.attempts().get(i), operation);
            bill(exchange, i);
        }
    }

    /** It is no request of the app's: of all that counts those, the attempt alone is counted, by its cause. */
    void shadowed(Shadowed shadowed) {
        Attempt attempt = shadowed.attempt();
        String model = models.of(attempt.model());
        meters.attempts
                .of(
                        backends.of(attempt.backend()),
                        model,
                        attempt.cause().label(),
                        attempt.verdict().label())
                .increment();
        shadows.count(shadowed, policies.of(shadowed.compared().policy()), model);
    }

    void leftOut(LeftOut why) {
        shadows.leftOut(why);
    }

    private void bill(Exchange exchange, int i) {
        if (i >= exchange.attemptCosts().size()) return;
        Optional<Cost> cost = exchange.attemptCosts().get(i);
        if (cost.isEmpty()) return;
        Attempt attempt = exchange.attempts().get(i);
        meters.money
                .ofBackend
                .of(backends.of(attempt.backend()), providers.admit(attempt.provider()), models.of(attempt.model()))
                .increment(cost.get().dollars());
    }

    /**
     * The two sums can be compared where {@code baseline="known"}: a saving is counted only over exchanges of which both
     * are known. An exchange that was passed through without a decision has no cost to know.
     */
    private void cost(Exchange exchange, String policy) {
        if (exchange.cost().isEmpty()) {
            if (exchange.decision().isPresent()) meters.money.unknown.of(policy).increment();
            return;
        }
        OptionalDouble baseline = exchange.baselineCost();
        String known = baseline.isPresent() ? "known" : "unknown";
        meters.money.cost.of(policy, known).increment(exchange.cost().get().dollars());
        if (baseline.isPresent()) meters.money.baseline.of(policy).increment(baseline.getAsDouble());
    }

    private void caller(Exchange exchange) {
        if (exchange.cost().isEmpty()) return;
        Callers.Pair caller = callers.admit(exchange.origin().asker());
        OptionalDouble baseline = exchange.baselineCost();
        String known = baseline.isPresent() ? "known" : "unknown";
        meters.money
                .ofCaller
                .of(caller.app(), caller.tenant(), known)
                .increment(exchange.cost().get().dollars());
        if (baseline.isPresent())
            meters.money.baselineOfCaller.of(caller.app(), caller.tenant()).increment(baseline.getAsDouble());
    }

    private void missing(Analysis analysis) {
        analysis.scores().forEach((dimension, score) -> {
            if (score instanceof Score.Missing missing)
                meters.missing
                        .of(dimensions.admit(dimension.name()), missing.reason().label())
                        .increment();
        });
    }

    private void attempt(Exchange exchange, Attempt attempt, Optional<String> operation) {
        String model = models.of(attempt.model());
        String backend = backends.of(attempt.backend());
        meters.attempts
                .of(backend, model, attempt.cause().label(), attempt.verdict().label())
                .increment();
        if (attempt.servedAnother()) meters.mismatch.of(backend, model).increment();
        if (operation.isPresent()) call(operation.get(), exchange.origin().stream(), attempt);
    }

    private void call(String operation, boolean isStreamed, Attempt attempt) {
        String provider = providers.admit(attempt.provider());
        String model = asked.of(attempt.asked().value());
        String error = attempt.verdict().cause().isPresent() ? attempt.verdict().label() : "";
        meters.duration
                .of(operation, provider, model, error)
                .record(attempt.endNanos() - attempt.startNanos(), TimeUnit.NANOSECONDS);
        OptionalLong first = attempt.firstContent();
        if (isStreamed && first.isPresent())
            meters.firstChunk
                    .of(operation, provider, model)
                    .record(first.getAsLong() - attempt.startNanos(), TimeUnit.NANOSECONDS);
        OptionalLong input = attempt.usage().input();
        if (input.isPresent())
            meters.tokens.of(operation, provider, model, "input").record((double) input.getAsLong());
        OptionalLong output = attempt.usage().output();
        if (output.isPresent())
            meters.tokens.of(operation, provider, model, "output").record((double) output.getAsLong());
    }
}
