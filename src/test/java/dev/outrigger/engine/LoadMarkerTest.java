package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.engine.LoadMarker.Standing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadMarkerTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path folder;

    private Instant now = START;
    private Path file;

    @BeforeEach
    void theMarkersPlace() {
        file = folder.resolve("run/smol.loading");
    }

    @Test
    void isClearWithoutAFile() throws IOException {
        assertEquals(new Standing.Clear(), restarted().standing());
    }

    @Test
    void liesThereWhileLoadingAndIsGoneAfterwards() throws IOException {
        var marker = restarted();

        try (var loading = marker.begin()) {
            assertTrue(Files.exists(file));
            assertEquals(new Standing.Elsewhere(), marker.standing(), loading.toString());
        }

        assertFalse(Files.exists(file));
        assertEquals(new Standing.Clear(), marker.standing());
    }

    @Test
    void refusesASecondLoadAtTheSameTime() throws IOException {
        var marker = restarted();

        try (var loading = marker.begin()) {
            assertThrows(IOException.class, marker::begin);
            assertTrue(Files.exists(file), loading.toString());
        }
    }

    @Test
    void waitsAMinuteAfterTheFirstCrash() throws IOException {
        crash();

        assertEquals(new Standing.Waiting(1, START.plusSeconds(60)), restarted().standing());

        now = START.plusSeconds(59);
        assertEquals(new Standing.Waiting(1, START.plusSeconds(60)), restarted().standing());
        now = START.plusSeconds(60);
        assertEquals(new Standing.Due(1), restarted().standing());
    }

    @Test
    void doublesTheWaitUpToAnHour() throws IOException {
        var waits = new long[] {1, 2, 4, 8, 16, 32, 60, 60, 60};
        for (var crashes = 1; crashes <= waits.length; crashes++) {
            crash();

            var retryAt = now.plus(Duration.ofMinutes(waits[crashes - 1]));

            assertEquals(new Standing.Waiting(crashes, retryAt), restarted().standing());
            now = retryAt;
            assertEquals(new Standing.Due(crashes), restarted().standing());
        }
    }

    @Test
    void forgetsTheCrashesAfterALoadThatEnded() throws IOException {
        crash();
        var marker = restarted();
        marker.standing();
        now = now.plusSeconds(60);

        marker.begin().close();

        assertEquals(new Standing.Clear(), marker.standing());
        crash();
        assertEquals(new Standing.Waiting(1, now.plusSeconds(60)), restarted().standing());
    }

    @Test
    void takesSenselessContentForACrash() throws IOException {
        write("what is this");

        assertEquals(new Standing.Waiting(1, START.plusSeconds(60)), restarted().standing());
    }

    @Test
    void takesAnEmptyFileForNothing() throws IOException {
        write("");

        assertEquals(new Standing.Clear(), restarted().standing());
    }

    @Test
    void survivesCountsBeyondReason() throws IOException {
        write("loading 2000000000\n");

        assertEquals(
                new Standing.Waiting(2_000_000_001, START.plus(Duration.ofHours(1))),
                restarted().standing());
    }

    @Test
    void readsTheLinesItWrites() {
        for (var mark : new Mark[] {new Mark.Loading(0), new Mark.Loading(3), new Mark.Crashed(2, START)}) {
            assertEquals(mark, Mark.parse(mark.line()));
        }
    }

    @Test
    void countsALoadThatKilledAnotherProcess() throws IOException {
        LoadMarker marker = restarted();
        try (var loading = marker.begin()) {
            marker.crashed();
            assertEquals(new Standing.Waiting(1, START.plusSeconds(60)), marker.standing(), loading.toString());
        }
        assertEquals(new Standing.Waiting(1, START.plusSeconds(60)), restarted().standing());

        now = START.plusSeconds(60);
        try (var again = marker.begin()) {
            marker.crashed();
            assertTrue(again.toString().endsWith(".loading"));
        }
        assertEquals(new Standing.Waiting(2, now.plusSeconds(120)), restarted().standing());
    }

    @Test
    void countsNothingWhereNothingLoads() throws IOException {
        restarted().crashed();

        assertEquals(new Standing.Clear(), restarted().standing());
    }

    /** What a process that died in its load leaves: the mark, and no lock. */
    private void crash() throws IOException {
        var loading = restarted().begin();
        var mark = Files.readString(file);
        loading.close();
        write(mark);
    }

    private void write(String mark) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, mark);
    }

    private LoadMarker restarted() {
        return new LoadMarker(new CacheFolder(folder), "smol", () -> now);
    }
}
