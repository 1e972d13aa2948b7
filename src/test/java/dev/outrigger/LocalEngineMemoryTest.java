package dev.outrigger;

import static dev.outrigger.EngineRoom.settle;
import static dev.outrigger.EngineRoom.smol;
import static dev.outrigger.EngineRoom.with;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.outrigger.backend.LocalModel;
import dev.outrigger.engine.Footprint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What local models hold is counted, and bounded. */
class LocalEngineMemoryTest {
    private final EngineRoom room;
    private final LocalEngine engine;

    LocalEngineMemoryTest(@TempDir Path folder) {
        room = new EngineRoom(folder);
        engine = room.engine();
    }

    @AfterEach
    void close() {
        room.close();
    }

    @Test
    void whatIsOverTheBoundIsNotLoadedUntilThereIsRoom() {
        room.models.weightBytes = 600_000;
        settle(engine, bounded(4, "1MiB"));
        assertEquals(
                new LocalModel.Unavailable(
                        "limits.modelBytes is 1048576 bytes: smol needs 600040, and 448576 are free; next try at 2026-01-01T00:00:01Z"),
                smol(engine));
        settle(engine, bounded(4, "2MiB"));
        assertInstanceOf(LocalModel.Ready.class, smol(engine));
        assertEquals(new Footprint(600_000, 40, 0), engine.held().get("smol"));
        assertEquals(new Footprint(600_000, 40, 0), room.held.get("smol"));
    }

    @Test
    void whereTheBoundDoesNotHoldItTwiceTheEarlierOneGoesFirst() {
        room.models.weightBytes = 400_000;
        settle(engine, bounded(4, "1MiB"));
        settle(engine, bounded(2, "1MiB"));
        await().until(() -> room.smols().equals(List.of("+smol/4", "-smol/4", "+smol/2")));
        await().until(() -> smol(engine) instanceof LocalModel.Ready);
    }

    @Test
    void whatTheBoundCanNeverHoldDoesNotCostTheOneThatServes() {
        room.models.weightBytes = 400_000;
        settle(engine, bounded(4, "1MiB"));
        room.models.weightBytes = 700_000;
        settle(engine, bounded(2, "1MiB"));
        assertInstanceOf(LocalModel.Ready.class, smol(engine));
        assertEquals(List.of("+smol/4"), room.smols());
        assertEquals(
                "ready with earlier settings: limits.modelBytes is 1048576 bytes: smol needs 700020, and 648576 are free when the one before is gone",
                engine.shortcomings().get("smol"));
        assertEquals("smol FAILED SETTINGS", room.outcomes.getLast());
        // And it gives way when the next try finds that the new one would fit
        room.models.weightBytes = 500_000;
        room.pass(engine, Duration.ofSeconds(1));
        await().until(() -> room.smols().equals(List.of("+smol/4", "-smol/4", "+smol/2")));
    }

    private static Settings bounded(int slots, String bytes) {
        return with("slots: " + slots, "limits: { modelBytes: " + bytes + " }");
    }
}
