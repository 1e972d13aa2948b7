package dev.outrigger;

import static dev.outrigger.EngineRoom.drain;
import static dev.outrigger.EngineRoom.heads;
import static dev.outrigger.EngineRoom.passed;
import static dev.outrigger.EngineRoom.settle;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.outrigger.config.Hash;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which heads an engine says it reads with. */
class LocalEngineHeadsTest {
    @SuppressWarnings("NullAway.Init")
    private EngineRoom room;

    @BeforeEach
    void aRoom(@TempDir Path folder) {
        room = new EngineRoom(folder);
    }

    @AfterEach
    void close() {
        room.close();
    }

    @Test
    void namesTheHeadsItWillLoadAndThenThoseItLoaded() {
        LocalEngine engine = room.engine();
        Settings settings = heads("a");
        Hash announced = engine.heads(settings).orElseThrow();
        settle(engine, settings);
        // The file changes, and nobody loads it.
        room.models.files.put("a", Hash.of("other"));
        assertEquals(announced, engine.heads(settings).orElseThrow());
        assertEquals(0, room.learned.get());
    }

    @Test
    void namesTheHeadsThatReadUntilOthersAreLoadedAndTellsOfThem() {
        LocalEngine engine = room.engine();
        Hash first = engine.heads(heads("a")).orElseThrow();
        settle(engine, heads("a"));
        CountDownLatch gate = new CountDownLatch(1);
        room.models.delays.put("b", () -> passed(gate));
        assertEquals(first, engine.heads(heads("b")).orElseThrow());
        engine.want(heads("b"));
        await().until(() -> engine.classifierDetail().startsWith("ready with earlier settings"));
        assertEquals(0, room.learned.get());
        gate.countDown();
        drain(engine);
        assertEquals(1, room.learned.get());
        assertNotEquals(first, engine.heads(heads("b")).orElseThrow());
        await().until(() -> room.models.story.contains("-reader a"));
    }

    @Test
    void tellsWhenOtherHeadsThanAnnouncedWereLoaded() {
        LocalEngine engine = room.engine();
        engine.heads(heads("a"));
        room.models.files.put("a", Hash.of("changed meanwhile"));
        settle(engine, heads("a"));
        assertEquals(1, room.learned.get());
        assertEquals(Hash.of("changed meanwhile"), engine.heads(heads("a")).orElseThrow());
    }
}
