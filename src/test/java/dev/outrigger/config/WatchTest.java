package dev.outrigger.config;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.outrigger.chat.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchTest {
    @TempDir
    Path folder;

    private final List<Seen> told = new CopyOnWriteArrayList<>();
    private Path file;

    @BeforeEach
    void writeFile() throws IOException {
        file = Files.writeString(folder.resolve("outrigger.yaml"), "a: 1\n");
    }

    private Watch watch(Path path) {
        return new Watch(path, Watch.read(path), told::add);
    }

    private static void settle(Watch watch) {
        watch.check();
        watch.check();
    }

    private static Seen content(String text) {
        return new Seen.Content(Bytes.of(text));
    }

    @Test
    void isSilentWhileNothingChanges() throws IOException {
        // Given
        Watch watch = watch(file);

        // When
        settle(watch);
        Files.writeString(file, "a: 1\n");
        settle(watch);

        // Then
        assertEquals(List.of(), told);
    }

    @Test
    void tellsAnEditInPlaceOfTheSameLengthOnce() throws IOException {
        // Given
        Watch watch = watch(file);

        // When
        Files.writeString(file, "a: 2\n");
        settle(watch);
        settle(watch);

        // Then
        assertEquals(List.of(content("a: 2\n")), told);
    }

    @Test
    void tellsAReplacementByRename() throws IOException {
        // Given
        Watch watch = watch(file);

        // When
        Files.move(Files.writeString(folder.resolve(".tmp"), "a: 3\n"), file, ATOMIC_MOVE);
        settle(watch);

        // Then
        assertEquals(List.of(content("a: 3\n")), told);
    }

    @Test
    void tellsTheSwapOfKubernetesDataLink() throws IOException {
        // Given
        Path mount = Files.createDirectory(folder.resolve("mount"));
        writeVersion(mount, "..2024_1", "a: 1\n");
        Files.createSymbolicLink(mount.resolve("..data"), Path.of("..2024_1"));
        Path linked = Files.createSymbolicLink(mount.resolve("outrigger.yaml"), Path.of("..data", "outrigger.yaml"));
        Watch watch = watch(linked);

        // When
        writeVersion(mount, "..2024_2", "a: 2\n");
        Files.createSymbolicLink(mount.resolve("..data_tmp"), Path.of("..2024_2"));
        Files.move(mount.resolve("..data_tmp"), mount.resolve("..data"), ATOMIC_MOVE);
        settle(watch);

        // Then
        assertEquals(List.of(content("a: 2\n")), told);
    }

    private static void writeVersion(Path mount, String version, String text) throws IOException {
        Files.writeString(Files.createDirectory(mount.resolve(version)).resolve("outrigger.yaml"), text);
    }

    @Test
    void waitsUntilAnEditorHasWrittenAll() throws IOException {
        // Given
        Watch watch = watch(file);

        // When
        Files.writeString(file, "");
        watch.check();
        Files.writeString(file, "a: 4\n");
        watch.check();
        List<Seen> early = List.copyOf(told);
        watch.check();

        // Then
        assertEquals(List.of(), early);
        assertEquals(List.of(content("a: 4\n")), told);
    }

    @Test
    void isSilentWhenAnEditIsTakenBackAtOnce() throws IOException {
        // Given
        Watch watch = watch(file);

        // When
        Files.writeString(file, "a: 5\n");
        watch.check();
        Files.writeString(file, "a: 1\n");
        settle(watch);

        // Then
        assertEquals(List.of(), told);
    }

    @Test
    void tellsThatTheFileIsGoneAndBack() throws IOException {
        // Given
        Watch watch = watch(file);

        // When
        Files.delete(file);
        settle(watch);
        Files.writeString(file, "a: 1\n");
        settle(watch);

        // Then
        assertEquals(List.of(new Seen.Gone(), content("a: 1\n")), told);
    }

    @Test
    void tellsThatTheFileCannotBeRead() throws IOException {
        // Given
        Watch watch = watch(file);

        // When
        Files.delete(file);
        Files.createDirectory(file);
        settle(watch);

        // Then
        assertEquals(List.of(new Seen.Unreadable(file + " is not a regular file")), told);
    }

    @Test
    void tellsALinkThatLeadsNowhereOrInACircle() throws IOException {
        // Given
        Path dangling = Files.createSymbolicLink(folder.resolve("dangling"), Path.of("nowhere"));
        Path circle = Files.createSymbolicLink(folder.resolve("circle"), Path.of("circle"));

        // Then
        assertEquals(new Seen.Gone(), Watch.read(dangling));
        assertEquals(new Seen.Unreadable(circle + ": FileSystemException"), Watch.read(circle));
    }

    @Test
    void boundsTheFile() throws IOException {
        // Given
        Files.writeString(file, "#".repeat(Document.MAX_BYTES + 1));

        // Then
        assertEquals(new Seen.Unreadable(file + " is over 1MiB"), Watch.read(file));
    }

    @Test
    void doesNotTellTheSameChangeAgainWhenTheListenerFails() throws IOException {
        // Given
        Consumer<Seen> failing = seen -> {
            told.add(seen);
            throw new IllegalStateException("not taken up");
        };
        Watch watch = new Watch(file, Watch.read(file), failing);
        Files.writeString(file, "a: 6\n");
        watch.check();

        // When
        assertThrows(IllegalStateException.class, watch::check);
        settle(watch);

        // Then
        assertEquals(List.of(content("a: 6\n")), told);
    }

    /** Held, since loggers are kept weakly; the fault that this class provokes would look like one of the build. */
    private static final Logger LOG = Logger.getLogger(Watch.class.getName());

    @BeforeAll
    static void silence() {
        LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void speak() {
        LOG.setLevel(null);
    }

    @Test
    void looksByItselfOnceStartedAndGoesOnAfterAFailingListener() throws IOException {
        // Given
        Consumer<Seen> failing = seen -> {
            told.add(seen);
            throw new IllegalStateException("not taken up");
        };
        try (Watch watch = new Watch(file, Watch.read(file), failing)) {
            watch.start(Duration.ofMillis(5));

            // When
            Files.writeString(file, "a: 7\n");
            await().until(() -> told.contains(content("a: 7\n")));
            Files.writeString(file, "a: 8\n");

            // Then
            await().until(() -> told.contains(content("a: 8\n")));
        }
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("outrigger-config-watch")));
    }
}
