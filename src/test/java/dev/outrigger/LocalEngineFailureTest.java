package dev.outrigger;

import static dev.outrigger.EngineRoom.borrow;
import static dev.outrigger.EngineRoom.settle;
import static dev.outrigger.EngineRoom.slots;
import static dev.outrigger.EngineRoom.smol;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.analyze.TextClassifier;
import dev.outrigger.backend.LocalModel;
import dev.outrigger.engine.Generator;
import dev.outrigger.engine.Shared;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an engine does when a load fails, crashed, or comes too late. */
class LocalEngineFailureTest {
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
    void aFailedLoadLeavesTheOneBeforeAndSaysWhy() {
        LocalEngine engine = room.engine();
        settle(engine, slots(4));
        room.models.failures.put("smol", () -> new IOException("no such file"));
        settle(engine, slots(2));
        assertInstanceOf(LocalModel.Ready.class, smol(engine));
        assertEquals(
                "ready with earlier settings: no such file",
                engine.shortcomings().get("smol"));
        assertEquals("smol FAILED SETTINGS", room.outcomes.getLast());
        // Whoever takes the change back has what he had.
        settle(engine, slots(4));
        assertTrue(engine.shortcomings().isEmpty());
        assertTrue(room.models.story.stream().noneMatch(told -> told.startsWith("-")), room.models.story.toString());
    }

    @Test
    void knowsFilesThatAreNotThereFromALoadThatFails() {
        room.models.failures.put("outrigger-analyzer", () -> new FileNotFoundException("missing: model.safetensors"));
        LocalEngine engine = room.engine();
        settle(engine, slots(4));
        assertInstanceOf(TextClassifier.State.Unfetched.class, engine.classifier());
        assertEquals("missing: model.safetensors", engine.classifierDetail());
        room.models.failures.put("outrigger-analyzer", () -> new IOException("damaged"));
        settle(engine, slots(4));
        assertInstanceOf(TextClassifier.State.Broken.class, engine.classifier());
    }

    static List<Supplier<Throwable>> faults() {
        return List.of(
                () -> new IllegalStateException("bad weights"),
                () -> new UnsatisfiedLinkError("no library"),
                () -> new OutOfMemoryError("native"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void whateverALoadRunsIntoCostsThatModelAlone(Supplier<Throwable> fault) {
        room.models.failures.put("outrigger-analyzer", fault);
        LocalEngine engine = room.engine();
        settle(engine, slots(4));
        assertInstanceOf(TextClassifier.State.Broken.class, engine.classifier());
        assertTrue(engine.classifierDetail().startsWith("loading failed: "), engine.classifierDetail());
        assertTrue(engine.classifierDetail().contains(fault.get().getMessage()));
        assertInstanceOf(LocalModel.Ready.class, smol(engine));
        // And the thread that loads lives: the next configuration is loaded.
        room.models.failures.clear();
        settle(engine, slots(4));
        assertInstanceOf(TextClassifier.State.Ready.class, engine.classifier());
    }

    @Test
    void afterACrashInALoadItGoesWithoutAndTriesAgainWhenTheWaitIsOver() throws IOException {
        crashed();
        LocalEngine engine = room.engine();
        settle(engine, slots(4));
        assertEquals(List.of(), room.models.story);
        String why = "the process crashed 1 times while it loaded models; next try at 2026-01-01T00:01:00Z";
        assertEquals(new LocalModel.Unavailable(why), smol(engine));
        assertInstanceOf(TextClassifier.State.Broken.class, engine.classifier());
        assertEquals(why, engine.classifierDetail());

        room.now = room.now.plusSeconds(61);
        settle(engine, slots(4));
        assertInstanceOf(LocalModel.Ready.class, smol(engine));
    }

    @Test
    void aCrashThatAnotherProcessMarksLeavesWhatServes() throws IOException {
        LocalEngine engine = room.engine();
        settle(engine, slots(4));
        crashed();
        settle(engine, slots(2));
        assertInstanceOf(LocalModel.Ready.class, smol(engine));
        assertTrue(
                String.valueOf(engine.shortcomings()).contains("crashed"),
                engine.shortcomings().toString());
        assertEquals("ready", engine.classifierDetail());
    }

    /** As a process leaves it that died in a load. */
    private void crashed() throws IOException {
        Path file = Files.createDirectories(room.folder().resolve("run")).resolve("test.loading");
        Files.writeString(file, "loading 0\n");
    }

    @Test
    void whatIsLoadedWhileItClosesIsFreed() {
        CountDownLatch gate = new CountDownLatch(1);
        room.models.delays.put("smol", () -> {
            try {
                gate.await();
            } catch (InterruptedException hurried) {
                // A native load cannot be interrupted.
            }
        });
        LocalEngine engine = room.engine();
        engine.want(slots(4));
        await().until(() -> engine.classifier() instanceof TextClassifier.State.Ready);
        engine.close();
        gate.countDown();
        await().until(() -> room.models.story.containsAll(List.of("-reader outrigger-analyzer", "+smol/4", "-smol/4")));
        assertInstanceOf(LocalModel.Unavailable.class, smol(engine));
    }

    @Test
    void closingFreesAModelUnderItsAnswers() {
        LocalEngine engine = room.engine();
        settle(engine, slots(4));
        try (Shared.Loan<Generator> answer = borrow(engine)) {
            assertEquals(1024, answer.model().contextTokens());
            engine.close();
            assertTrue(room.models.story.contains("-smol/4"));
        }
    }
}
