package dev.outrigger.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.admit.Clearance;
import dev.outrigger.admit.Rule;
import dev.outrigger.analyze.Analysis;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.config.Figure;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.registry.ModelState;
import dev.outrigger.registry.RegistryView;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whom the steps of any policy tell of the request, whatever stages it has in whatever order. */
class ToldByStepsTest extends Queries {
    private static final int TRIES = 500;

    @Property(tries = TRIES)
    void noStepOfAnyPolicyHoldsAModelThatAHardFilterRemoves(
            @ForAll("policies") List<StageSettings> stages,
            @ForAll("requests") ChatRequest request,
            @ForAll("analyses") Analysis analysis,
            @ForAll("models") List<ModelState> models,
            @ForAll Rule rule) {
        // Given
        Clearance clearance =
                new Clearance(rule, new TreeSet<>(Set.of(Clearance.Cause.FAILED)), new TreeMap<>(), new TreeSet<>());
        Policy policy = Fixtures.policy(Fixtures.view(), stages.toArray(StageSettings[]::new));
        Query query = new Query(request, analysis, new RegistryView(models), clearance);

        // When
        Decision decision = policy.decide(query);

        // Then
        Set<String> left = new HashSet<>(
                decision.considered().stream().map(Decision.Considered::model).toList());
        for (Step step : decision.plan())
            for (ModelProfile model : asked(step)) {
                ModelState state = query.view().named(model.name()).orElseThrow();
                assertTrue(left.contains(model.name()));
                assertTrue(clearance.permits(model.trusted()));
                assertTrue(model.capabilities().containsAll(Needs.of(request)));
                assertTrue(model.window().orElse(Integer.MAX_VALUE)
                        >= query.outline().tokens());
                assertTrue(Fixtures.mayBePlanned(state, query.view(), decision));
            }
        for (Step step : decision.plan())
            if (step instanceof Step.AskJudge judge)
                judge.choices().forEach(choice -> assertTrue(left.contains(choice.model())));
        assertEquals(decision, policy.decide(query));
    }

    /** Everybody whom a step would tell of the request. */
    private static List<ModelProfile> asked(Step step) {
        return switch (step) {
            case Step.Ask ask -> List.of(ask.candidate());
            case Step.AskJudge judge -> List.of(judge.judge());
            case Step.FanOut all ->
                Stream.concat(all.members().stream(), all.merge().model().stream())
                        .toList();
        };
    }

    /** Stages of each kind, in any order. */
    @Provide
    Arbitrary<List<StageSettings>> policies() {
        Arbitrary<List<String>> names = Arbitraries.of("m0", "m1", "m2", "m3", "m4", "m5", "m6", "m7")
                .list()
                .ofSize(4)
                .uniqueElements();
        Arbitrary<Integer> kinds = Arbitraries.integers().between(0, 7);
        return Combinators.combine(kinds, names)
                .as(ToldByStepsTest::stage)
                .list()
                .ofMinSize(1)
                .ofMaxSize(6);
    }

    private static StageSettings stage(int kind, List<String> names) {
        EnsembleSettings.Merging merge = switch (kind) {
            case 0 -> new EnsembleSettings.Merging.Vote();
            case 1 -> new EnsembleSettings.Merging.Judge(names.get(3));
            default -> new EnsembleSettings.Merging.Compose(names.get(3));
        };
        return switch (kind) {
            case 0, 1, 2 -> new EnsembleSettings(names.subList(0, 3), merge, Duration.ofSeconds(1));
            case 3 ->
                new JudgeSettings(
                        names.get(3),
                        Map.of(names.get(0), "poems", names.get(1), "sums", names.get(2), "code"),
                        Duration.ofSeconds(1),
                        1_000,
                        0);
            case 4 ->
                new CascadeSettings(
                        names.subList(0, 2),
                        names.subList(2, 4),
                        new Figure("analysis.complexity"),
                        0,
                        new HoldSettings(10, Duration.ZERO),
                        0,
                        0.5);
            case 5 -> new StageSettings.Local(0.5, List.of("code"), 0.5, List.of("en"));
            case 6 ->
                new StageSettings.Rule(
                        "analysis.complexity > 0.5", names.subList(0, 1), names.subList(1, 2), names.subList(0, 3));
            default -> new StageSettings.Score();
        };
    }
}
