package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.outrigger.support.FakeTime;
import dev.outrigger.support.Row;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class PaceTest {
    private final FakeTime time = new FakeTime();
    private int slow;
    private final Pace pace = new Pace(time, time, OptionalInt.of(2), () -> slow++);

    private void comes(int tokens) {
        pace.came(List.of(Frames.text("four".repeat(tokens))));
    }

    private void window() {
        time.pass(Pace.WINDOW);
    }

    @Test
    @Row("clock.pace")
    void endsAStreamThatBringsTooFewTokensOverAWindow() {
        pace.begin();
        comes(60);
        window();
        assertEquals(0, slow);
        comes(59);
        window();
        assertEquals(1, slow);
        time.pass(Duration.ofHours(1));
        assertEquals(1, slow);
    }

    @Test
    @Row("clock.pace")
    void excusesAWindowInWhichTheAppDidNotRead() {
        pace.unwanted();
        pace.begin();
        window();
        assertEquals(0, slow);
        time.pass(Duration.ofSeconds(4));
        pace.wanted();
        time.pass(Duration.ofSeconds(26));
        assertEquals(0, slow);
        window();
        assertEquals(1, slow);
    }

    @Test
    @Row("clock.pace")
    void excusesNobodyForAMoment() {
        pace.unwanted();
        pace.begin();
        time.pass(Duration.ofSeconds(2));
        pace.wanted();
        time.pass(Duration.ofSeconds(28));
        assertEquals(1, slow);
    }

    @Test
    void saysNothingBeforeItBeginsOrAfterTheEnd() {
        window();
        pace.begin();
        pace.stop();
        window();
        assertEquals(0, slow);
        assertEquals(0, time.armed());
    }

    @Test
    void takesAnyPaceWhereNoneIsAskedFor() {
        Pace any = new Pace(time, time, OptionalInt.empty(), () -> slow++);
        any.begin();
        assertEquals(0, time.armed());
    }
}
