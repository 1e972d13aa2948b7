package dev.outrigger.telemetry;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.support.Row;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.ResourceBundle;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JournalTest {
    /** A log whose reader has stopped, until it goes on. */
    private static final class Stuck extends Lines {
        final CountDownLatch reached = new CountDownLatch(1);
        final CountDownLatch goesOn = new CountDownLatch(1);

        @Override
        public void log(
                Level level, @Nullable ResourceBundle bundle, @Nullable String message, @Nullable Throwable thrown) {
            reached.countDown();
            try {
                goesOn.await();
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            }
            super.log(level, bundle, message, thrown);
        }
    }

    @Test
    void writesEveryLineInOrder() {
        // Given
        Lines log = new Lines();
        List<String> said =
                IntStream.range(0, 1000).mapToObj(i -> "INFO line " + i).toList();

        // When
        try (Journal journal = new Journal(log)) {
            for (int i = 0; i < 1000; i++) journal.log(Level.INFO, "line " + i);

            // Then
            await().untilAsserted(() -> assertEquals(said, log.lines));
        }
    }

    @Test
    void writesWhatIsLeftWhenItIsClosed() {
        Lines log = new Lines();
        Journal journal = new Journal(log);

        journal.log(Level.WARNING, "the last {0} words");
        journal.close();

        assertEquals(List.of("WARNING the last {0} words"), log.lines);
    }

    @Test
    @Row("own.log")
    void refusesALineRatherThanWaitForALogThatStandsStill() throws InterruptedException {
        // Given
        Stuck log = new Stuck();
        try (Journal journal = new Journal(log)) {
            journal.log(Level.INFO, "first");
            log.reached.await();
            for (int i = 0; i < Journal.MOST_LINES; i++) journal.log(Level.INFO, "waits");

            // When, Then
            assertThrows(RejectedExecutionException.class, () -> journal.log(Level.INFO, "one too many"));
            log.goesOn.countDown();
            await().until(() -> log.lines.size() == 1 + Journal.MOST_LINES);
        }
    }

    @Test
    @Row("own.log")
    void losesNoExchangesAccountUncounted() throws InterruptedException {
        // Given: a log that stands still, and a full queue.
        Stuck log = new Stuck();
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (Journal journal = new Journal(log)) {
            Recorder recorder = new Recorder(OpenTelemetry.noop(), registry, journal);
            journal.log(Level.INFO, "first");
            log.reached.await();
            for (int i = 0; i < Journal.MOST_LINES; i++) journal.log(Level.INFO, "waits");

            // When
            recorder.begin(Stories.localAnswer().origin(), Stories.START).finish(Stories.localAnswer());

            // Then
            assertEquals(
                    1,
                    registry.get(Names.Metric.LOST)
                            .tag(Names.Label.SIGNAL, "log")
                            .counter()
                            .count());
            log.goesOn.countDown();
        }
    }

    @Test
    void isLoggableAsTheLogIs() {
        try (Journal journal = new Journal(new Lines())) {
            assertEquals(Recorder.LOGGER, journal.getName());
            assertTrue(journal.isLoggable(Level.INFO));
        }
    }
}
