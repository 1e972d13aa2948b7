package dev.outrigger.console;

import dev.outrigger.admit.Aside;
import dev.outrigger.admit.Clearance;
import dev.outrigger.admit.Privacy;
import dev.outrigger.analyze.Analysis;
import dev.outrigger.analyze.Dimension;
import dev.outrigger.analyze.SensitivityProbe;
import dev.outrigger.analyze.Subject;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.exchange.Basis;
import dev.outrigger.registry.RegistryView;
import dev.outrigger.route.Counterfactuals;
import dev.outrigger.route.Decision;
import dev.outrigger.route.Occasion;
import dev.outrigger.route.Policy;
import dev.outrigger.route.Query;
import dev.outrigger.route.Routes;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Goes the way of a request up to its decision, with the parts that serve real ones, and stops there. */
public final class Explainer {
    private final Aside aside;
    private final BiFunction<Subject, Set<Dimension>, Future<Analysis>> analyzer;
    private final World world;
    private final LongSupplier nanoClock;

    /** What is live at each request. */
    private record World(
            Supplier<Routes> routes,
            Supplier<RegistryView> view,
            Supplier<Privacy> privacy,
            Supplier<Occasion> occasion) {}

    /** Which dimensions are computed. */
    public enum Scope {
        /** Those that the request's policy reads, and what is sensitive in it. */
        POLICY,
        /** All there are; the decision is the same. */
        EVERYTHING
    }

    /**
     * Over what is live at each request.
     *
     * @param aside where long requests are looked through
     * @param analyzer as {@code Analyzer.analyze}; its budget holds here too: for work without anybody waiting give it one with a long budget
     */
    public Explainer(
            Aside aside,
            BiFunction<Subject, Set<Dimension>, Future<Analysis>> analyzer,
            Supplier<Routes> routes,
            Supplier<RegistryView> view,
            Supplier<Privacy> privacy,
            LongSupplier nanoClock) {
        this(aside, analyzer, new World(routes, view, privacy, () -> Occasion.NONE), nanoClock);
    }

    private Explainer(
            Aside aside,
            BiFunction<Subject, Set<Dimension>, Future<Analysis>> analyzer,
            World world,
            LongSupplier nanoClock) {
        this.aside = aside;
        this.analyzer = analyzer;
        this.world = world;
        this.nanoClock = nanoClock;
    }

    /** The same, deciding on this occasion; without one on none in particular. */
    public Explainer on(Supplier<Occasion> occasion) {
        return new Explainer(
                aside, analyzer, new World(world.routes(), world.view(), world.privacy(), occasion), nanoClock);
    }

    /** Likewise, on the clock of this machine. */
    public Explainer(
            Aside aside,
            BiFunction<Subject, Set<Dimension>, Future<Analysis>> analyzer,
            Supplier<Routes> routes,
            Supplier<RegistryView> view,
            Supplier<Privacy> privacy) {
        this(aside, analyzer, routes, view, privacy, System::nanoTime);
    }

    /**
     * Completes when the analysis is there or given up on; never fails for want of a score, but where too many long requests
     * wait to be looked through.
     */
    public Future<Explanation> explain(Question.Asked asked, Scope scope) {
        Privacy now = world.privacy().get();
        long characters = now.isOn() ? asked.raw().size() : 0;
        return aside.look(
                        characters,
                        now.mostLooked(),
                        allowance -> now.within(allowance).of(asked.request(), asked.raw(), Privacy.Head.NONE))
                .seen()
                .compose(clearance -> explain(asked, clearance, scope));
    }

    private Future<Explanation> explain(Question.Asked asked, Clearance clearance, Scope scope) {
        RegistryView now = world.view().get();
        ChatRequest request = asked.request();
        return switch (world.routes().get().match(request.model(), now)) {
            case Routes.Match.Ours(Policy policy) -> decided(asked, policy, now, clearance, scope);
            case Routes.Match.NotOurs(var model) ->
                undecided(asked, new Explanation.Outcome.PassedThrough(model.value()), clearance, scope);
            case Routes.Match.NoAdapters none ->
                undecided(asked, new Explanation.Outcome.NoAdapters(none.words()), clearance, scope);
            case Routes.Match.NoSuchPolicy(String name) ->
                undecided(asked, new Explanation.Outcome.NoSuchPolicy(name), clearance, scope);
        };
    }

    private Future<Explanation> decided(
            Question.Asked asked, Policy policy, RegistryView now, Clearance clearance, Scope scope) {
        long start = nanoClock.getAsLong();
        return analyze(asked, policy.dimensions(), scope).map(analysis -> {
            long analyzed = nanoClock.getAsLong();
            Query query = new Query(
                    asked.request(), analysis, now, clearance, world.occasion().get());
            Decision decision = policy.decide(query);
            long end = nanoClock.getAsLong();
            return new Explanation(
                    analysis,
                    new Explanation.Outcome.Decided(
                            decision,
                            Counterfactuals.of(policy, query, decision),
                            new Basis(query, policy.recipe(), 1, 1, Optional.empty())),
                    clearance,
                    analyzed - start,
                    end - analyzed);
        });
    }

    private Future<Explanation> undecided(
            Question.Asked asked, Explanation.Outcome outcome, Clearance clearance, Scope scope) {
        long start = nanoClock.getAsLong();
        return analyze(asked, Set.of(), scope)
                .map(analysis -> new Explanation(analysis, outcome, clearance, nanoClock.getAsLong() - start, 0));
    }

    private Future<Analysis> analyze(Question.Asked asked, Set<Dimension> ofPolicy, Scope scope) {
        ChatRequest request = asked.request();
        return aside.look(
                        asked.raw().size(),
                        SensitivityProbe.MOST_LOOKED,
                        allowance -> SensitivityProbe.read(request, allowance))
                .seen()
                .compose(read -> analyzer.apply(
                        Subject.of(request).sensed(read),
                        switch (scope) {
                            case POLICY -> withSensitivity(ofPolicy);
                            case EVERYTHING -> Set.copyOf(Dimension.ALL);
                        }));
    }

    /** It is plain Java, and what the operator wants to see whatever the policy reads. */
    private static Set<Dimension> withSensitivity(Set<Dimension> ofPolicy) {
        return Stream.concat(ofPolicy.stream(), Stream.of(Dimension.SENSITIVITY))
                .collect(Collectors.toUnmodifiableSet());
    }
}
