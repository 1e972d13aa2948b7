package dev.outrigger.route;

import static dev.outrigger.route.Fixtures.BEST;
import static dev.outrigger.route.Fixtures.MINI;
import static dev.outrigger.route.Fixtures.SMOL;
import static dev.outrigger.route.Fixtures.plan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.outrigger.analyze.Analysis;
import dev.outrigger.analyze.Dimension;
import dev.outrigger.analyze.Score;
import dev.outrigger.config.Figure;
import dev.outrigger.registry.RegistryView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class SemanticStageTest {
    private static final RegistryView VIEW = Fixtures.view(SMOL, MINI, BEST);

    private static SemanticSettings settings(String least) {
        SequencedMap<String, List<String>> prefer = new LinkedHashMap<>();
        prefer.put("legal", List.of("best"));
        prefer.put("billing", List.of("mini", "best"));
        return new SemanticSettings(prefer, new Figure(least));
    }

    private static Decision decide(Score score, StageSettings... stages) {
        return Fixtures.policy(VIEW, stages)
                .decide(Fixtures.query(Analysis.of(Map.of(Dimension.SIMILARITY, score)), SMOL, MINI, BEST));
    }

    @Test
    void putsTheModelsOfTheNearestExamplesFirst() {
        Decision decision =
                decide(Score.counted(Map.of("billing", 0.81, "legal", 0.7, "other", 0.99)), settings("0.5"));

        assertEquals(List.of("mini", "best", "smol"), plan(decision));
        assertEquals(Decision.Reason.SIMILAR, decision.reason());
        assertEquals(
                "like the examples of billing, 0.81",
                decision.considered().getFirst().because());
    }

    @Test
    void takesTheFirstOfTheFileWhereTwoAreAsNear() {
        assertEquals(
                List.of("best", "smol", "mini"),
                plan(decide(Score.counted(Map.of("billing", 0.8, "legal", 0.8)), settings("0.5"))));
    }

    @Test
    void placesNobodyWhereNothingIsNearEnoughOrKnownAndSaysSo() {
        Decision far = decide(Score.counted(Map.of("billing", 0.4, "legal", 0.1)), settings("0.5"));
        Decision missing = decide(Score.missing(Score.Reason.LOADING), settings("0.5"));

        for (Decision decision : List.of(far, missing)) assertEquals(List.of("smol", "mini", "best"), plan(decision));
        assertEquals(
                List.of(new Decision.Note("semantic", "most like the examples of billing, 0.40, under 0.50")),
                far.notes());
        assertEquals(
                List.of(new Decision.Note("semantic", "likeness is missing, its model is still loading")),
                missing.notes());
    }

    @Test
    void aRuleMayReadTheLikeness() {
        Score likeness = Score.counted(Map.of("billing", 0.8));

        assertEquals(
                List.of("best", "smol", "mini"),
                plan(decide(likeness, Fixtures.prefer("analysis.similarity['billing'] > 0.7", "best"))));
        assertEquals(
                List.of("smol", "mini", "best"),
                plan(decide(likeness, Fixtures.prefer("analysis.similarity['nobody'] > 0.7", "best"))));
    }

    @Test
    void refusesABoundOutsideAndNoExamples() {
        assertThrows(IllegalArgumentException.class, () -> settings("2"));
        assertThrows(IllegalArgumentException.class, () -> new SemanticSettings(new LinkedHashMap<>(), Figure.of(0.5)));
    }
}
