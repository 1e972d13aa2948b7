package dev.outrigger.route;

import static dev.outrigger.route.Fixtures.BEST;
import static dev.outrigger.route.Fixtures.MINI;
import static dev.outrigger.route.Fixtures.SMOL;
import static dev.outrigger.route.Fixtures.analysis;
import static dev.outrigger.route.Fixtures.plan;
import static dev.outrigger.route.Fixtures.prefer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.admit.Clearance;
import dev.outrigger.analyze.Analysis;
import dev.outrigger.analyze.Dimension;
import dev.outrigger.analyze.Score;
import dev.outrigger.registry.RegistryView;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleStageTest {
    private static final RegistryView VIEW = Fixtures.view(SMOL, MINI, BEST);

    private static Decision decide(Analysis analysis, StageSettings... stages) {
        return Fixtures.policy(VIEW, stages)
                .decide(new Query(Fixtures.request("auto"), analysis, VIEW, Clearance.OPEN));
    }

    private static String complaint(String when) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> prefer(when, "best"))
                .getMessage());
    }

    @Test
    void putsPreferredModelsFirstInTheListsOrder() {
        // When
        Decision decision = decide(
                analysis(0.9, "code"),
                prefer("analysis.domain == 'code' && analysis.complexity > 0.6", "best", "smol"));

        // Then
        assertEquals(List.of("best", "smol", "mini"), plan(decision));
        assertEquals(Decision.Reason.RULE, decision.reason());
        assertEquals(
                "preferred by stage 1: analysis.domain == 'code' && analysis.complexity > 0.6",
                decision.considered().getFirst().because());
    }

    @Test
    void doesNothingWhenItsConditionDoesNotHold() {
        Decision decision = decide(analysis(0.1, "code"), prefer("analysis.complexity > 0.6", "best"));

        assertEquals(List.of("smol", "mini", "best"), plan(decision));
        assertEquals(List.of(), decision.notes());
    }

    @Test
    void doesNotApplyWhenItTouchesAMissingScoreAndSaysSo() {
        // When
        Decision decision = decide(Fixtures.missing(Score.Reason.LATE), prefer("analysis.complexity > 0.6", "best"));

        // Then
        assertEquals(List.of("smol", "mini", "best"), plan(decision));
        assertEquals(
                List.of(new Decision.Note("rule", "stage 1 does not apply: complexity is missing, the budget ran out")),
                decision.notes());
    }

    @Test
    void doesNotApplyToAGuessThatTheAnalyzerAbstainedFrom() {
        // Given
        Analysis guess = Analysis.of(Map.of(Dimension.TASK, Score.abstained(Score.labelled("code", 0.3))));

        // When
        Decision decision = decide(guess, prefer("analysis.task == 'code'", "best"));

        // Then
        assertEquals(List.of("smol", "mini", "best"), plan(decision));
        assertEquals(
                List.of(new Decision.Note(
                        "rule", "stage 1 does not apply: task is missing, its model is not sure enough")),
                decision.notes());
    }

    @Test
    void doesNotApplyWhenTheRestOfTheExpressionWouldHoldWithoutTheMissingScore() {
        Decision decision = decide(
                Fixtures.missing(Score.Reason.LOADING),
                prefer("analysis.complexity > 0.6 || request.model == 'auto'", "best"));

        assertEquals(List.of("smol", "mini", "best"), plan(decision));
        assertEquals(1, decision.notes().size());
    }

    @Test
    void appliesWhenTheMissingScoreIsNeverReached() {
        Decision decision = decide(
                Fixtures.missing(Score.Reason.LOADING),
                prefer("request.model == 'auto' || analysis.complexity > 0.6", "best"));

        assertEquals("best", plan(decision).getFirst());
    }

    @Test
    void doesNotApplyWhenItCannotBeComputed() {
        Decision decision = decide(Analysis.NONE, prefer("1 / request.tools > 0", "best"));

        assertEquals(List.of("smol", "mini", "best"), plan(decision));
        assertTrue(decision.notes().getFirst().because().contains("cannot be computed"));
    }

    @Test
    void doesNotApplyWhenTheAppLeftOutWhatItAsksFor() {
        Decision decision = decide(Analysis.NONE, prefer("request.maxTokens < 10", "best"));

        assertEquals(
                "stage 1 does not apply: the app set no bound on tokens",
                decision.notes().getFirst().because());
    }

    @Test
    void mayAskWhichKindsOfPersonalDataThereAre() {
        Analysis found =
                Analysis.of(Map.of(Dimension.SENSITIVITY, Score.labelled(List.of("EMAIL", "IBAN"), List.of())));
        Analysis none = Analysis.of(Map.of(Dimension.SENSITIVITY, Score.labelled(List.of(), List.of())));
        StageSettings.Rule rule =
                Fixtures.prefer("'IBAN' in analysis.sensitivity && size(analysis.sensitivity) > 1", "smol");

        assertEquals("smol", Fixtures.plan(decide(found, rule)).getFirst());
        assertTrue(decide(none, rule).notes().isEmpty());
    }

    @Test
    void mayAskForTheTokensOfAFamily() {
        Analysis counted =
                Analysis.of(Map.of(Dimension.FAMILY_TOKENS, Score.counted(Map.of("llama3", 9000.0, "gpt", 7000.0))));

        assertEquals(
                "best",
                Fixtures.plan(decide(counted, prefer("analysis.familyTokens.llama3 > 8000", "best")))
                        .getFirst());
        assertTrue(decide(counted, prefer("analysis.familyTokens.gpt > 8000", "best"))
                .notes()
                .isEmpty());
        assertEquals(
                "stage 1 does not apply: familyTokens does not say qwen",
                decide(counted, prefer("analysis.familyTokens.qwen > 8000", "best"))
                        .notes()
                        .getFirst()
                        .because());
    }

    @Test
    void putsAvoidedModelsLast() {
        Decision decision =
                decide(Analysis.NONE, new StageSettings.Rule("true", List.of(), List.of("smol"), List.of()));

        assertEquals(List.of("mini", "best", "smol"), plan(decision));
    }

    @Test
    void leavesOutAllOthersWithOnly() {
        // When
        Decision decision =
                decide(Analysis.NONE, new StageSettings.Rule("true", List.of(), List.of(), List.of("mini")));

        // Then
        assertEquals(List.of("mini"), plan(decision));
        assertEquals(Decision.Reason.ONLY_ONE, decision.reason());
        assertEquals(
                List.of(
                        new Decision.Excluded("smol", "rule", "stage 1 allows only mini"),
                        new Decision.Excluded("best", "rule", "stage 1 allows only mini")),
                decision.excluded());
    }

    @Test
    void theFirstRuleThatPlacesAModelHasTheLastWord() {
        Decision decision = decide(
                Analysis.NONE,
                new StageSettings.Rule("true", List.of("mini"), List.of("best"), List.of()),
                prefer("true", "best", "smol", "mini"));

        assertEquals(List.of("mini", "smol", "best"), plan(decision));
    }

    @Test
    void readsTheDimensionsOfItsExpressionAlone() {
        RuleStage stage = new RuleStage(1, prefer("analysis.task in ['code', 'math'] && request.stream", "best"));

        assertEquals(Set.of(Dimension.TASK), stage.dimensions());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "analysis.turns > 3 && analysis.tokens < 2000.5",
                "analysis.tools == 0 && analysis.images == 0 && analysis.codeFences >= 1",
                "request.model.startsWith('gpt-') || request.json || request.stream",
                "analysis.familyTokens.llama3 > 8000 && analysis.familyTokens.claude < 8000.5",
                "analysis.toolLoop == 'running' && analysis.documents + analysis.audio + analysis.video > 0",
                "analysis.outputSchema == 'schema' || 'python' in analysis.codeLanguages",
                "request.messages > 2 && request.images == 0 && request.choices == 1",
                "analysis.language != 'en' && analysis.field == 'law'"
            })
    void understandsEveryName(String when) {
        assertEquals(when, prefer(when, "best").when());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "analysis.complxity > 0.5|at 1:1: unknown name; known are analysis.domain",
                "analysis.complexity >|at 1:22:",
                "analysis.familyTokens.llama33 > 1|unknown name; known are analysis.domain",
                "analysis.familyTokens > 1|unknown name; known are analysis.domain",
                "analysis.turns + 1|expected type 'bool' but found 'int'",
                "analysis.domain > 3|no matching overload",
                "request.stream == 'x'|no matching overload",
                "[1, 2].all(x, x > 0)|unknown name"
            })
    void isRefusedWithItsPlaceWhenItIsWrong(String when, String message) {
        String complaint = complaint(when);

        assertTrue(complaint.contains(message), complaint);
        assertTrue(complaint.startsWith("'" + when + "' at 1:"), complaint);
    }

    @Test
    void isBoundedInLengthAndDepth() {
        assertTrue(complaint("request.stream || ".repeat(200) + "true").contains("size exceeds"));
        assertTrue(complaint("(".repeat(100) + "true" + ")".repeat(100)).contains("recursion"));
    }

    @Test
    void needsSomethingToDo() {
        assertThrows(IllegalArgumentException.class, () -> prefer("true"));
    }
}
