package dev.outrigger.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.analyze.Score;
import dev.outrigger.registry.ModelState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds of policies of any of these stages, in any order. */
class StagesPropertiesTest {
    private static final int TRIES = 300;

    private static final ModelState[] MODELS = models();

    private static ModelState[] models() {
        List<ModelState> all = new ArrayList<>(List.of(Fixtures.SMOL, Fixtures.MINI, Fixtures.BEST));
        all.addAll(List.of(Asking.replicas(Map.of("a", 3, "b", 0, "c", 1))));
        all.add(Asking.desk());
        return all.toArray(ModelState[]::new);
    }

    private static Policy policy(List<StageSettings> stages) {
        return Fixtures.policy(Fixtures.view(MODELS), stages.toArray(StageSettings[]::new));
    }

    private static Set<String> names(Stream<String> names) {
        return names.collect(Collectors.toCollection(TreeSet::new));
    }

    @Property(tries = TRIES)
    void decidesWithEveryScoreMissing(
            @ForAll("policies") List<StageSettings> stages,
            @ForAll("askings") Asking asking,
            @ForAll Score.Reason reason) {
        Decision decision =
                policy(stages).decide(asking.analysis(Fixtures.missing(reason)).of(MODELS));

        assertTrue(!decision.asks().isEmpty());
    }

    @Property(tries = TRIES)
    void noStageAddsACandidateOrForgetsOne(
            @ForAll("policies") List<StageSettings> stages, @ForAll("askings") Asking asking) {
        Decision decision = policy(stages).decide(asking.of(MODELS));

        List<String> all = Stream.concat(
                        decision.asks().stream().map(ask -> ask.candidate().name()),
                        decision.excluded().stream().map(Decision.Excluded::model))
                .sorted()
                .toList();
        assertEquals(
                Stream.of(MODELS).map(state -> state.profile().name()).sorted().toList(), all);
    }

    @Property(tries = TRIES)
    void nobodyIsPlannedWhomARestrictionLeftOut(
            @ForAll("policies") List<StageSettings> stages, @ForAll("askings") Asking asking) {
        // Given
        List<StageSettings> restricted = new ArrayList<>(stages);
        restricted.add(0, new StageSettings.Rule("true", List.of(), List.of(), List.of("mini", "a", "b")));

        // When
        Decision decision = policy(restricted).decide(asking.of(MODELS));

        // Then
        assertTrue(Set.of("mini", "a", "b")
                .containsAll(names(
                        decision.asks().stream().map(ask -> ask.candidate().name()))));
    }

    @Property(tries = TRIES)
    void theSameQueryGivesTheSameDecision(
            @ForAll("policies") List<StageSettings> stages, @ForAll("askings") Asking asking) {
        Query query = asking.of(MODELS);

        assertEquals(policy(stages).decide(query), policy(stages).decide(query));
    }

    @Provide
    Arbitrary<List<StageSettings>> policies() {
        return Arbitraries.<StageSettings>of(
                        Fixtures.prefer("analysis.complexity > 0.5", "best"),
                        Fixtures.prefer("user.name == 'ann'", "c", "desk"),
                        new StageSettings.Local(0.5, List.of("code"), 0.5, List.of("en")),
                        new StageSettings.Score(),
                        StayStageTest.stay(ContextSettings.Stay.ALWAYS, true, 3),
                        StayStageTest.stay(ContextSettings.Stay.LOOP, false, 0),
                        new ContextSettings(
                                ContextSettings.Stay.ALWAYS,
                                false,
                                0,
                                Duration.ofMinutes(30),
                                Map.of("ann", new ContextSettings.Lists(List.of("mini"), List.of("a"), List.of())),
                                Map.of()),
                        ChainStageTest.chain(
                                Optional.of("domain"),
                                Optional.of("other"),
                                "code",
                                ChainStageTest.to("", List.of(), "Code.", "best", "a"),
                                "other",
                                ChainStageTest.to("", List.of(), "", "desk", "b")),
                        BalanceStageTest.by(BalanceSettings.By.PREFIX),
                        BalanceStageTest.by(BalanceSettings.By.P2C),
                        BalanceStageTest.by(BalanceSettings.By.LEAST_BUSY))
                .list()
                .ofMaxSize(6);
    }

    @Provide
    Arbitrary<Asking> askings() {
        return Arbitraries.integers().between(0, 2_000).map(StagesPropertiesTest::asking);
    }

    private static Asking asking(int number) {
        Asking asking = new Asking()
                .analysis(Fixtures.analysis((number % 11) / 10.0, number % 2 == 0 ? "code" : "factual"))
                .session(number)
                .prefix(number % 17);
        if (number % 3 == 0) asking.user("ann");
        if (number % 5 == 0)
            asking.after(MODELS[number % MODELS.length].profile().name(), 1 + number % 4);
        return asking;
    }
}
