package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.outrigger.support.Row;
import java.time.Duration;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ReserveTest {
    private static long millis(long left, OptionalDouble p95) {
        return Reserve.of(Duration.ofMillis(left), p95).toMillis();
    }

    @Test
    @Row("clock.reserve")
    void isASecondForACandidateOfWhichNothingIsKnownOrThatIsQuick() {
        assertEquals(1_000, millis(60_000, OptionalDouble.empty()));
        assertEquals(1_000, millis(60_000, OptionalDouble.of(0.4)));
    }

    @Test
    @Row("clock.reserve")
    void isWhatASlowerCandidateNeeds() {
        assertEquals(7_000, millis(60_000, OptionalDouble.of(7)));
    }

    @Test
    @Row("clock.reserve")
    void isNeverMoreThanHalf() {
        assertEquals(300, millis(600, OptionalDouble.empty()));
        assertEquals(5_000, millis(10_000, OptionalDouble.of(30)));
        assertEquals(0, millis(0, OptionalDouble.of(30)));
    }
}
