package dev.outrigger.route;

import static dev.outrigger.route.Fixtures.BEST;
import static dev.outrigger.route.Fixtures.MINI;
import static dev.outrigger.route.Fixtures.SMOL;
import static dev.outrigger.route.Fixtures.analysis;
import static dev.outrigger.route.Fixtures.plan;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.outrigger.admit.Clearance;
import dev.outrigger.analyze.Analysis;
import dev.outrigger.analyze.Dimension;
import dev.outrigger.analyze.Score;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.OutputFormat;
import dev.outrigger.registry.Health;
import dev.outrigger.registry.ModelState;
import dev.outrigger.registry.RegistryView;
import dev.outrigger.registry.Skills;
import dev.outrigger.support.Asked;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The stage, in the default policy. */
class LocalStageTest {
    private static Decision decide(Analysis analysis, ModelState... models) {
        RegistryView view = Fixtures.view(models);
        return Fixtures.defaultPolicy(view).decide(Fixtures.query(analysis, models));
    }

    private static String because(Decision decision, String model) {
        return decision.considered().stream()
                .filter(candidate -> candidate.model().equals(model))
                .findFirst()
                .orElseThrow()
                .because();
    }

    @Test
    void answersSimpleRequestsInThePod() {
        Decision decision = decide(analysis(0.2, "factual"), MINI, SMOL, BEST);

        assertEquals("smol", plan(decision).getFirst());
        assertEquals(Decision.Reason.SIMPLE, decision.reason());
    }

    @Test
    void answersElsewhereWhatMustHaveAForm() {
        // Given: simple, but for the form
        ChatRequest request = Asked.of("p").format(new OutputFormat.Json()).request();
        RegistryView view = Fixtures.view(MINI, SMOL);
        // When
        Decision decision =
                Fixtures.defaultPolicy(view).decide(new Query(request, analysis(0.2, "factual"), view, Clearance.OPEN));
        // Then
        assertEquals("mini", plan(decision).getFirst());
    }

    @Test
    void answersOtherRequestsElsewhereAndKeepsThePodInReserve() {
        // When
        Decision decision = decide(analysis(0.9, "factual"), SMOL, MINI);

        // Then
        assertEquals(List.of("mini", "smol"), plan(decision));
        assertEquals(Decision.Reason.SCORE, decision.reason());
        assertEquals(
                "local, and the request is not simple: its complexity is over 0.3",
                because(decision, "smol").split(";", 2)[0]);
    }

    @Test
    void sendsWhatASmallModelFailsAtElsewhereHoweverShort() {
        assertEquals("mini", plan(decide(analysis(0.1, "math"), SMOL, MINI)).getFirst());
        assertEquals("mini", plan(decide(analysis(0.1, "code"), SMOL, MINI)).getFirst());
    }

    @Test
    void sendsDomainsTheModelWasMeasuredToFailAtElsewhereAndSaysSo() {
        // Given
        ModelState measured = measured("smol", Map.of("factual", new Skills.Skill(500, 249)));

        // When
        Decision decision = decide(analysis(0.1, "factual"), measured, MINI);

        // Then
        assertEquals(List.of("mini", "smol"), plan(decision));
        assertEquals(
                "local, and the request is not simple: of 500 factual prompts it answered 249 right, under 0.5",
                because(decision, "smol").split(";", 2)[0]);
    }

    @Test
    void answersDomainsTheModelWasMeasuredToMasterInThePod() {
        ModelState measured = measured("smol", Map.of("factual", new Skills.Skill(500, 250)));

        assertEquals(
                "smol", plan(decide(analysis(0.1, "factual"), MINI, measured)).getFirst());
    }

    @Test
    void answersDomainsInWhichNothingWasMeasuredInThePod() {
        ModelState measured = measured("smol", Map.of("factual", new Skills.Skill(500, 0)));

        assertEquals(
                "smol",
                plan(decide(analysis(0.1, "conversation"), MINI, measured)).getFirst());
    }

    @Test
    void holdsEachLocalModelToItsOwnMeasurement() {
        ModelState weak = measured("weak", Map.of("factual", new Skills.Skill(100, 10)));
        ModelState able = measured("able", Map.of("factual", new Skills.Skill(100, 90)));

        assertEquals(List.of("able", "mini", "weak"), plan(decide(analysis(0.1, "factual"), weak, MINI, able)));
    }

