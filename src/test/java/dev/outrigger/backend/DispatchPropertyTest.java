package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Failure;
import dev.outrigger.exchange.Attempt;
import dev.outrigger.exchange.Verdict;
import dev.outrigger.support.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever happens to many exchanges at once, each is accounted for once and nothing stays in flight. */
class DispatchPropertyTest {
    private static final String[] MODELS = {"a", "b", "c", "d"};

    @Property(tries = 300)
    @Row("account.attempts")
    void accountsForEveryExchangeAndLeavesNothingBehind(
            @ForAll @Size(max = 80) List<@IntRange(max = 9999) Integer> moves) {
        DispatchFixture given = new DispatchFixture();
        for (String model : MODELS) given.knows(model, 20, 0.5);
        List<Dispatch> dispatches = new ArrayList<>();
        for (int move : moves) move(given, dispatches, move % 10, move / 10);
        given.time.pass(DispatchFixture.DEADLINE);
        assertEquals(0, given.inFlight());
        assertEquals(0, given.time.armed());
        int attempts = 0;
        for (Dispatch dispatch : dispatches) {
            assertTrue(dispatch.verdict().succeeded() && dispatch.answer().isComplete());
            assertTrue(dispatch.attempts().size() <= 3);
            assertEquals(dispatch.begun(), dispatch.attempts().size());
            for (int i = 0; i < dispatch.attempts().size(); i++)
                assertEquals(i + 1, dispatch.attempts().get(i).number());
            assertCommitsOnce(dispatch);
            attempts += dispatch.attempts().size();
        }
        assertEquals(given.backend.trials.size(), attempts);
        for (ScriptedBackend.Trial trial : given.backend.trials)
            assertTrue(trial.cancels > 0 || trial.answer().isComplete());
        assertNoProbeIsLost(given);
    }

    /** Nobody else's answer begins, but to go on with it; and nobody answers twice. */
    private static void assertCommitsOnce(Dispatch dispatch) {
        List<Attempt> begun = dispatch.attempts().stream()
                .filter(attempt -> attempt.firstContent().isPresent())
                .toList();
        assertEquals(dispatch.answer().succeeded() ? 1 : 0, count(begun, made -> made.cause() != Attempt.Cause.RESUME));
        assertEquals(
                dispatch.verdict().result() instanceof Verdict.Answered ? 1 : 0,
                count(dispatch.attempts(), made -> made.verdict() instanceof Verdict.Answered));
        assertTrue(count(dispatch.attempts(), made -> made.cause() == Attempt.Cause.HEDGE) <= 1);
    }

    private static long count(List<Attempt> attempts, Predicate<Attempt> which) {
        return attempts.stream().filter(which).count();
    }

    private static void move(DispatchFixture given, List<Dispatch> dispatches, int what, int which) {
        List<ScriptedBackend.Trial> trials = given.backend.trials;
        if (what <= 2 || trials.isEmpty()) {
            String first = MODELS[which % 4];
            String[] plan = {first, MODELS[(which + 1) % 4], MODELS[(which + 2) % 4]};
            dispatches.add(which % 3 == 0 ? given.dispatch(plan) : given.hedged(plan));
            return;
        }
        ScriptedBackend.Trial trial = trials.get(which % trials.size());
        switch (what) {
            case 3, 4 -> {
                if (!trial.answer().isComplete()) trial.fail(failure(which));
            }
            case 5 -> {
                if (!trial.answer().isComplete()) trial.open();
            }
            case 6 -> trial.end();
            case 7 -> trial.frames.fail(Failures.MALFORMED);
            case 8 -> dispatches.get(which % dispatches.size()).cancel();
            default -> given.time.pass(Duration.ofMillis(which * 7L));
        }
    }

    private static Failure failure(int which) {
        List<Failure> all = which % 2 == 0 ? Failures.COUNTED : Failures.NEUTRAL;
        return all.get(which % all.size());
    }

    private static void assertNoProbeIsLost(DispatchFixture given) {
        given.time.pass(Duration.ofMinutes(10));
        for (Availability availability : given.availabilities.values())
            assertTrue(availability.tryPass() != Breaker.Pass.DENIED);
    }
}
