package dev.outrigger.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ExchangeIdsTest {
    private static final int MANY = 100_000;
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-22T10:00:00.250Z"));

    @Test
    void areUlids() {
        ExchangeIds ids = new ExchangeIds(CLOCK, new SplittableRandom(7));

        for (int i = 0; i < 1_000; i++)
            assertTrue(ids.next().value().matches("[0-7][0-9A-HJKMNP-TV-Z]{25}"), "Crockford's digits alone");
    }

    @Test
    void areUnlikeEachOtherWithinOneMillisecond() {
        ExchangeIds ids = new ExchangeIds(CLOCK, new SplittableRandom(7));
        Set<String> seen = new HashSet<>();

        for (int i = 0; i < MANY; i++) assertTrue(seen.add(ids.next().value()));
    }

    @Test
    void sortByTime() {
        List<String> ids = new ArrayList<>();
        for (long millis : new long[] {0, 1, 31, 32, 1_795_341_600_250L, 281_474_976_710_655L})
            ids.add(new ExchangeIds(() -> Instant.ofEpochMilli(millis), new SplittableRandom(millis))
                    .next()
                    .value());

        assertEquals(ids.stream().sorted().toList(), ids);
    }

    /** Source: ULID specification: 1469918176385 is 01ARYZ6S41. */
    @Test
    void tellTheTimeAsTheSpecificationDoes() {
        ExchangeIds ids = new ExchangeIds(() -> Instant.ofEpochMilli(1_469_918_176_385L), zeros());

        assertEquals("01ARYZ6S41" + "0".repeat(16), ids.next().value());
    }

    private static RandomGenerator zeros() {
        return () -> 0;
    }
}
