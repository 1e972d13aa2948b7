package dev.outrigger.child;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Bytes;
import dev.outrigger.engine.BackOff;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where sockets lie, how an end is told, and how long nobody is started after one. */
class SupervisionTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    @TempDir
    private Path folder;

    @Test
    void theWaitDoublesToAMinuteAndBeginsAnewAfterOneThatLived() {
        BackOff backOff = new BackOff(Supervisor.FIRST_WAIT, Supervisor.LONGEST_WAIT);
        List<Long> waits = IntStream.range(0, 8)
                .mapToObj(i -> Supervisor.wait(backOff, SOON).toSeconds())
                .toList();
        assertEquals(List.of(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L), waits);
        assertEquals(Duration.ofSeconds(1), Supervisor.wait(backOff, Duration.ofMinutes(1)));
        assertEquals(Duration.ofSeconds(2), Supervisor.wait(backOff, SOON));
    }

    @Test
    void theEndIsToldByStatusSignalOrCrash() throws IOException {
        Path crash = folder.resolve("crash.log");
        assertEquals("it ended with status 1", ProcessEnd.words(1, crash));
        assertEquals("it was ended by signal 9 (KILL)", ProcessEnd.words(137, crash));
        assertEquals("it was ended by signal 11 (SEGV)", ProcessEnd.words(139, crash));
        assertEquals("it was ended by signal 29", ProcessEnd.words(157, crash));
        Files.writeString(crash, "#");
        assertEquals("it crashed; " + crash + " tells where", ProcessEnd.words(1, crash));
    }

    @Test
    void onlyItsOwnerEntersTheFolder() throws IOException {
        Path sockets = Sockets.folder(folder.resolve("run"), "a.sock");
        assertEquals(folder.resolve("run/engine"), sockets);
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(sockets)));
    }

    @Test
    void wherePathsWouldBeTooLongTheFolderIsATemporaryOne() throws IOException {
        Path deep = folder.resolve("x".repeat(100));
        Path sockets = Sockets.folder(deep, "a.sock");
        assertFalse(sockets.startsWith(folder));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(sockets)));
        Files.delete(sockets);
    }

    @Test
    void aSocketOfSomebodyWhoIsGoneIsRemovedAndOneThatIsTakenIsNot() throws IOException {
        Path socket = folder.resolve("s");
        try (ServerSocketChannel other = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            other.bind(UnixDomainSocketAddress.of(socket));
            IOException taken = assertThrows(IOException.class, () -> Sockets.clear(socket));
            assertTrue(String.valueOf(taken.getMessage()).contains("is taken"), taken.getMessage());
        }
        assertTrue(Files.exists(socket));
        Sockets.clear(socket);
        assertFalse(Files.exists(socket));
    }

    @Test
    void whatIsNoSocketIsLeftAlone() throws IOException {
        Path file = Files.writeString(folder.resolve("s"), "precious");
        assertThrows(IOException.class, () -> Sockets.clear(file));
        assertEquals("precious", Files.readString(file));
    }

    @Test
    void aPathThatNoSocketCanHaveIsRefusedByItsLength() {
        Path path = folder.resolve("x".repeat(120));
        IOException refused = assertThrows(IOException.class, () -> Sockets.clear(path));
        assertTrue(String.valueOf(refused.getMessage()).startsWith("a socket's path has 103 bytes at most"));
    }

    @Test
    void whatCannotStartIsToldAndNotRetriedAtOnce() {
        Command command = new Command(List.of("/bin/false"), Map.of(), Version.of(List.of()), folder.resolve("crash"));
        try (Supervisor supervisor = new Supervisor(() -> command, folder)) {
            IOException failed = assertThrows(IOException.class, () -> supervisor.generator(Bytes.EMPTY, share -> {}));
            assertEquals("the engine's process cannot start: it ended with status 1", failed.getMessage());
            assertEquals(0, supervisor.starts());
            // Its thread has others to load
            String early =
                    String.valueOf(assertThrows(IOException.class, () -> supervisor.encoder(Bytes.EMPTY, share -> {}))
                            .getMessage());
            String when = early.substring(early.indexOf("it starts again at ") + "it starts again at ".length());
            assertTrue(Instant.parse(when).isBefore(Instant.now().plus(Supervisor.FIRST_WAIT)), early);
        }
    }

    /** A start takes seconds; what is asked of the supervisor meanwhile is not held up by it. */
    @Test
    void whileAProcessStartsNobodyElseWaitsAndAnEndIsHeard() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        Command silent = new Command(
                List.of("/bin/sh", "-c", "exec sleep 60"), Map.of(), Version.of(List.of()), folder.resolve("crash"));
        Supervisor supervisor = new Supervisor(
                () -> {
                    begun.countDown();
                    return silent;
                },
                folder);
        List<CompletableFuture<String>> loads = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> refusal(supervisor)))
                .limit(2)
                .toList();
        assertTrue(begun.await(10, TimeUnit.SECONDS));
        // When
        long before = System.nanoTime();
        assertEquals(0, supervisor.starts());
        assertEquals(Optional.empty(), supervisor.words());
        supervisor.close();
        // Then: neither the thirty seconds of a start, nor anything like them
        assertTrue(System.nanoTime() - before < SOON.toNanos());
        for (CompletableFuture<String> load : loads)
            assertEquals("the process is stopping", load.get(10, TimeUnit.SECONDS));
    }

    private static String refusal(Supervisor supervisor) {
        return String.valueOf(assertThrows(IOException.class, () -> supervisor.generator(Bytes.EMPTY, share -> {}))
                .getMessage());
    }

    @Test
    void aProcessHasNoVariablesButItsOwn() throws IOException {
        Path out = folder.resolve("out");
        Command command = new Command(
                List.of("/bin/sh", "-c", "env > " + out),
                Map.of("TZ", "UTC"),
                Version.of(List.of()),
                folder.resolve("crash"));
        try (Supervisor supervisor = new Supervisor(() -> command, folder)) {
            assertThrows(IOException.class, () -> supervisor.generator(Bytes.EMPTY, share -> {}));
        }
        List<String> names = Files.readAllLines(out).stream()
                .map(line -> line.substring(0, line.indexOf('=')))
                // The shell's
                .filter(name -> !List.of("PWD", "OLDPWD", "SHLVL", "_").contains(name))
                .toList();
        assertEquals(List.of("TZ"), names);
    }

    @Test
    void signalsThatAskForAnEndAreNoFault() {
        assertEquals(
                List.of(129, 130, 143),
                IntStream.range(0, 256).filter(ProcessEnd::wasAsked).boxed().toList());
    }
}
