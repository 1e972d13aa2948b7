package dev.outrigger.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.admit.Clearance;
import dev.outrigger.admit.Rule;
import dev.outrigger.analyze.Analysis;
import dev.outrigger.analyze.Dimension;
import dev.outrigger.analyze.Score;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.registry.ModelState;
import dev.outrigger.registry.RegistryView;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What holds for every policy, whatever the models, the request and the analysis. */
class PolicyPropertiesTest extends Queries {
    private static final int TRIES = 300;

    /** Rules, the local stage, and the score, over models named m0 … m7. */
    private static final Policy POLICY = Fixtures.policy(
            Fixtures.view(),
            Fixtures.prefer("analysis.complexity > 0.8", "m5", "m1"),
            new StageSettings.Rule("analysis.language == 'fr'", List.of(), List.of("m2"), List.of()),
            new LanguageSettings(),
            new StageSettings.Local(0.5, List.of("code"), 0.5, List.of("en")),
            new StageSettings.Score());

    private static Query query(ChatRequest request, Analysis analysis, List<ModelState> models) {
        return new Query(request, analysis, new RegistryView(models), Clearance.OPEN);
    }

    private static Decision decide(Query query) {
        return POLICY.decide(query);
    }

    @Property(tries = TRIES)
    void nobodyIsPlannedWhoMayNotBeToldTheRequest(
            @ForAll("requests") ChatRequest request,
            @ForAll("analyses") Analysis analysis,
            @ForAll("models") List<ModelState> models,
            @ForAll Rule rule) {
        // Given
        Clearance clearance =
                new Clearance(rule, new TreeSet<>(Set.of(Clearance.Cause.FAILED)), new TreeMap<>(), new TreeSet<>());

        // When
        Decision decision = POLICY.decide(new Query(request, analysis, new RegistryView(models), clearance));

        // Then
        Stream.concat(decision.plan().stream(), decision.resting().stream())
                .map(step -> ((Step.Ask) step).candidate())
                .forEach(model -> assertTrue(clearance.permits(model.trusted()), model.name()));
    }

    @Property(tries = TRIES)
    void everyModelIsEitherConsideredOrExcludedWithAReason(
            @ForAll("requests") ChatRequest request,
            @ForAll("analyses") Analysis analysis,
            @ForAll("models") List<ModelState> models) {
        // When
        Decision decision = decide(query(request, analysis, models));

        // Then
        List<String> accounted = Stream.concat(
                        decision.considered().stream().map(Decision.Considered::model),
                        decision.excluded().stream().map(Decision.Excluded::model))
                .sorted()
                .toList();
        assertEquals(
                models.stream().map(state -> state.profile().name()).sorted().toList(), accounted);
        assertTrue(decision.excluded().stream()
                .noneMatch(out -> out.because().isBlank() || out.stage().isBlank()));
        assertEquals(
                decision.considered().stream().map(Decision.Considered::model).toList(), Fixtures.plan(decision));
    }

    @Property(tries = TRIES)
    void neverPlansACandidateThatAHardFilterRemoves(
            @ForAll("requests") ChatRequest request,
            @ForAll("analyses") Analysis analysis,
            @ForAll("models") List<ModelState> models) {
        // Given
        Query query = query(request, analysis, models);

        // When
        Decision decision = decide(query);

        // Then
        for (Step.Ask step : decision.asks()) {
            ModelProfile profile = step.candidate();
            ModelState state = query.view().named(profile.name()).orElseThrow();
            assertTrue(profile.capabilities().containsAll(Needs.of(request)));
            assertTrue(profile.window().orElse(Integer.MAX_VALUE)
                    >= query.outline().tokens());
            List<String> spoken = profile.facts().strengths().languages();
            assertTrue(spoken.isEmpty()
                    || analysis.label(Dimension.LANGUAGE)
                            .filter(told -> !spoken.contains(told))
                            .isEmpty());
            assertTrue(Fixtures.mayBePlanned(state, query.view(), decision));
        }
    }

    @Property(tries = TRIES)
    void plansSomebodyWhenAnybodyCanAnswerThoughEveryScoreIsMissing(
            @ForAll Score.Reason reason, @ForAll("models") List<ModelState> models) {
        // Given
        boolean canAnswer = models.stream().anyMatch(state -> Fixtures.mayAnswer(state));

        // When
        Decision decision = decide(query(Fixtures.request("auto"), Fixtures.missing(reason), models));

        // Then
        assertEquals(canAnswer, !decision.plan().isEmpty());
    }

    @Property(tries = TRIES)
    void anAddedModelNeverReordersTheOthers(
            @ForAll("requests") ChatRequest request,
            @ForAll("analyses") Analysis analysis,
            @ForAll("models") List<ModelState> models) {
        // Given
        List<ModelState> fewer = models.subList(0, models.size() - 1);

        // When
        List<String> before = Fixtures.plan(decide(query(request, analysis, fewer)));
        List<String> after = Fixtures.plan(decide(query(request, analysis, models)));

        // Then
        Set<String> inBoth = new HashSet<>(before);
        inBoth.retainAll(after);
        assertEquals(only(inBoth, before), only(inBoth, after));
    }

    @Property(tries = TRIES)
    void theSameQueryGivesTheSameDecision(
            @ForAll("requests") ChatRequest request,
            @ForAll("analyses") Analysis analysis,
            @ForAll("models") List<ModelState> models) {
        Query query = query(request, analysis, models);

        assertEquals(decide(query), decide(query));
    }

    @Property(tries = TRIES)
    void whatAPolicyDoesNotDeclareDoesNotChangeItsDecision(
            @ForAll("analyses") Analysis analysis, @ForAll("models") List<ModelState> models) {
        // Given
        Query query = query(Fixtures.request("auto"), analysis, models);

        // When
        Decision blind = POLICY.decide(
                new Query(Fixtures.request("auto"), analysis.only(POLICY.dimensions()), query.view(), Clearance.OPEN));

        // Then
        assertEquals(POLICY.decide(query), blind);
    }

    private static List<String> only(Set<String> names, List<String> plan) {
        return plan.stream().filter(names::contains).toList();
    }
}
