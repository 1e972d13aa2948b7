package dev.outrigger.child;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Bytes;
import dev.outrigger.engine.Device;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that hangs, ends or is ended in a load: it does nothing here, and the test speaks in its place. */
class ChildTest {
    private static final Version VERSION = Version.of(List.of());
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(50);

    @TempDir
    private Path folder;

    private final CompletableFuture<Child> started = new CompletableFuture<>();
    private final CompletableFuture<String> ended = new CompletableFuture<>();

    @AfterEach
    void end() {
        ProcessHandle.of(started.join().pid()).ifPresent(ProcessHandle::destroyForcibly);
    }

    private static final class Speaker implements Link.Hearer<Told, Asked> {
        private final BiConsumer<Asked, Link<Told, Asked>> hears;
        private final CompletableFuture<Link<Told, Asked>> link = new CompletableFuture<>();

        private Speaker(BiConsumer<Asked, Link<Told, Asked>> hears) {
            this.hears = hears;
        }

        @Override
        public void heard(Asked message) {
            hears.accept(message, link.join());
        }

        @Override
        public void tooLong(Told message) {
            throw new IllegalStateException("too long");
        }

        @Override
        public void ended(String why) {}
    }

    private Child start(Child.Patience patience, BiConsumer<Asked, Link<Told, Asked>> hears) throws IOException {
        Path socket = folder.resolve("s");
        ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listening.bind(UnixDomainSocketAddress.of(socket));
        Thread.ofPlatform().daemon().start(() -> {
            try (listening) {
                Speaker speaker = new Speaker(hears);
                Link<Told, Asked> link = new Link<>(
                        listening.accept(), VERSION, Encodings.of(Told.class), Encodings.of(Asked.class), speaker);
                speaker.link.complete(link);
                link.start(LONG);
            } catch (IOException failed) {
                ended.completeExceptionally(failed);
            }
        });
        Command command =
                new Command(List.of("/bin/sh", "-c", "exec sleep 30"), Map.of(), VERSION, folder.resolve("crash.log"));
        Child child = Child.start(command, patience, socket, () -> false, (which, how) -> ended.complete(how));
        started.complete(child);
        return child;
    }

    private static Told.Loaded load(Child child) throws IOException {
        return child.load(child.conversation().number(), Asked.Kind.GENERATOR, Bytes.EMPTY, share -> {});
    }

    private void assertEnded(String how) throws Exception {
        assertEquals(how, ended.get(LONG.toSeconds(), TimeUnit.SECONDS));
        CompletableFuture<?> gone = ProcessHandle.of(started.join().pid())
                .<CompletableFuture<?>>map(ProcessHandle::onExit)
                .orElse(CompletableFuture.completedFuture(null));
        gone.get(LONG.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void aLoadThatDoesNothingIsEndedWithItsProcess() throws Exception {
        Child child = start(new Child.Patience(SHORT, LONG), (asked, link) -> {});
        IOException failed = assertThrows(EngineCrashed.class, () -> load(child));
        String how = "it did nothing in a load for 50 ms";
        assertEquals("the engine's process ended in a load: " + how, failed.getMessage());
        assertEnded(how);
    }

    @Test
    void aModelThatIsNotFreedGoesWithItsProcess() throws Exception {
        Child child = start(new Child.Patience(LONG, SHORT), (asked, link) -> {
            if (asked instanceof Asked.Load load)
                link.send(new Told.Loaded(load.model(), OptionalInt.of(9), OptionalInt.empty(), Device.CPU));
        });
        child.free(load(child).model());
        assertEnded("it did not free a model within 50 ms");
        // And no other is waited for
        long before = System.nanoTime();
        child.free(2);
        assertTrue(System.nanoTime() - before < LONG.toNanos());
    }

    @Test
    void whoIsAskedToEndInALoadHasNotCrashed() throws Exception {
        Child child = start(Child.Patience.STANDARD, (asked, link) -> {
            assertTrue(ProcessHandle.of(started.join().pid()).orElseThrow().destroy());
            link.close();
        });
        IOException failed = assertThrows(IOException.class, () -> load(child));
        assertFalse(failed instanceof EngineCrashed, failed.toString());
        assertEquals("the engine's process ended: it was ended by signal 15 (TERM)", failed.getMessage());
    }

    @Test
    void whoIsKilledInALoadHas() throws Exception {
        Child child = start(Child.Patience.STANDARD, (asked, link) -> {
            assertTrue(ProcessHandle.of(started.join().pid()).orElseThrow().destroyForcibly());
            link.close();
        });
        IOException failed = assertThrows(IOException.class, () -> load(child));
        assertInstanceOf(EngineCrashed.class, failed);
    }

    @Test
    void whoIsStoppedInALoadHasNotCrashedAndLosesNothing() throws Exception {
        CompletableFuture<String> lost = new CompletableFuture<>();
        Child child =
                start(Child.Patience.STANDARD, (asked, link) -> started.join().stop());
        child.conversation().whenLost(9, lost::complete);
        IOException failed = assertThrows(IOException.class, () -> load(child));
        assertEquals("the engine's process ended: it was stopped", failed.getMessage());
        ProcessHandle.of(child.pid()).ifPresent(ProcessHandle::destroyForcibly);
        String unusedEnd = ended.get(LONG.toSeconds(), TimeUnit.SECONDS);
        assertFalse(lost.isDone());
    }
}
