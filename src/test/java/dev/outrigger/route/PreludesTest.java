package dev.outrigger.route;

import static dev.outrigger.route.Fixtures.BEST;
import static dev.outrigger.route.Fixtures.MINI;
import static dev.outrigger.route.Fixtures.SMOL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.admit.Clearance;
import dev.outrigger.admit.Rule;
import dev.outrigger.analyze.Analysis;
import dev.outrigger.analyze.Score;
import dev.outrigger.chat.Tool;
import dev.outrigger.registry.Health;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.registry.ModelState;
import dev.outrigger.support.Asked;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the stages judge and ensemble want done before anybody is asked, over what the filters left. */
class PreludesTest {
    private static final JudgeSettings JUDGE = new JudgeSettings(
            "mini", Map.of("mini", "small talk", "best", "proofs"), Duration.ofSeconds(2), 2_000, 1_000);

    private static EnsembleSettings ensemble(EnsembleSettings.Merging merge, String... of) {
        return new EnsembleSettings(List.of(of), merge, Duration.ofSeconds(30));
    }

    private static EnsembleSettings ensemble() {
        return ensemble(new EnsembleSettings.Merging.Vote(), "smol", "mini", "best");
    }

    private static Decision decide(StageSettings stage, ModelState... models) {
        return Fixtures.policy(Fixtures.view(models), stage).decide(Fixtures.query(Analysis.NONE, models));
    }

    private static List<String> names(List<ModelProfile> models) {
        return models.stream().map(ModelProfile::name).toList();
    }

    private static ModelState loading(ModelState model) {
        return Fixtures.in(model.profile(), new Health.Loading("soon"));
    }

    @Test
    void aJudgeIsToldOfThoseThatAreLeftInThePlansOrder() {
        Decision decision = decide(JUDGE, SMOL, BEST, MINI);
        Step.AskJudge first =
                assertInstanceOf(Step.AskJudge.class, decision.plan().getFirst());
        assertEquals("mini", first.judge().name());
        assertEquals(
                List.of(new Brief.Choice("best", "proofs"), new Brief.Choice("mini", "small talk")), first.choices());
        assertEquals(List.of("smol", "best", "mini"), Fixtures.plan(decision));
    }

    @Test
    void whoMayNotAnswerNeitherJudgesNorIsChosen() {
        assertEquals(List.of("smol", "best"), all(decide(JUDGE, SMOL, BEST, loading(MINI))));
        assertEquals(List.of("smol", "mini"), all(decide(JUDGE, SMOL, loading(BEST), MINI)));
        Clearance closed = new Clearance(
                Rule.LOCAL_ONLY, new TreeSet<>(Set.of(Clearance.Cause.FOUND)), new TreeMap<>(), new TreeSet<>());
        Decision decision = Fixtures.policy(Fixtures.view(SMOL, BEST, MINI), JUDGE)
                .decide(new Query(Fixtures.request("auto"), Analysis.NONE, Fixtures.view(SMOL, BEST, MINI), closed));
        assertEquals(List.of("smol"), all(decision));
    }

    /** The names of those asked, where nothing else is in the plan. */
    private static List<String> all(Decision decision) {
        assertEquals(decision.plan(), List.<Step>copyOf(decision.asks()));
        return Fixtures.plan(decision);
    }

    @Test
    void anEnsembleAsksThoseThatAreLeft() {
        Step.FanOut all =
                (Step.FanOut) decide(ensemble(), SMOL, MINI, BEST).plan().getFirst();
        assertEquals(List.of("smol", "mini", "best"), names(all.members()));
        Step.FanOut two = (Step.FanOut)
                decide(ensemble(), SMOL, MINI, loading(BEST)).plan().getFirst();
        assertEquals(List.of("smol", "mini"), names(two.members()));
        assertEquals(List.of("smol"), all(decide(ensemble(), SMOL, loading(MINI), loading(BEST))));
    }

    @Test
    void theVoteDecidesWhereWhoWasToDoItIsNotLeft() {
        EnsembleSettings judged = ensemble(new EnsembleSettings.Merging.Judge("best"), "smol", "mini");
        assertEquals(new Merge.Judge(BEST.profile()), merge(decide(judged, SMOL, MINI, BEST)));
        assertEquals(new Merge.Vote(), merge(decide(judged, SMOL, MINI, loading(BEST))));
        EnsembleSettings composed = ensemble(new EnsembleSettings.Merging.Compose("best"), "smol", "mini");
        assertEquals(new Merge.Compose(BEST.profile()), merge(decide(composed, SMOL, MINI, BEST)));
    }

    private static Merge merge(Decision decision) {
        return ((Step.FanOut) decision.plan().getFirst()).merge();
    }

