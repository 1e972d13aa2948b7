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
import dev.outrigger.analyze.Score;
import dev.outrigger.registry.Figures;
import dev.outrigger.registry.Headroom;
import dev.outrigger.registry.Health;
import dev.outrigger.registry.Listed;
import dev.outrigger.registry.ModelState;
import dev.outrigger.registry.Offers;
import dev.outrigger.registry.Pace;
import dev.outrigger.registry.Price;
import dev.outrigger.registry.Quantiles;
import dev.outrigger.registry.RegistryView;
import dev.outrigger.registry.Skills;
import dev.outrigger.registry.Strengths;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
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

    private static ModelState figured(String name, double shortAnswer) {
        dev.outrigger.registry.ModelProfile profile = Fixtures.remote(name, 1, 1, 0.8);
        Pace pace = new Pace(
                Quantiles.UNKNOWN,
                Quantiles.UNKNOWN,
                Quantiles.UNKNOWN,
                OptionalDouble.of(shortAnswer),
                OptionalDouble.empty());
        return new ModelState(
                profile,
                new Health.Ready(),
                0,
                OptionalDouble.empty(),
                profile.window(),
                new Figures(
                        pace,
                        OptionalDouble.empty(),
                        Headroom.UNKNOWN,
                        Figures.Warmth.WARM,
                        Map.of(),
                        Offers.Offer.UNKNOWN,
                        Optional.empty()));
    }

    @Test
    void takesAMeasuredLatencyForTheProfilesAndSaysSo() {
        Decision decision = decide(Fixtures.analysis(0.5, "factual"), figured("slow", 20), figured("quick", 0.5));

        assertEquals(List.of("quick", "slow"), plan(decision));
        assertEquals(OptionalDouble.of(0.5), decision.considered().getFirst().latency());
        assertTrue(decision.considered().getFirst().because().endsWith("speed 0.91 (measured, 0.50 s)"));
    }

    private static ModelState strong(String name, Map<String, Double> domains, Map<String, Double> fields) {
        return Fixtures.ready(Fixtures.cloud(name)
                .price(1, 1)
                .quality(0.7)
                .strengths(new Strengths(domains, fields, List.of()))
                .profile());
    }

    private static Analysis about(String domain, String field) {
        return Analysis.of(Map.of(
                Dimension.COMPLEXITY, Score.estimated(0.5, 0.9),
                Dimension.DOMAIN, Score.labelled(domain, 0.9),
                Dimension.FIELD, Score.labelled(field, 0.9)));
    }

    @Test
    void expectsOfAModelWhatIsSaidOfTheFieldElseOfTheDomain() {
        ModelState lawyer = strong("lawyer", Map.of("factual", 0.2), Map.of("law", 0.9));
        ModelState all = strong("all", Map.of("factual", 0.8), Map.of());

        assertEquals(List.of("lawyer", "all"), plan(decide(about("factual", "law"), lawyer, all)));
        assertEquals(List.of("all", "lawyer"), plan(decide(about("factual", "medicine"), lawyer, all)));
        assertEquals(
                OptionalDouble.of(0.7),
                decide(about("code", "medicine"), lawyer)
                        .considered()
                        .getFirst()
                        .quality());
    }

    @Test
    void readsTheFieldOnlyWhereAModelIsSaidToBeGoodByIt() {
        ModelState lawyer = strong("lawyer", Map.of(), Map.of("law", 0.9));
        ModelState coder = strong("coder", Map.of("code", 0.9), Map.of());

        assertTrue(new ScoreStage(new StageSettings.Score(), Objective.DEFAULT, List.of(lawyer.profile()))
                .dimensions()
                .contains(Dimension.FIELD));
        assertEquals(
                Set.of(Dimension.COMPLEXITY, Dimension.TOKENS, Dimension.DOMAIN),
                new ScoreStage(new StageSettings.Score(), Objective.DEFAULT, List.of(coder.profile())).dimensions());
    }

    @Test
    void saysWhereAPriceOfTheListComesFrom() {
        ModelState listed = Fixtures.ready(Fixtures.cloud("listed")
                .listed(new Listed(new Price(1, 1), OptionalInt.empty(), OptionalInt.empty(), Listed.TOLD))
                .profile());

        String because = decide(Fixtures.analysis(0.5, "factual"), listed)
                .considered()
                .getFirst()
                .because();
        assertTrue(because.contains("(price list 2026-11-30)"), because);
    }
}