    @Test
    void lowersTheMeasuredShareThatIsAskedForAsTheOperatorSays() {
        // Given
        ModelState measured = measured("smol", Map.of("factual", new Skills.Skill(500, 100)));
        StageSettings.Local lenient = new StageSettings.Local(0.3, List.of(), 0.2, List.of("en"));
        Policy policy = Fixtures.policy(Fixtures.view(MINI, measured), lenient);

        // When
        Decision decision = policy.decide(Fixtures.query(analysis(0.1, "factual"), MINI, measured));

        // Then
        assertEquals("smol", plan(decision).getFirst());
    }

    private static ModelState measured(String name, Map<String, Skills.Skill> domains) {
        return Fixtures.ready(Fixtures.local(name).measured(new Skills(domains)));
    }

    @Test
    void sendsLanguagesTheLocalModelDoesNotSpeakElsewhere() {
        assertEquals(
                "mini", plan(decide(analysis(0.1, "factual", "fr"), SMOL, MINI)).getFirst());
    }

    @Test
    void takesATextTooShortToTellItsLanguageAsSimple() {
        Analysis unsure = Analysis.of(Map.of(
                Dimension.COMPLEXITY, Score.estimated(0.1, 0.9),
                Dimension.DOMAIN, Score.labelled("conversation", 0.9),
                Dimension.LANGUAGE, Score.missing(Score.Reason.UNSURE)));

        assertEquals("smol", plan(decide(unsure, MINI, SMOL)).getFirst());
    }

    @ParameterizedTest
    @EnumSource(Score.Reason.class)
    void goesRemoteWhenEveryScoreIsMissing(Score.Reason reason) {
        Decision decision = decide(Fixtures.missing(reason), SMOL, Fixtures.ready(Fixtures.unknown("any")));

        assertEquals(List.of("any", "smol"), plan(decision));
    }

    @Test
    void staysLocalWhenEveryScoreIsMissingAndThereIsNoRemote() {
        assertEquals(List.of("smol"), plan(decide(Fixtures.missing(Score.Reason.NO_MODEL), SMOL)));
    }

    @Test
    void staysLocalForHardRequestsWhenTheRemoteIsDown() {
        // Given
        ModelState down = Fixtures.in(BEST.profile(), new Health.Resting("breaker open", Duration.ofSeconds(1)));

        // When
        Decision decision = decide(analysis(0.9, "code"), SMOL, down);

        // Then
        assertEquals(List.of("smol"), plan(decision));
        assertEquals(Decision.Reason.ONLY_ONE, decision.reason());
        assertEquals(List.of(new Decision.Excluded("best", "health", "resting: breaker open")), decision.excluded());
    }

    @Test
    void readsNoLearnedDimensionBeyondWhatTheScoreReadsWithoutLocalModels() {
        assertEquals(
                Set.of(Dimension.COMPLEXITY, Dimension.TOKENS),
                Fixtures.defaultPolicy(Fixtures.view(MINI)).dimensions());
    }

    @Test
    void takesARequestAtTheBoundForASimpleOne() {
        assertEquals("smol", plan(decide(analysis(0.3, "factual"), MINI, SMOL)).getFirst());
    }

    @Test
    void saysWhatIsNotSimpleAboutARequest() {
        String not = "local, and the request is not simple: ";

        assertEquals(not + "its domain is math", words(analysis(0.1, "math")));
        assertEquals(not + "its language is fr", words(analysis(0.1, "factual", "fr")));
        assertEquals(
                "complexity is missing",
                words(Fixtures.missing(Score.Reason.NO_MODEL))
                        .substring(not.length())
                        .split(",", 2)[0]);
        assertEquals(
                "domain is missing",
                words(Analysis.of(Map.of(Dimension.COMPLEXITY, Score.estimated(0.1, 0.9))))
                        .substring(not.length())
                        .split(",", 2)[0]);
    }

    private static String words(Analysis analysis) {
        return because(decide(analysis, SMOL, MINI), "smol").split(";", 2)[0];
    }

    @Test
    void isCalledLocal() {
        assertEquals("local", new LocalStage(new StageSettings.Local(0.3, List.of(), 0.5, List.of())).name());
    }
}