    @Test
    void anEnsembleIsNotForToolsNorForSeveralChoices() {
        Query tools = new Query(
                Asked.of("the time?")
                        .tools(List.of(new Tool("now", "The time.", "{}")))
                        .request(),
                Analysis.NONE,
                Fixtures.view(MINI, BEST),
                Clearance.OPEN);
        Decision decision = Fixtures.policy(
                        Fixtures.view(MINI, BEST), ensemble(new EnsembleSettings.Merging.Vote(), "mini", "best"))
                .decide(tools);
        assertEquals(List.of("mini", "best"), all(decision));
        assertEquals(
                "does not apply: tools are offered", decision.notes().getFirst().because());
    }

    private static Decision decide(List<StageSettings> stages, ModelState... models) {
        return Fixtures.policy(Fixtures.view(models), stages.toArray(StageSettings[]::new))
                .decide(Fixtures.query(Analysis.NONE, models));
    }

    private static StageSettings avoid(String... models) {
        return new StageSettings.Rule("true", List.of(), List.of(models), List.of());
    }

    @Test
    void whomAnEarlierStageListedIsFirstUnlessItTakesPart() {
        for (StageSettings stage : List.of(JUDGE, ensemble(new EnsembleSettings.Merging.Vote(), "mini", "best"))) {
            List<StageSettings> without = List.of(Fixtures.prefer("true", "smol"), stage);
            assertEquals(List.of("smol", "mini", "best"), all(decide(without, SMOL, MINI, BEST)));
            List<StageSettings> with = List.of(Fixtures.prefer("true", "best"), stage);
            assertFalse(decide(with, SMOL, MINI, BEST).plan().getFirst() instanceof Step.Ask);
            List<StageSettings> later = List.of(stage, Fixtures.prefer("true", "smol"));
            assertFalse(decide(later, SMOL, MINI, BEST).plan().getFirst() instanceof Step.Ask);
        }
    }

    @Test
    void nothingIsDoneBeforeAPersonIsAsked() {
        JudgeSettings judge = new JudgeSettings(
                "mini", Map.of("desk", "complaints", "best", "proofs"), Duration.ofSeconds(2), 2_000, 0);
        EnsembleSettings desk = ensemble(new EnsembleSettings.Merging.Vote(), "desk", "mini", "best");
        for (StageSettings stage : List.of(judge, JUDGE, ensemble(), desk)) {
            List<StageSettings> stages = List.of(stage, Fixtures.prefer("true", "desk"));
            assertEquals(List.of("desk", "mini", "best"), all(decide(stages, MINI, BEST, Asking.desk())));
        }
    }

    @Test
    void whoIsAvoidedTakesNoPart() {
        Step.FanOut two = (Step.FanOut) decide(List.of(avoid("mini"), ensemble()), SMOL, MINI, BEST)
                .plan()
                .getFirst();
        assertEquals(List.of("smol", "best"), names(two.members()));
        assertEquals(
                List.of("smol", "mini", "best"),
                all(decide(List.of(avoid("mini", "best"), ensemble()), SMOL, MINI, BEST)));
        assertEquals(List.of("smol", "mini", "best"), all(decide(List.of(avoid("best"), JUDGE), SMOL, MINI, BEST)));
    }

    @Test
    void bothDecideWithEveryScoreMissing() {
        for (Score.Reason reason : Score.Reason.values())
            for (StageSettings stage : List.of(JUDGE, ensemble())) {
                Policy policy = Fixtures.policy(Fixtures.view(SMOL, MINI, BEST), stage);
                assertTrue(policy.dimensions().isEmpty());
                Decision decision = policy.decide(Fixtures.query(Fixtures.missing(reason), SMOL, MINI, BEST));
                assertFalse(decision.plan().getFirst() instanceof Step.Ask);
            }
    }

    @Test
    void refusesWhatIsOutOfBounds() {
        assertThrows(IllegalArgumentException.class, () -> judge(Map.of("mini", "alone")));
        assertThrows(IllegalArgumentException.class, () -> judge(Map.of("mini", "a", "best", " ")));
        assertThrows(
                IllegalArgumentException.class,
                () -> judge(Map.of("mini", "a", "best", "x".repeat(JudgeSettings.MOST_CHARS + 1))));
        assertThrows(
                IllegalArgumentException.class,
                () -> judge(IntStream.rangeClosed(0, JudgeSettings.MOST_CHOICES)
                        .boxed()
                        .collect(Collectors.toMap(i -> "m" + i, i -> "described"))));
        EnsembleSettings.Merging vote = new EnsembleSettings.Merging.Vote();
        assertThrows(IllegalArgumentException.class, () -> ensemble(vote, "mini"));
        assertThrows(IllegalArgumentException.class, () -> ensemble(vote, "mini", "mini"));
        assertThrows(
                IllegalArgumentException.class,
                () -> new EnsembleSettings(
                        Collections.nCopies(EnsembleSettings.MOST + 1, "mini"), vote, Duration.ofSeconds(1)));
    }

    private static JudgeSettings judge(Map<String, String> described) {
        return new JudgeSettings("mini", described, Duration.ofSeconds(2), 2_000, 0);
    }
}
