package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Failure;
import dev.outrigger.support.FakeTime;
import dev.outrigger.support.Row;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LockoutTest {
    private final FakeTime time = new FakeTime();
    private boolean isSameKey = true;
    private final Lockout lockout = new Lockout(time, () -> isSameKey);

    private Duration rest() {
        return Duration.ofNanos(lockout.restNanos());
    }

    @Test
    void letsEverybodyPassAtFirst() {
        assertFalse(lockout.isLocked());
        assertTrue(lockout.tryPass());
        assertTrue(lockout.tryPass());
        assertEquals(Duration.ZERO, rest());
    }

    @Test
    void saysThatItsKeyIsRefusedUntilNobodyHasTriedForAQuarterOfAnHour() {
        lockout.failed(Failures.UNAUTHORIZED);
        time.pass(Duration.ofMinutes(15));
        assertTrue(lockout.isRefusing());

        time.pass(Duration.ofMinutes(1));

        assertFalse(lockout.isRefusing());
        assertTrue(lockout.isLocked());
        lockout.failed(Failures.UNAUTHORIZED);
        assertTrue(lockout.isRefusing());
    }

    @Test
    @Row("before.401-ours")
    void isLeftAloneForAMinuteWhenItsKeyIsRefused() {
        lockout.failed(Failures.UNAUTHORIZED);
        assertTrue(lockout.isLocked());
        assertEquals(Duration.ofMinutes(1), rest());
        assertFalse(lockout.tryPass());
    }

    @Test
    @Row("before.401-probe")
    void letsOneRequestAMinuteFindOut() {
        lockout.failed(Failures.UNAUTHORIZED);
        for (int i = 0; i < 3; i++) {
            time.pass(Duration.ofMinutes(1));
            assertEquals(Duration.ZERO, rest());
            assertTrue(lockout.tryPass());
            assertFalse(lockout.tryPass());
            assertTrue(lockout.isLocked());
        }
    }

    @Test
    @Row("before.401-probe")
    void isOverWhenOneIsAnswered() {
        lockout.failed(Failures.UNAUTHORIZED);
        lockout.accepted();
        assertFalse(lockout.isLocked());
        assertTrue(lockout.tryPass());
        assertTrue(lockout.tryPass());
    }

    @Test
    @Row("before.401-probe")
    void isOverAtOnceWhenTheKeyIsAnother() {
        lockout.failed(Failures.UNAUTHORIZED);
        isSameKey = false;
        assertEquals(Duration.ZERO, rest());
        assertTrue(lockout.tryPass());
        isSameKey = true;
        assertFalse(lockout.isLocked());
    }

    @Test
    @Row("before.401-probe")
    void isOverWhenUpstreamTellsWhatItTellsThoseItKnows() {
        for (Failure told : List.of(
                Failures.throttled(),
                Failures.EXHAUSTED,
                Failures.FORBIDDEN,
                Failures.UNKNOWN_MODEL,
                Failures.TOO_LONG,
                Failures.REFUSED)) {
            lockout.failed(Failures.UNAUTHORIZED);
            lockout.failed(told);
            assertFalse(lockout.isLocked(), told.label());
        }
    }

    @Test
    void isNotOverForWhatSaysNothingOfTheKey() {
        lockout.failed(Failures.UNAUTHORIZED);
        for (Failure told : Failures.COUNTED) lockout.failed(told);
        assertTrue(lockout.isLocked());
    }
}
