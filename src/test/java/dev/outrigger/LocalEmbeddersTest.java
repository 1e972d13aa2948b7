package dev.outrigger;

import static dev.outrigger.EngineRoom.drain;
import static dev.outrigger.EngineRoom.settle;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.outrigger.backend.LocalEmbedder;
import dev.outrigger.engine.Embedder;
import dev.outrigger.engine.Shared;
import java.io.FileNotFoundException;
import java.nio.file.Path;
import java.util.List;
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
        assertEquals(
                "missing: model.safetensors",
                assertInstanceOf(LocalEmbedder.Unavailable.class, state(engine)).detail());
        room.models.failures.clear();
        settle(engine, NAMED);
        assertInstanceOf(LocalEmbedder.Ready.class, state(engine));
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
