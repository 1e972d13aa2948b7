package dev.outrigger.proxy;

import dev.outrigger.admit.Limits;
import dev.outrigger.admit.Privacy;
import dev.outrigger.analyze.Analyzer;
import dev.outrigger.backend.Dispatcher;
import dev.outrigger.backend.TranslationSettings;
import dev.outrigger.dialect.Dialects;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.registry.Registry;
import dev.outrigger.rollout.Rollout;
import dev.outrigger.route.Policies;
import dev.outrigger.route.Policy;
import dev.outrigger.route.Routes;
import dev.outrigger.support.Room;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Configurations compiled of nothing, and small bounds. */
final class Lives {
    static final Limits LIMITS = Room.limits(2, 10, 15);

    private Lives() {}

    static Live named(String hash) {
        return of(hash, List.of());
    }

    /** That knows these models, but reaches none. */
    static Live of(String hash, List<ModelProfile> profiles) {
        return of(hash, profiles, Privacy.OFF);
    }

    /** That looks through requests like this. */
    static Live looking(Privacy privacy) {
        return of("looking", List.of(), privacy);
    }

    private static Live of(String hash, List<ModelProfile> profiles, Privacy privacy) {
        Registry registry = new Registry(profiles);
        Map<String, Policy> policies = Map.of(
                Policy.DEFAULT, Policies.compile(Policy.DEFAULT, Policies.defaults(List.of()), List.of()),
                Policy.CONTRACT, Policies.contract(List.of()));
        Analyzer analyzer = new Analyzer(
                List.of(), new Analyzer.Bounds(Duration.ofSeconds(1), 1), (delay, task) -> () -> {}, System::nanoTime);
        Dispatcher dispatcher = new Dispatcher(
                Map.of(),
                Map.of(),
                new Registry(List.of()),
                System::nanoTime,
                (delay, task) -> () -> {},
                () -> 0.5,
                new Dispatcher.Bounds(3, TranslationSettings.DEFAULT));
        return new Live(
                hash,
                LIMITS,
                privacy,
                new Dialects(List.of()),
                registry,
                analyzer,
                new Routes(Routes.DEFAULT, policies),
                dispatcher,
                Map.of(),
                new AdapterLookup(Map.of()),
                Rollout.of(policies),
                Optional.empty());
    }
}
