package dev.outrigger.route;

import static dev.outrigger.route.Fixtures.BEST;
import static dev.outrigger.route.Fixtures.MINI;
import static dev.outrigger.route.Fixtures.SMOL;
import static dev.outrigger.route.Fixtures.plan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.analyze.Analysis;
import dev.outrigger.analyze.Dimension;
import dev.outrigger.analyze.Score;
import dev.outrigger.config.Figure;
import dev.outrigger.registry.RegistryView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClassifierStageTest {
    private static final RegistryView VIEW = Fixtures.view(SMOL, MINI, BEST);

    private static ClassifierSettings experts(String by, String confidence, Map<String, List<String>> experts) {
        return new ClassifierSettings(by, new LinkedHashMap<>(experts), List.of("mini"), new Figure(confidence));
    }

    private static Decision decide(Score score, ClassifierSettings settings) {
        Dimension by = Dimension.named(settings.by()).orElseThrow();
        return Fixtures.policy(VIEW, settings).decide(Fixtures.query(Analysis.of(Map.of(by, score)), SMOL, MINI, BEST));
    }

    @Test
    void putsTheExpertsOfTheLabelFirstInTheirOrder() {
        Decision decision =
                decide(Score.labelled("code", 0.9), experts("domain", "0", Map.of("code", List.of("best", "mini"))));

        assertEquals(List.of("best", "mini", "smol"), plan(decision));
        assertEquals(Decision.Reason.SKILL, decision.reason());
        assertEquals(
                "an expert for domain code", decision.considered().getFirst().because());
    }

    @Test
    void putsTheOthersFirstWhereNoLabelHasExperts() {
        Decision decision =
                decide(Score.labelled("math", 0.9), experts("domain", "0", Map.of("code", List.of("best"))));

        assertEquals(List.of("mini", "smol", "best"), plan(decision));
    }

    @Test
    void takesTheExpertsOfEachLabelInTheFilesOrder() {
        Map<String, List<String>> experts = new LinkedHashMap<>();
        experts.put("law", List.of("best"));
        experts.put("medicine", List.of("mini"));

        Decision decision =
                decide(Score.labelled(List.of("medicine", "law"), List.of()), experts("fields", "0", experts));

        assertEquals(List.of("best", "mini", "smol"), plan(decision));
    }

    @Test
    void placesNobodyWhereTheLabelIsMissingOrUnsureAndSaysSo() {
        ClassifierSettings settings = experts("domain", "0.8", Map.of("code", List.of("best")));

        Decision missing = decide(Score.missing(Score.Reason.LATE), settings);
        Decision unsure = decide(Score.labelled("code", 0.6), settings);

        for (Decision decision : List.of(missing, unsure))
            assertEquals(List.of("smol", "mini", "best"), plan(decision));
        assertEquals(
                List.of(new Decision.Note("classifier", "domain is missing, the budget ran out")), missing.notes());
        assertEquals(
                List.of(new Decision.Note("classifier", "domain is told with a confidence of 0.60, under 0.80")),
                unsure.notes());
    }

    @Test
    void leavesModelsWhereAnEarlierStagePutThem() {
        Decision decision = Fixtures.policy(
                        VIEW,
                        Fixtures.prefer("true", "smol"),
                        experts("domain", "0", Map.of("code", List.of("best", "smol"))))
                .decide(Fixtures.query(
                        Analysis.of(Map.of(Dimension.DOMAIN, Score.labelled("code", 1))), SMOL, MINI, BEST));

        assertEquals(List.of("smol", "best", "mini"), plan(decision));
    }

    @Test
    void refusesADimensionWithoutLabels() {
        String said = String.valueOf(assertThrows(
                        IllegalArgumentException.class, () -> experts("complexity", "0", Map.of("x", List.of())))
                .getMessage());
        assertTrue(said.startsWith("by must be one of domain, "), said);
        assertThrows(IllegalArgumentException.class, () -> experts("domain", "0", Map.of()));
        assertThrows(IllegalArgumentException.class, () -> experts("domain", "1.5", Map.of("code", List.of())));
    }
}
