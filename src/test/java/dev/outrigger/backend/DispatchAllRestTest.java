package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Failure;
import dev.outrigger.chat.KeyOwner;
import dev.outrigger.route.Conduct;
import dev.outrigger.support.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of a request whose candidates all rest from the beginning. The fixture's jitter is a half: a breaker first rests for one second. */
class DispatchAllRestTest {
    private final DispatchFixture given = new DispatchFixture();

    private Dispatch planned(List<String> plan, String... resting) {
        return given.resting(Conduct.DEFAULT, plan, resting);
    }

    private void rest(String model, Duration rest) {
        given.availability(model).coolDown().failed(Failures.throttled(rest));
    }

    private void fail(Failure failure) {
        given.backend.last().fail(failure);
    }

    private void pass(long millis) {
        given.time.pass(Duration.ofMillis(millis));
    }

    private List<String> asked() {
        return given.backend.asked();
    }

    private static List<String> causes(Dispatch dispatch) {
        return dispatch.attempts().stream()
                .map(attempt -> attempt.cause().label())
                .toList();
    }

    @Test
    @Row("before.429-only")
    void waitsForTheFirstThatUpstreamAskedToWaitForWhenNobodyMayBeAsked() {
        rest("a", Duration.ofSeconds(9));
        rest("b", Duration.ofSeconds(4));
        Dispatch dispatch = planned(List.of("a"), "b");
        pass(3_999);
        assertEquals(List.of(), asked());
        pass(1);
        assertEquals(List.of("b"), asked());
        fail(Failures.MALFORMED);
        pass(5_000);
        assertEquals(List.of("b", "a"), asked());
        fail(Failures.MALFORMED);
        assertEquals(List.of("initial", "fallback"), causes(dispatch));
    }

    @Test
    @Row("before.429-only")
    void takesNothingOutOfTheBudgetOfRetriesToWaitBeforeAnybodyWasAsked() {
        rest("a", Duration.ofSeconds(1));
        for (int i = 0; i < 3 * RetryBudget.RESERVE; i++) planned(List.of("a"));
        pass(1_000 + 3 * RetryBudget.RESERVE * CoolDown.BETWEEN_TURNS.toMillis());
        assertEquals(3 * RetryBudget.RESERVE, asked().size());
    }

    @Test
    @Row("budget.least-bad")
    void asksOneWhoseBreakerIsOpenBeforeItWaitsForAnother() {
        rest("a", Duration.ofMillis(100));
        given.open("b");
        planned(List.of("a"), "b");
        assertEquals(List.of("b"), asked());
    }

    @Test
    @Row({"before.429-with-wait", "before.429-told"})
    void tellsTheRestOfAWaitThatIsTooLongWithoutAsking() {
        rest("a", Duration.ofSeconds(60));
        pass(15_000);
        for (int i = 0; i < 8; i++) {
            Failure told = DispatchFixture.failure(planned(List.of("a")));
            assertEquals(429, told.status());
            assertEquals(Optional.of(Duration.ofSeconds(45)), told.retryAfter());
        }
        assertEquals(List.of(), asked());
        assertEquals(0, given.time.armed());
    }

    @Test
    @Row("before.429-told")
    void tellsThoseWhoWouldBeTooManyToWait() {
        rest("a", Duration.ofSeconds(9));
        List<Dispatch> waiting = new ArrayList<>();
        for (int i = 0; i < CoolDown.MOST_WAITING; i++) waiting.add(planned(List.of("a")));
        assertEquals(429, DispatchFixture.failure(planned(List.of("a"))).status());
        waiting.getFirst().cancel();
        assertFalse(planned(List.of("a")).verdict().isComplete(), "whoever left makes room");
        assertEquals(429, DispatchFixture.failure(planned(List.of("a"))).status());
        pass(9_000);
        assertEquals(List.of(), asked(), "the first of them has left");
        pass(50);
        assertEquals(List.of("a"), asked());
        pass(CoolDown.MOST_WAITING * CoolDown.BETWEEN_TURNS.toMillis());
        assertEquals(CoolDown.MOST_WAITING, asked().size());
    }

    @Test
    @Row("before.429-with-wait")
    void asksNoMoreThanOneWhoseWaitIsAskedForAgain() {
        rest("a", Duration.ofSeconds(2));
        for (int i = 0; i < 10; i++) planned(List.of("a"));
        pass(2_000);
        fail(Failures.throttled(Duration.ofSeconds(60)));
        pass(2_000);
        assertEquals(List.of("a"), asked());
    }

    @Test
    @Row("before.429-told")
    void asksForAnAppWithItsOwnKeyThoughAnothersIsThrottled() {
        given.availability("a")
                .coolDown()
                .failed(new Failure.Throttled(
                        KeyOwner.APP, Optional.of(Duration.ofSeconds(60)), "slow down", Optional.empty()));
        planned(List.of("a"));
        assertEquals(List.of("a"), asked());
    }

    @Test
    @Row("before.429-told")
    void tellsTheWaitWhereItLeavesTooLittleOfTheDeadlineToAnswer() {
        rest("a", DispatchFixture.DEADLINE.dividedBy(2).plusMillis(1));
        assertEquals(429, DispatchFixture.failure(planned(List.of("a"))).status());
    }

    @Test
    @Row("before.exhausted")
    void asksOnceAMinuteWhetherAQuotaIsStillUsedUpAndTellsTheOthers() {
        given.availability("a").coolDown().failed(Failures.EXHAUSTED);
        for (int minute = 0; minute < 3; minute++) {
            assertEquals(
                    "exhausted", DispatchFixture.failure(planned(List.of("a"))).label());
            assertEquals(minute, asked().size());
            pass(60_000);
            planned(List.of("a"));
            assertEquals(minute + 1, asked().size());
            fail(Failures.EXHAUSTED);
        }
    }

    @Test
    @Row("before.exhausted")
    void asksOneAgainWhoseQuotaWasFoundRefilled() {
        given.availability("a").coolDown().failed(Failures.EXHAUSTED);
        pass(60_000);
        planned(List.of("a"));
        given.backend.last().open();
        given.backend.last().end();
        planned(List.of("a"));
        assertEquals(List.of("a", "a"), asked());
    }

    @Test
    @Row("budget.least-bad")
    void asksThoughItsKeyWasRefused() {
        given.availability("a").lockout().failed(Failures.UNAUTHORIZED);
        planned(List.of("a"));
        assertEquals(List.of("a"), asked());
    }

    @Test
    @Row("budget.least-bad")
    void asksWhereAnotherRequestMayFareBetter() {
        for (Failure failure : List.of(Failures.FORBIDDEN, Failures.UNKNOWN_MODEL)) {
            DispatchFixture fresh = new DispatchFixture();
            fresh.availability("a").coolDown().failed(failure);
            fresh.dispatch("a");
            assertEquals(List.of("a"), fresh.backend.asked());
        }
    }

    @Test
    @Row("budget.least-bad")
    void asksTheLeastBadThoughItsBreakerIsOpenAndClosesItWithItsAnswer() {
        given.open("b");
        given.time.pass(Duration.ofMillis(1));
        given.open("a");
        given.dispatch("a", "b");
        assertEquals(List.of("b"), given.backend.asked());
        given.backend.last().open();
        given.backend.last().end();
        assertFalse(given.availability("b").breaker().isOpen());
        assertTrue(given.availability("a").breaker().isOpen());
    }
}
