package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.support.FakeTime;
import dev.outrigger.support.Row;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RetryBudgetTest {
    private final FakeTime time = new FakeTime();
    private final RetryBudget budget = new RetryBudget(time);

    private int retries(int most) {
        int taken = 0;
        while (taken < most && budget.tryRetry()) taken++;
        return taken;
    }

    private void ask(int requests) {
        for (int i = 0; i < requests; i++) budget.asked();
    }

    @Test
    void letsABackendThatIsAskedRarelyBeAskedAgainAFewTimes() {
        budget.asked();
        assertEquals(RetryBudget.RESERVE, retries(100));
    }

    @Test
    @Row("budget.retry")
    void givesAFifthOfTheRequestsOfTenSeconds() {
        retries(100);
        ask(100);
        assertEquals(20, retries(100));
        time.pass(Duration.ofSeconds(9));
        assertEquals(0, retries(100), "they are the same ten seconds");
    }

    @Test
    @Row("budget.retry")
    void forgetsWhatIsOlderThanTenSeconds() {
        retries(100);
        ask(100);
        time.pass(Duration.ofSeconds(10));
        assertEquals(1, retries(100), "the one that came back to the reserve");
        ask(50);
        assertEquals(10, retries(100));
    }

    @Test
    @Row("budget.retry")
    void givesOneOfTheReserveBackEachTenSecondsAndNeverMoreThanItHolds() {
        retries(100);
        time.pass(Duration.ofSeconds(30));
        assertEquals(3, retries(100));
        time.pass(Duration.ofHours(1));
        assertEquals(RetryBudget.RESERVE, retries(100));
    }

    @Property(tries = 200)
    @Row("budget.retry")
    void neverGivesMoreThanAFifthAndItsReserve(
            @ForAll @IntRange(min = 1, max = 50) int perSecond, @ForAll @IntRange(min = 1, max = 60) int seconds) {
        int retries = 0;
        for (int second = 0; second < seconds; second++) {
            for (int i = 0; i < perSecond; i++) {
                budget.asked();
                if (budget.tryRetry()) retries++;
            }
            time.pass(Duration.ofSeconds(1));
        }
        double most = RetryBudget.SHARE * perSecond * seconds + RetryBudget.RESERVE + seconds / 10.0;
        assertTrue(retries <= most, retries + " of " + perSecond * seconds);
    }
}
