package dev.outrigger.life;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResidenceTest {
    private static final Residence TWICE =
            new Residence(Optional.of(Duration.ofMinutes(90)), List.of(LocalTime.of(13, 0), LocalTime.of(7, 45)));

    @Test
    void wakesAtTheNextOfItsTimesOfDay() {
        assertEquals(at("2026-03-01T07:45:00Z"), next("2026-03-01T00:00:00Z"));
        assertEquals(at("2026-03-01T13:00:00Z"), next("2026-03-01T07:45:00Z"));
        assertEquals(at("2026-03-02T07:45:00Z"), next("2026-03-01T13:00:00.001Z"));
        assertEquals(Optional.empty(), Residence.FOR_GOOD.nextWake(Instant.EPOCH));
    }

    private static Optional<Instant> next(String now) {
        return TWICE.nextWake(Instant.parse(now));
    }

    private static Optional<Instant> at(String time) {
        return Optional.of(Instant.parse(time));
    }

    @Test
    void staysAsLongAsTheLongerOfTwo() {
        Residence hour = new Residence(Optional.of(Duration.ofHours(1)), List.of(LocalTime.of(9, 0)));
        Residence both = new Residence(
                Optional.of(Duration.ofMinutes(90)),
                List.of(LocalTime.of(13, 0), LocalTime.of(7, 45), LocalTime.of(9, 0)));
        assertEquals(both, TWICE.longer(hour));
        assertEquals(Optional.of(Duration.ofMinutes(90)), hour.longer(TWICE).unloadAfter());
        assertEquals(Residence.FOR_GOOD, TWICE.longer(Residence.FOR_GOOD));
        assertEquals(Residence.FOR_GOOD, Residence.FOR_GOOD.longer(TWICE));
    }

    @Test
    void saysHowLongAsTheConfigurationDoes() {
        assertEquals("unloaded after 1h30m without a request; loads with the next", TWICE.unloadedNote());
    }
}
