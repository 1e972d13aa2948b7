package dev.outrigger;

import static dev.outrigger.EngineRoom.drain;
import static dev.outrigger.EngineRoom.settle;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.outrigger.backend.LocalEmbedder;
import dev.outrigger.engine.Device;
import dev.outrigger.engine.Embedder;
import dev.outrigger.engine.Footprint;
import dev.outrigger.engine.Shared;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which models that make vectors are in memory when. */
class LocalEmbeddersTest {
    private static final Settings NAMED = EngineRoom.settings("""
            backends: { here: { kind: engine } }
            models:
              mini: { backend: here, model: minilm, capabilities: [embeddings] }
              other: { backend: here, model: minilm, capabilities: [embeddings] }
            """);

    private static final Settings NAMED_BESIDE_ANOTHER = EngineRoom.settings("""
            backends: { here: { kind: engine } }
            models:
              mini: { backend: here, model: minilm, capabilities: [embeddings] }
              more: { backend: here, model: more, capabilities: [embeddings] }
            """);
    private static final Duration SECOND = Duration.ofSeconds(1);

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

    private LocalEmbedder state(LocalEngine engine) {
        return engine.embedder(NAMED.profiles().getFirst());
    }

    @Test
    void isLoadedOnceAndAfterTheReader() {
        LocalEngine engine = room.engine();
        settle(engine, NAMED);
        settle(engine, NAMED);
        assertEquals(List.of("+reader outrigger-analyzer", "+minilm"), room.models.story);
        assertEquals(List.of("all-minilm-l6-v2 READY SETTINGS", "minilm READY SETTINGS"), room.outcomes);
        assertInstanceOf(LocalEmbedder.Ready.class, state(engine));
    }

    @Test
    void isFreedAfterItsLastUseWhenNobodyNamesIt() {
        // Given one that is in use
        LocalEngine engine = room.engine();
        settle(engine, NAMED);
        Shared.Loan<Embedder> loan = assertInstanceOf(LocalEmbedder.Ready.class, state(engine))
                .embedder()
                .borrow()
                .orElseThrow();
        // When
        settle(engine, EngineRoom.nothingLocal());
        engine.forget();
        drain(engine);
        // Then
        assertInstanceOf(LocalEmbedder.Unavailable.class, state(engine));
        assertEquals(List.of("+reader outrigger-analyzer", "+minilm"), room.models.story);
        loan.close();
        await().until(() -> room.models.story.contains("-minilm"));
    }

    @Test
    void oneThatCannotBeLoadedSaysWhyAndIsTriedAgainWithTheNextSettings() {
        // Given
        room.models.failures.put("minilm", () -> new FileNotFoundException("missing: model.safetensors"));
        LocalEngine engine = room.engine();
        // When
        settle(engine, NAMED);
        // Then
        assertEquals(new LocalEmbedder.Unavailable("missing: model.safetensors"), state(engine));
        room.models.failures.clear();
        settle(engine, NAMED);
        assertInstanceOf(LocalEmbedder.Ready.class, state(engine));
    }

    @Test
    void oneThatCannotBeLoadedIsTriedAgainThoughNobodyChangesSettings() {
        room.models.failures.put("minilm", () -> new IOException("damaged"));
        LocalEngine engine = room.engine();
        settle(engine, NAMED);
        assertEquals(new LocalEmbedder.Unavailable("damaged; next try at 2026-01-01T00:00:01Z"), state(engine));
        room.models.failures.clear();
        room.pass(engine, SECOND);
        assertInstanceOf(LocalEmbedder.Ready.class, state(engine));
    }

    @Test
    void oneThatIsLostIsLoadedAgain() {
        LocalEngine engine = room.engine();
        settle(engine, NAMED);
        room.models.loss("minilm").complete("3 batches in a row failed, the last with EngineException");
        drain(engine);
        assertInstanceOf(LocalEmbedder.Unavailable.class, state(engine));
        room.pass(engine, SECOND);
        assertInstanceOf(LocalEmbedder.Ready.class, state(engine));
        assertEquals(List.of("minilm STEPS_FAILED"), room.losses);
        assertEquals("minilm READY RETRY", room.outcomes.getLast());
        assertEquals(
                "ready on probation: loaded again after this: 3 batches in a row failed, the last with EngineException",
                engine.shortcomings().get("minilm"));
    }

    @Test
    void aLostDeviceLeavesItOnTheCpu() {
        room.models.device = Device.CUDA;
        LocalEngine engine = room.engine();
        settle(engine, NAMED);
        room.models.loss("minilm").complete("CUDA error: unspecified launch failure");
        drain(engine);
        room.pass(engine, SECOND);
        assertEquals("+minilm on cpu", room.models.story.getLast());
    }

    @Test
    void crashesInEarlierLoadsAreRememberedUntilItIsLoadedToo() throws IOException {
        // Given a process that died in a load
        Path marker = crashed();
        LocalEngine engine = room.engine();
        settle(engine, NAMED);
        assertEquals(
                new LocalEmbedder.Unavailable(
                        "the process crashed 1 times while it loaded models; next try at 2026-01-01T00:01:00Z"),
                state(engine));
        // When it is tried again
        AtomicReference<String> marked = new AtomicReference<>("");
        room.models.delays.put("minilm", () -> marked.set(read(marker)));
        room.pass(engine, Duration.ofSeconds(61));
        // Then one more crash would be the second
        assertInstanceOf(LocalEmbedder.Ready.class, state(engine));
        assertEquals("loading 1\n", marked.get());
    }

    @Test
    void aCrashThatAnotherProcessMarksLeavesWhatServes() throws IOException {
        LocalEngine engine = room.engine();
        settle(engine, NAMED);
        crashed();
        settle(engine, NAMED_BESIDE_ANOTHER);
        assertInstanceOf(LocalEmbedder.Ready.class, state(engine));
        assertEquals(List.of("+reader outrigger-analyzer", "+minilm"), room.models.story);
    }

    @Test
    void whatItHoldsIsCountedAndBounded() {
        room.models.weightBytes = 600_000;
        LocalEngine engine = room.engine();
        settle(engine, EngineRoom.settings("""
                backends: { here: { kind: engine } }
                models: { mini: { backend: here, model: minilm, capabilities: [embeddings] } }
                limits: { modelBytes: 1MiB }
                """));
        assertEquals(
                new LocalEmbedder.Unavailable(
                        "limits.modelBytes is 1048576 bytes: minilm needs 600000, and 448576 are free; next try at 2026-01-01T00:00:01Z"),
                state(engine));
        settle(engine, NAMED);
        assertEquals(new Footprint(600_000, 0, 0), engine.held().get("minilm"));
        assertEquals(new Footprint(600_000, 0, 0), room.held.get("minilm"));
    }

    private Path crashed() throws IOException {
        Path file = Files.createDirectories(room.folder().resolve("run")).resolve("test.loading");
        return Files.writeString(file, "loading 0\n");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Test
    void isFreedWhenTheProcessEnds() {
        LocalEngine engine = room.engine();
        settle(engine, NAMED);
        engine.close();
        assertEquals(
                "-minilm",
                room.models.story.stream().filter("-minilm"::equals).findFirst().orElse(""));
    }

    @Test
    void aModelThatMakesVectorsIsNoneThatChats() {
        assertEquals(List.of(), List.copyOf(Wanted.of(NAMED).generators().keySet()));
    }
}
