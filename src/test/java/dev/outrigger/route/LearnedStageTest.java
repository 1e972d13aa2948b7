package dev.outrigger.route;

import static dev.outrigger.route.Fixtures.BEST;
import static dev.outrigger.route.Fixtures.MINI;
import static dev.outrigger.route.Fixtures.SMOL;
import static dev.outrigger.route.Fixtures.plan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.analyze.Abilities;
import dev.outrigger.analyze.Analysis;
import dev.outrigger.analyze.Dimension;
import dev.outrigger.analyze.RouterModel;
import dev.outrigger.analyze.Score;
import dev.outrigger.registry.ModelState;
import dev.outrigger.registry.RegistryView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LearnedStageTest {
    private static final LearnedSettings SETTINGS =
            new LearnedSettings(Map.of("mini", "zeroeval_matrix/gpt-4o-mini-2024-07-18"));
    private static final ModelState STRANGE = Fixtures.ready(Fixtures.unknown("strange"));

    private static Analysis at(double first) {
        Map<String, Double> factors = new TreeMap<>();
        for (int i = 1; i <= 16; i++) factors.put("f%02d".formatted(i), i == 1 ? first : 0.0);
        return Analysis.of(Map.of(Dimension.FACTORS, Score.counted(factors)));
    }

    private static Decision decide(Analysis analysis, ModelState... models) {
        RegistryView view = Fixtures.view(models);
        return Fixtures.policy(view, SETTINGS, Fixtures.score()).decide(Fixtures.query(analysis, models));
    }

    private static double quality(Decision decision, String model) {
        return decision.considered().stream()
                .filter(one -> one.model().equals(model))
                .findFirst()
                .orElseThrow()
                .quality()
                .orElseThrow();
    }

    @Test
    void expectsWhatWasLearnedOfAModelByItsName() {
        double learned = RouterModel.ofProduct()
                .abilities()
                .of("zeroeval_matrix/gpt-4o-mini-2024-07-18")
                .orElseThrow()
                .right(new TreeMap<>(factors(0.5)))
                .orElseThrow();

        assertEquals(learned, quality(decide(at(0.5), SMOL, MINI, BEST), "mini"), 1e-9);
    }

    private static Map<String, Double> factors(double first) {
        Map<String, Double> factors = new TreeMap<>();
        for (int i = 1; i <= 16; i++) factors.put("f%02d".formatted(i), i == 1 ? first : 0.0);
        return factors;
    }

    @Test
    void presumesOfAnotherByItsQuality() {
        Decision decision = decide(at(0), SMOL, MINI, BEST);

        assertTrue(quality(decision, "smol") < quality(decision, "best"));
    }

    @Test
    void expectsNothingOfOneOfWhichNothingIsKnown() {
        Decision decision = decide(at(0), MINI, STRANGE);

        assertTrue(decision.considered().stream()
                .filter(one -> one.model().equals("strange"))
                .allMatch(one -> one.quality().isEmpty()));
    }

    @Test
    void changesNothingWhereTheFactorsAreMissingAndSaysSo() {
        Decision decision = decide(Fixtures.missing(Score.Reason.LOADING), SMOL, MINI, BEST);

        assertEquals(
                plan(Fixtures.policy(Fixtures.view(SMOL, MINI, BEST), Fixtures.score())
                        .decide(Fixtures.query(Fixtures.missing(Score.Reason.LOADING), SMOL, MINI, BEST))),
                plan(decision));
        assertTrue(decision.notes()
                .contains(new Decision.Note(
                        "learned", "nothing is expected of anybody: factors are missing, its model is still loading")));
    }

    @Test
    void refusesANameThatWasNotLearned() {
        LearnedSettings wrong = new LearnedSettings(Map.of("mini", "gpt-4o-mini"));
        String said = String.valueOf(assertThrows(
                        IllegalArgumentException.class,
                        () -> new LearnedStage(wrong, RouterModel.ofProduct().abilities()))
                .getMessage());

        assertEquals("as.mini must name a model that was learned, was gpt-4o-mini", said);
    }

    @Test
    void whatWasLearnedIsPartOfThePolicysHash() {
        RegistryView view = Fixtures.view(MINI);
        assertEquals(
                Fixtures.policy(view, SETTINGS).hash(),
                Fixtures.policy(view, SETTINGS).hash());
        assertNotEquals(
                Fixtures.policy(view, SETTINGS).hash(),
                Fixtures.policy(view, new LearnedSettings(Map.of())).hash());
    }

    @Test
    void aRecipeKeepsWhatItsOwnRouterLearnedOfTheModelsThatItNames() {
        Abilities own = new Abilities(
                new TreeMap<>(Map.of("ours/mini", List.of(0.5, 1.0), "ours/other", List.of(0.1, 0.2))),
                List.of(0.0, 0.0),
                List.of(0.0, 1.0));
        Recipe whole = new Recipe(
                "tested",
                Optional.of(Fixtures.settings(new LearnedSettings(Map.of("mini", "ours/mini")), Fixtures.score())),
                Fixtures.profiles(Fixtures.view(MINI)),
                Readers.NONE,
                Optional.of(own));

        assertEquals(
                Set.of("ours/mini"),
                whole.alone().abilities().orElseThrow().known().keySet());
        assertEquals(whole.policy().hash(), whole.alone().policy().hash());
        Recipe other = new Recipe(
                "tested",
                whole.settings(),
                whole.models(),
                Readers.NONE,
                Optional.of(new Abilities(own.known(), List.of(0.0, 0.5), own.tied())));
        assertNotEquals(whole.policy().hash(), other.policy().hash());
        assertEquals(
                1 / (1 + Math.exp(-1.25)),
                quality(
                        whole.policy()
                                .decide(Fixtures.query(
                                        Analysis.of(Map.of(
                                                Dimension.FACTORS, Score.counted(new TreeMap<>(Map.of("f01", 0.5))))),
                                        MINI)),
                        "mini"),
                1e-9);
    }

    @Test
    void readsTheFactorsAlone() {
        assertEquals(
                List.of(Dimension.FACTORS),
                List.copyOf(new LearnedStage(SETTINGS, RouterModel.ofProduct().abilities()).dimensions()));
    }
}
