package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.outrigger.support.FakeTime;
import dev.outrigger.support.Row;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SilenceTest {
    private final FakeTime time = new FakeTime();
    private int calls;
    private final Silence silence = new Silence(time, time, Duration.ofSeconds(10), () -> calls++);

    private void pass(int seconds) {
        time.pass(Duration.ofSeconds(seconds));
    }

    @Test
    @Row("clock.idle")
    void doesNotCountBeforeTheFirstContent() {
        pass(100);
        silence.begin();
        pass(9);
        assertEquals(0, calls);
        pass(1);
        assertEquals(1, calls);
    }

    @Test
    @Row("clock.idle")
    void beginsAnewWithEachEvent() {
        silence.begin();
        for (int i = 0; i < 5; i++) {
            pass(9);
            silence.heard();
        }
        assertEquals(0, calls);
        pass(10);
        assertEquals(1, calls);
    }

    @Test
    @Row("clock.idle-unread")
    void doesNotCountWhileNothingIsWanted() {
        silence.begin();
        pass(9);
        silence.unwanted();
        pass(107);
        silence.wanted();
        assertEquals(0, calls);
        pass(1);
        assertEquals(1, calls);
    }

    @Test
    @Row("clock.idle-unread")
    void doesNotForgetASilenceBecauseNothingWasWantedForAMoment() {
        silence.begin();
        for (int i = 0; i < 5; i++) {
            silence.unwanted();
            silence.wanted();
            pass(2);
        }
        assertEquals(1, calls);
    }

    @Test
    void countsFromWhatCameWhileNothingWasWanted() {
        silence.begin();
        pass(5);
        silence.unwanted();
        pass(100);
        silence.heard();
        silence.wanted();
        pass(9);
        assertEquals(0, calls);
        pass(1);
        assertEquals(1, calls);
    }

    @Test
    void tellsOnceAndNothingAfterTheEnd() {
        silence.begin();
        pass(100);
        assertEquals(1, calls);
        Silence ended = new Silence(time, time, Duration.ofSeconds(10), () -> calls++);
        ended.begin();
        ended.stop();
        pass(100);
        assertEquals(1, calls);
        assertEquals(0, time.armed());
    }
}
