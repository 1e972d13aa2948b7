package dev.outrigger.route;

import static dev.outrigger.route.Fixtures.BEST;
import static dev.outrigger.route.Fixtures.MINI;
import static dev.outrigger.route.Fixtures.SMOL;
import static dev.outrigger.route.Fixtures.plan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.admit.Clearance;
import dev.outrigger.analyze.Analysis;
import dev.outrigger.analyze.Dimension;
import dev.outrigger.registry.ModelState;
import dev.outrigger.registry.RegistryView;
import dev.outrigger.registry.Skills;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class ScoreStageTest {
    private static Decision decide(Objective objective, Analysis analysis, ModelState... models) {
        RegistryView view = Fixtures.view(models);
        PolicySettings settings = new PolicySettings(
                objective,
                Optional.empty(),
                List.of(new StageSettings.Score()),
                Conduct.DEFAULT.patience(),
                true,
                false,
                false,
                HoldSettings.NONE,
                OnRefusal.STOP);
        return Policies.compile("tested", settings, Fixtures.profiles(view))
                .decide(new Query(Fixtures.request("auto"), analysis, view, Clearance.OPEN));
    }

    private static Decision decide(Analysis analysis, ModelState... models) {
        return decide(Objective.DEFAULT, analysis, models);
    }

    @Test
    void takesTheCheapestWhenAnyWouldDo() {
        assertEquals(List.of("smol", "mini", "best"), plan(decide(Fixtures.analysis(0, "factual"), BEST, MINI, SMOL)));
    }

    @Test
    void expectsOfADomainNoMoreThanWasMeasuredThereHoweverTrivial() {
        // Given
        ModelState measured = measured(Map.of("factual", new Skills.Skill(500, 100)));

        // When
        Decision decision = decide(Fixtures.analysis(0, "factual"), measured, MINI);

        // Then
        assertEquals(List.of("mini", "smol"), plan(decision));
        assertEquals(0.2, decision.considered().get(1).quality().orElseThrow(), 1e-9);
    }

    @Test
    void expectsOfAHardRequestLessThanWasMeasuredInItsDomain() {
        Decision decision =
                decide(Fixtures.analysis(1, "factual"), measured(Map.of("factual", new Skills.Skill(500, 400))));

        assertEquals(0.09, decision.considered().getFirst().quality().orElseThrow(), 1e-9);
    }

    @Test
    void readsTheDomainOnlyWhereAModelWasMeasuredByDomain() {
        // Given
        ModelState measured = measured(Map.of("factual", new Skills.Skill(500, 400)));

        // Then
        assertEquals(
                Set.of(Dimension.COMPLEXITY, Dimension.TOKENS),
                new ScoreStage(
                                new StageSettings.Score(),
                                Objective.DEFAULT,
                                Fixtures.profiles(Fixtures.view(SMOL, MINI)))
                        .dimensions());
        assertEquals(
                Set.of(Dimension.COMPLEXITY, Dimension.TOKENS, Dimension.DOMAIN),
                new ScoreStage(
                                new StageSettings.Score(),
                                Objective.DEFAULT,
                                Fixtures.profiles(Fixtures.view(measured, MINI)))
                        .dimensions());
    }

    private static ModelState measured(Map<String, Skills.Skill> domains) {
        return Fixtures.ready(SMOL.profile().measured(new Skills(domains)));
    }

    @Test
    void takesTheStrongestWhenComplexityIsMissingAndSaysSo() {
        // When
        Decision decision = decide(new Objective(1, 0, 0), Analysis.NONE, SMOL, MINI, BEST);

        // Then
        assertEquals(List.of("best", "mini", "smol"), plan(decision));
        assertEquals(
                "counted as the hardest: complexity is missing, not computed by this policy",
                decision.notes().getFirst().because());
    }

    @Test
    void followsTheObjective() {
        Analysis hard = Fixtures.analysis(1, "code");

        assertEquals(
                "smol",
                plan(decide(new Objective(0, 1, 0), hard, BEST, MINI, SMOL)).getFirst());
        assertEquals(
                "best",
                plan(decide(new Objective(1, 0, 0), hard, SMOL, MINI, BEST)).getFirst());
        assertEquals(
                "smol",
                plan(decide(new Objective(0, 0, 1), hard, BEST, MINI, SMOL)).getFirst());
    }

    @Test
    void showsWhatItExpectsAndLeavesOutWhatItPresumes() {
        // Given
        ModelState unknown = Fixtures.ready(Fixtures.unknown("new"));

        // When
        Decision decision = decide(Fixtures.analysis(0.5, "code"), BEST, unknown);

        // Then
        Decision.Considered best = decision.considered().get(0);
        assertEquals(0.95, best.quality().orElseThrow(), 1e-9);
        assertEquals(0.01, best.cost().orElseThrow(), 0.001);
        assertEquals(OptionalDouble.of(2), best.latency());
        Decision.Considered other = decision.considered().get(1);
        assertEquals(OptionalDouble.empty(), other.quality());
        assertEquals(OptionalDouble.empty(), other.cost());
        assertEquals(
                "utility 0.68: quality 0.80 (presumed), cheapness 0.50 (presumed), speed 0.50 (presumed)",
                other.because());
    }

    @Test
    void presumesMoreOfAProviderThanOfThePod() {
        ModelState unknown = Fixtures.ready(Fixtures.unknown("new"));

        assertEquals("new", plan(decide(Analysis.NONE, SMOL, unknown)).getFirst());
    }

    @Test
    void refusesAnObjectiveOfNothing() {
        assertThrows(IllegalArgumentException.class, () -> new Objective(0, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new Objective(1, -1, 0));
        assertThrows(IllegalArgumentException.class, () -> new Objective(Double.NaN, 1, 0));
    }

    @Property
    void expectsLessOfHarderRequestsAndMoreOfBetterModels(
            @ForAll @DoubleRange(min = 0, max = 1) double weaker,
            @ForAll @DoubleRange(min = 0, max = 1) double stronger,
            @ForAll @DoubleRange(min = 0, max = 1) double easier,
            @ForAll @DoubleRange(min = 0, max = 1) double harder) {
        double low = Math.min(weaker, stronger);
        double high = Math.max(weaker, stronger);
        double easy = Math.min(easier, harder);
        double hard = Math.max(easier, harder);

        assertTrue(Utility.expectedQuality(low, hard) <= Utility.expectedQuality(low, easy));
        assertTrue(Utility.expectedQuality(low, hard) <= Utility.expectedQuality(high, hard));
    }

    /** 400 tokens at 50 dollars a million are twice the cost at which cheapness is a half; 20 seconds are four times. */
    @Test
    void weighsQualityCostAndLatencyByTheObjective() {
        ModelState known = Fixtures.ready(
                Fixtures.cloud("a").price(0, 50).quality(0.8).latency(20).profile());

        assertEquals(
                "utility 0.60: quality 0.80, cheapness 0.33, speed 0.20",
                decide(Fixtures.analysis(0.5, "code"), known)
                        .considered()
                        .getFirst()
                        .because());
    }

    @Test
    void isCalledScoreWhereItNotesSomething() {
        assertEquals(
                "score",
                decide(new Objective(1, 0, 0), Analysis.NONE, SMOL, MINI)
                        .notes()
                        .getFirst()
                        .stage());
    }
}
