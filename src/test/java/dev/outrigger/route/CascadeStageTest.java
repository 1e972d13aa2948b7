package dev.outrigger.route;

import static dev.outrigger.route.Fixtures.BEST;
import static dev.outrigger.route.Fixtures.MINI;
import static dev.outrigger.route.Fixtures.SMOL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.analyze.Analysis;
import dev.outrigger.analyze.Dimension;
import dev.outrigger.analyze.Score;
import dev.outrigger.chat.Evidence;
import dev.outrigger.config.Figure;
import dev.outrigger.registry.Health;
import dev.outrigger.registry.ModelState;
import dev.outrigger.registry.RegistryView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Cheap models first, on a condition. */
class CascadeStageTest {
    private static final RegistryView VIEW = Fixtures.view(SMOL, MINI, BEST);
    private static final HoldSettings HOLD = new HoldSettings(64, Duration.ofSeconds(3));

    private static CascadeSettings cascade(String confidence, List<String> from, List<String> to) {
        return new CascadeSettings(from, to, new Figure(confidence), 0, HOLD, 0, 0.5);
    }

    private static CascadeSettings cascade() {
        return cascade("0.8", List.of("smol"), List.of("best"));
    }

    private static Decision decide(Analysis analysis, StageSettings... stages) {
        return Fixtures.policy(VIEW, stages).decide(Fixtures.query(analysis, SMOL, MINI, BEST));
    }

    @Test
    void asksTheCheapOnConditionThenTheOthersInTheirOrder() {
        Decision decision = decide(Analysis.NONE, cascade());
        assertEquals(List.of("smol", "best", "mini"), Fixtures.plan(decision));
        Step.TryIf first = (Step.TryIf) decision.plan().getFirst();
        assertEquals(HOLD, first.hold());
        assertEquals(new Acceptance(0.8, 0, 0, 0.5), first.acceptance());
        assertTrue(decision.plan().get(1) instanceof Step.Try);
        assertEquals(Decision.Reason.CASCADE, decision.reason());
        assertEquals(
                "asked first; handed on if it is 0.8 sure",
                decision.considered().getFirst().because());
        assertEquals("asked when smol is not sure", decision.considered().get(1).because());
    }

    @Test
    void decidesLikewiseWithEveryScoreMissing() {
        for (Score.Reason reason : Score.Reason.values())
            assertEquals(List.of("smol", "best", "mini"), Fixtures.plan(decide(Fixtures.missing(reason), cascade())));
    }

    @Test
    void leavesWhomAnEarlierStagePlacedAndStillHoldsWhatItSays() {
        Decision decision =
                decide(Fixtures.analysis(0.9, "code"), Fixtures.prefer("analysis.complexity > 0.8", "mini"), cascade());
        assertEquals(List.of("mini", "smol", "best"), Fixtures.plan(decision));
        assertTrue(decision.plan().get(1) instanceof Step.TryIf);
    }

    @Test
    void whomAnEarlierStagePlacedIsBelievedWhateverItSays() {
        Decision preferred = decide(Analysis.NONE, Fixtures.prefer("true", "smol"), cascade());
        assertEquals(List.of("smol", "best", "mini"), Fixtures.plan(preferred));
        assertTrue(preferred.plan().getFirst() instanceof Step.Try);
        StageSettings avoid = new StageSettings.Rule("true", List.of(), List.of("smol"), List.of());
        Decision avoided = decide(Analysis.NONE, avoid, cascade());
        assertEquals(List.of("best", "mini", "smol"), Fixtures.plan(avoided));
        assertTrue(avoided.plan().getLast() instanceof Step.Try);
    }

    @Test
    void isAsSureAsAnExpressionSaysAndInDoubtSevenTenths() {
        CascadeSettings dynamic = cascade("analysis.complexity > 0.5 ? 0.95 : 0.6", List.of("smol"), List.of("best"));
        assertEquals(Set.of(Dimension.COMPLEXITY), new CascadeStage(dynamic).dimensions());
        assertEquals(0.95, sure(decide(Fixtures.analysis(0.9, "code"), dynamic)));
        assertEquals(0.6, sure(decide(Fixtures.analysis(0.1, "code"), dynamic)));
        Decision doubt = decide(Analysis.NONE, dynamic);
        assertEquals(0.7, sure(doubt));
        assertTrue(doubt.notes().getFirst().because().startsWith("confidence is taken as 0.7"));
    }

    private static double sure(Decision decision) {
        return ((Step.TryIf) decision.plan().getFirst()).acceptance().confidence();
    }

    @Test
    void whoRestsMayStillBeAskedLaterOnTheSameCondition() {
        ModelState resting = Fixtures.in(SMOL.profile(), new Health.Resting("breaker open", Duration.ofSeconds(1)));
        Decision decision = Fixtures.policy(VIEW, cascade()).decide(Fixtures.query(Analysis.NONE, resting, MINI, BEST));
        assertEquals(List.of("best", "mini"), Fixtures.plan(decision));
        assertTrue(decision.resting().getFirst() instanceof Step.TryIf);
    }

    @Test
    void refusesWhatIsNoCascade() {
        for (CascadeWish wish : List.of(
                new CascadeWish("0.7", List.of(), List.of("best")),
                new CascadeWish("0.7", List.of("smol"), List.of()),
                new CascadeWish("0.7", List.of("smol"), List.of("smol")),
                new CascadeWish("1.7", List.of("smol"), List.of("best")),
                new CascadeWish("analysis.complexty", List.of("smol"), List.of("best"))))
            assertThrows(IllegalArgumentException.class, () -> cascade(wish.confidence(), wish.from(), wish.to()));
        assertThrows(
                IllegalArgumentException.class,
                () -> new CascadeSettings(
                        List.of("smol"), List.of("best"), Figure.of(0.7), 0, HoldSettings.NONE, 0, 0.5));
    }

    private record CascadeWish(String confidence, List<String> from, List<String> to) {}

    @Test
    void anAcceptanceSaysWhatSpeaksAgainstAnAnswer() {
        Evidence evidence = Evidence.of(Math.log(0.9), 0).plus(Evidence.of(Math.log(0.4), 0));
        assertEquals(Optional.empty(), new Acceptance(0.6).objection(evidence));
        assertEquals(Optional.of("it is 0.60 sure, under 0.70"), new Acceptance(0.7).objection(evidence));
        assertEquals(
                Optional.of("one of its words is 0.40 sure, under 0.50"),
                new Acceptance(0.5, 0.5, 0, 0).objection(evidence));
        assertEquals(Optional.of("it does not say how sure it is"), new Acceptance(0).objection(Evidence.NONE));
        assertEquals(Optional.empty(), new Acceptance(0, 0, 2, 0.5).objection(0.5));
        assertEquals(
                Optional.of("asked again 0.33 of its answers say the same, under 0.50"),
                new Acceptance(0, 0, 2, 0.5).objection(1 / 3d));
        assertThrows(IllegalArgumentException.class, () -> new Acceptance(1.1));
        assertThrows(IllegalArgumentException.class, () -> new Acceptance(1, 0, -1, 0));
    }
}
