package dev.outrigger.child;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.chat.Passage;
import dev.outrigger.chat.Vector;
import dev.outrigger.engine.Embedder;
import dev.outrigger.engine.Laid;
import dev.outrigger.engine.LaidNow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Vectors that are made in the engine's process, and what that tells of adapters; over a real socket. */
class HostedVectorsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HostRoom room;

    HostedVectorsTest(@TempDir Path folder) {
        room = new HostRoom(folder);
    }

    @Test
    void makesVectorsAndRefusesAsTheModelDoes() throws Exception {
        try (Side side = room.sidecar()) {
            Told.Loaded loaded = side.load(Asked.Kind.EMBEDDER, "numbers");
            assertEquals(OptionalInt.of(9), loaded.tokens());
            assertEquals(OptionalInt.of(1), loaded.dimensions());
            Conversation asked = side.conversation();
            Told.Embedded made =
                    assertInstanceOf(Told.Embedded.class, Child.await(asked.embed(loaded.model(), Passage.of("four"))));
            assertEquals(new Embedder.Embedded(Vector.of(4), 4), made.made());
            assertInstanceOf(Failure.TooLong.class, failure(asked.embed(loaded.model(), Passage.of("x".repeat(10)))));
            // More than a frame
            assertInstanceOf(
                    Failure.TooLong.class, failure(asked.embed(loaded.model(), Passage.of("x".repeat(17 << 20)))));
            Told unusedFreed = Child.await(asked.free(loaded.model()));
            assertEquals(List.of("+numbers", "closed"), room.models.story);
            assertInstanceOf(Failure.Overloaded.class, failure(asked.embed(loaded.model(), Passage.of("four"))));
        }
    }

    @Test
    void vectorsThatAreBeingMadeFailAtOnceWhenTheOtherSideGoes() throws Exception {
        Side side = room.sidecar();
        long model = side.load(Asked.Kind.EMBEDDER, "numbers").model();
        CompletableFuture<Told> never = side.conversation().embed(model, Passage.of(" "));
        side.link().close();
        assertInstanceOf(Failure.Overloaded.class, failure(never));
        assertInstanceOf(Failure.Overloaded.class, failure(side.conversation().embed(model, Passage.of("four"))));
        room.over.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static Failure failure(CompletableFuture<Told> call) {
        return assertThrows(FailureException.class, () -> Child.await(call)).failure();
    }

    @Test
    void tellsWhatLiesOverAModel() throws Exception {
        try (Side side = room.sidecar()) {
            LaidNow here = side.conversation().laid(side.load("echo"));
            assertEquals(Laid.NONE, here.get());
            room.models.laid.set(new Laid(2, 4096));
            await().until(() -> here.get().equals(new Laid(2, 4096)));
        }
    }
}
