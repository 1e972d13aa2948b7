package dev.outrigger.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.outrigger.route.Occasion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SessionsTest {
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int MOST = 3;

    private final Sessions sessions = new Sessions();

    private void answered(long session, String model, Instant when) {
        sessions.answered(session, model, when, MOST, HOUR);
    }

    private Optional<String> model(long session, Instant when) {
        return sessions.find(session, when, HOUR).map(Occasion.Pin::model);
    }

    @Test
    void knowsWhereAConversationWasAnsweredLastAndHowOften() {
        // When
        answered(1, "mini", NOW);
        answered(1, "best", NOW.plusSeconds(60));

        // Then
        assertEquals(
                Optional.of(new Occasion.Pin("best", 2, NOW.plusSeconds(60))),
                sessions.find(1, NOW.plusSeconds(61), HOUR));
        assertEquals(Optional.empty(), sessions.find(2, NOW, HOUR));
    }

    @Test
    void forgetsThoseThatWereAnsweredLongestAgoWhenThereAreTooMany() {
        // Given
        for (long session = 1; session <= MOST; session++) answered(session, "mini", NOW.plusSeconds(session));

        // When
        answered(1, "mini", NOW.plusSeconds(10));
        answered(4, "mini", NOW.plusSeconds(11));

        // Then
        Instant then = NOW.plusSeconds(12);
        assertEquals(MOST, sessions.size());
        assertEquals(Optional.empty(), model(2, then));
        for (long kept : new long[] {1, 3, 4}) assertEquals(Optional.of("mini"), model(kept, then));
    }

    @Test
    void forgetsOneOfWhichNothingWasHeardForLong() {
        // Given
        answered(1, "mini", NOW);

        // Then
        assertEquals(Optional.of("mini"), model(1, NOW.plus(HOUR)));
        assertEquals(Optional.empty(), model(1, NOW.plus(HOUR).plusMillis(1)));
    }

    @Test
    void countsTheTurnsOfAForgottenOneAnew() {
        // Given
        answered(1, "mini", NOW);
        Instant later = NOW.plus(HOUR).plusSeconds(1);

        // When
        answered(1, "mini", later);

        // Then
        assertEquals(1, sessions.find(1, later, HOUR).orElseThrow().turns());
    }

    @Test
    void whatIsOverMakesRoomBeforeThereAreTooMany() {
        // Given
        answered(1, "mini", NOW);
        answered(2, "mini", NOW);

        // When
        answered(3, "mini", NOW.plus(HOUR).plusSeconds(1));

        // Then
        assertEquals(1, sessions.size());
    }

    @Test
    void keepsToItsBoundWhateverThreadsTellIt() throws InterruptedException {
        // Given
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            long offset = i * 1_000L;
            threads.add(Thread.ofPlatform().unstarted(() -> {
                for (long session = 0; session < 1_000; session++) answered(offset + session, "mini", NOW);
            }));
        }

        // When
        threads.forEach(Thread::start);
        for (Thread thread : threads) thread.join();

        // Then
        assertEquals(MOST, sessions.size());
    }
}
