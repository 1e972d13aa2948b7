package dev.outrigger.route;

import dev.outrigger.admit.Clearance;
import dev.outrigger.analyze.Analysis;
import dev.outrigger.analyze.Dimension;
import dev.outrigger.analyze.Score;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.ModelName;
import dev.outrigger.registry.Capability;
import dev.outrigger.registry.Health;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.registry.ModelState;
import dev.outrigger.registry.Placement;
import dev.outrigger.registry.RegistryView;
import dev.outrigger.support.Known;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Models and queries that tests decide over. */
final class Fixtures {
    static final ModelState SMOL = ready(local("smol"));
    static final ModelState MINI = ready(remote("mini", 0.25, 2, 0.75));
    static final ModelState BEST = ready(remote("best", 5, 25, 0.95));

    private Fixtures() {}

    static ModelProfile local(String name) {
        return new Known(name, "here", name + "-135m")
                .placed(Placement.LOCAL)
                .window(8_192)
                .price(0, 0)
                .quality(0.3)
                .latency(1)
                .profile();
    }

    static ModelProfile remote(String name, double input, double output, double quality) {
        return cloud(name).price(input, output).quality(quality).profile();
    }

    /** A remote model that can do everything, at an unknown price. */
    static Known cloud(String name) {
        return new Known(name, "cloud", "vendor-" + name)
                .window(200_000)
                .can(EnumSet.allOf(Capability.class))
                .latency(2);
    }

    /** A remote model of which nothing is known. */
    static ModelProfile unknown(String name) {
        return new Known(name, "cloud", "vendor-" + name)
                .can(EnumSet.allOf(Capability.class))
                .profile();
    }

    static ModelState ready(ModelProfile profile) {
        return in(profile, new Health.Ready());
    }

    static ModelState in(ModelProfile profile, Health health) {
        return new ModelState(profile, health, 0, OptionalDouble.empty());
    }

    static RegistryView view(ModelState... models) {
        return new RegistryView(List.of(models));
    }

    static ChatRequest request(String model) {
        return ChatRequest.of(new ModelName(model), "What is the capital of France?");
    }

    static Analysis analysis(double complexity, String domain) {
        return analysis(complexity, domain, "en");
    }

    static Analysis analysis(double complexity, String domain, String language) {
        Map<Dimension, Score> scores = new HashMap<>();
        scores.put(Dimension.COMPLEXITY, Score.estimated(complexity, 0.9));
        scores.put(Dimension.DOMAIN, Score.labelled(domain, 0.9));
        scores.put(Dimension.LANGUAGE, Score.labelled(language, 0.9));
        return Analysis.of(scores);
    }

    static Analysis missing(Score.Reason reason) {
        Map<Dimension, Score> scores = new HashMap<>();
        Dimension.ALL.forEach(dimension -> scores.put(dimension, Score.missing(reason)));
        return Analysis.of(scores);
    }

    static Query query(Analysis analysis, ModelState... models) {
        return new Query(request("auto"), analysis, view(models), Clearance.OPEN);
    }

    static Policy policy(RegistryView view, StageSettings... stages) {
        return Policies.compile("tested", settings(stages), profiles(view));
    }

    static PolicySettings settings(StageSettings... stages) {
        return new PolicySettings(
                Objective.DEFAULT,
                Optional.empty(),
                List.of(stages),
                Conduct.DEFAULT.patience(),
                true,
                false,
                false,
                HoldSettings.NONE,
                OnRefusal.STOP);
    }

    static Policy defaultPolicy(RegistryView view) {
        return Policies.compile(Policy.DEFAULT, Policies.defaults(profiles(view)), profiles(view));
    }

    static List<ModelProfile> profiles(RegistryView view) {
        return view.models().stream().map(ModelState::profile).toList();
    }

    static StageSettings.Rule prefer(String when, String... models) {
        return new StageSettings.Rule(when, Arrays.asList(models), List.of(), List.of());
    }

    static StageSettings score() {
        return new StageSettings.Score();
    }

    static List<String> plan(Decision decision) {
        return decision.asks().stream().map(step -> step.candidate().name()).toList();
    }

    /** Whether somebody who asks it may be answered. */
    static boolean mayAnswer(ModelState state) {
        return switch (state.health()) {
            case Health.Ready ready -> true;
            case Health.Asleep asleep -> true;
            case Health.Resting resting -> true;
            case Health.Loading loading -> loading.isAwaited();
            case Health.Unavailable unavailable -> false;
        };
    }

    /** Whether its health allows that this one is in the plan: one that is loading only where nobody who is ready is. */
    static boolean mayBePlanned(ModelState state, RegistryView view, Decision decision) {
        return switch (state.health()) {
            case Health.Ready ready -> true;
            case Health.Asleep asleep -> true;
            case Health.Resting resting -> true;
            case Health.Unavailable unavailable -> false;
            case Health.Loading loading ->
                loading.isAwaited()
                        && decision.asks().stream()
                                .map(ask -> view.named(ask.candidate().name()).orElseThrow())
                                .noneMatch(other -> other.health().isChoosable());
        };
    }
}
