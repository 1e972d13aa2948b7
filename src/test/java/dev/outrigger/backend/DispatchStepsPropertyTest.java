package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.exchange.Verdict;
import dev.outrigger.route.Acceptance;
import dev.outrigger.route.Brief;
import dev.outrigger.route.HoldSettings;
import dev.outrigger.route.Merge;
import dev.outrigger.route.Step;
import dev.outrigger.support.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever steps a plan has and whatever happens to them, an exchange is accounted for once and nothing stays. */
class DispatchStepsPropertyTest {
    private static final int ATTEMPTS = 6;
    private static final List<String> MODELS = List.of("a", "b", "c", "d");
    private static final Brief BRIEF = new Brief(
            List.of(new Brief.Choice("a", "poems"), new Brief.Choice("b", "sums")), Duration.ofSeconds(2), 100, 3);

    @Property(tries = 400)
    @Row({"account.attempts", "budget.attempts"})
    void accountsForEveryExchangeAndLeavesNothingBehind(
            @ForAll @IntRange(max = 1023) int shape,
            @ForAll @Size(max = 40) List<@IntRange(max = 9999) Integer> moves) {
        DispatchFixture given = new DispatchFixture(ATTEMPTS);
        if (shape % 2 == 1) given.backend.isLocal();
        Dispatch dispatch = given.steps(steps(given, shape / 2), "b", "c", "d");
        Reader app = Reader.steady();
        dispatch.answer().onSuccess(answer -> answer.frames().subscribe(app));
        for (int move : moves) move(given, dispatch, move % 10, move / 10);
        given.time.pass(DispatchFixture.DEADLINE);
        assertTrue(dispatch.verdict().succeeded() && dispatch.answer().isComplete());
        assertEquals(0, given.inFlight());
        assertEquals(0, given.time.armed());
        assertEquals(dispatch.begun(), dispatch.attempts().size());
        assertEquals(given.backend.trials.size(), dispatch.attempts().size());
        assertTrue(dispatch.attempts().size() <= ATTEMPTS);
        assertEquals(
                dispatch.verdict().result() instanceof Verdict.Answered ? 1 : 0,
                dispatch.attempts().stream()
                        .filter(made -> made.verdict() instanceof Verdict.Answered)
                        .count());
        for (ScriptedBackend.Trial trial : given.backend.trials)
            assertTrue(trial.cancels > 0 || trial.answer().isComplete());
        assertNoProbeIsLost(given);
    }

    /** One, or two one after the other, and then perhaps one who is believed only if it is sure. */
    private static List<Step> steps(DispatchFixture given, int shape) {
        List<Step> steps = new ArrayList<>();
        if (shape % 2 == 1) steps.add(new Step.AskJudge(given.model("d"), BRIEF));
        if (shape / 2 % 2 == 1)
            steps.add(new Step.FanOut(
                    List.of(given.model("a"), given.model("b"), given.model("c")),
                    merge(given, shape / 4 % 4),
                    Duration.ofSeconds(10)));
        if (shape / 16 % 4 > 0)
            steps.add(new Step.TryIf(
                    given.model("a"),
                    Step.Relation.FIRST,
                    new HoldSettings(64, Duration.ZERO),
                    new Acceptance(0.7, 0, shape / 16 % 4 == 1 ? 2 : 0, 0.5)));
        return steps;
    }

    private static Merge merge(DispatchFixture given, int which) {
        return switch (which) {
            case 0 -> new Merge.Judge(given.model("d"));
            case 1 -> new Merge.Compose(given.model("d"));
            default -> new Merge.Vote();
        };
    }

    private static void move(DispatchFixture given, Dispatch dispatch, int what, int which) {
        List<ScriptedBackend.Trial> trials = given.backend.trials;
        if (trials.isEmpty()) return;
        ScriptedBackend.Trial trial = trials.get(trials.size() - 1 - which % Math.min(3, trials.size()));
        boolean isOpen = !trial.answer().isComplete();
        switch (what) {
            case 0, 1 -> {
                if (isOpen) trial.fail(which % 3 == 0 ? Failures.REFUSED : Failures.COUNTED.get(which % 5));
            }
            case 2, 3 -> {
                if (isOpen) trial.whole(Frames.whole(MODELS.get(which % 4)));
            }
            case 4, 5 -> {
                if (isOpen) trial.held(Frames.started(), Frames.sure("Paris", which % 2 == 0 ? 0.9 : 0.4));
            }
            case 6, 7 -> trial.end();
            case 8 -> {
                if (which % 5 == 0) dispatch.cancel();
                else trial.frames.fail(Failures.MALFORMED);
            }
            default -> given.time.pass(Duration.ofMillis(which * 7L));
        }
    }

    private static void assertNoProbeIsLost(DispatchFixture given) {
        given.time.pass(Duration.ofMinutes(10));
        for (Availability availability : given.availabilities.values())
            assertTrue(availability.tryPass() != Breaker.Pass.DENIED);
    }
}
