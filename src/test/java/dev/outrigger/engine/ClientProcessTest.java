package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientProcessTest {
    @TempDir
    private Path scratch;

    @Test
    void worksInItsOwnFolderWithItsTemporaryFilesInSight() throws IOException {
        var process = process(Duration.ofMinutes(1));

        process.run(sh("echo it > fetched && echo half > \"$TMPDIR/part\""), line -> {});

        assertEquals("it\n", Files.readString(process.out().resolve("fetched")));
        assertTrue(Files.exists(scratch.resolve("tmp/part")));
    }

    @Test
    void tellsTheCommandAndItsLastLinesWhenItFails() {
        var failure = assertThrows(
                IOException.class,
                () -> process(Duration.ofMinutes(1))
                        .run(sh("for i in $(seq 100); do echo line $i; done; echo it broke >&2; exit 3"), line -> {}));

        var said = String.valueOf(failure.getMessage());
        assertTrue(said.startsWith("exit status 3 of: sh -c "), said);
        assertTrue(said.endsWith("line 100\n    it broke"), said);
        assertFalse(said.contains("line 50"), said);
    }

    @Test
    void keepsPasswordsOfAnIndexOutOfTheFailure() {
        var failure = assertThrows(
                IOException.class,
                () -> process(Duration.ofMinutes(1))
                        .run(List.of("ls", "https://me:secret@index.example/simple"), line -> {}));

        assertFalse(failure.toString().contains("secret"), failure.getMessage());
    }

    @Test
    void endsAClientThatTakesTooLong() {
        var failure = assertThrows(
                IOException.class, () -> process(Duration.ofMillis(50)).run(sh("exec sleep 600"), line -> {}));

        assertTrue(failure.toString().contains("took longer than"), failure.getMessage());
    }

    @Test
    void showsHowFarItIs() throws IOException {
        var lines = new ArrayList<String>();
        // The client goes on only when its first progress was shown.
        var shown = scratch.resolve("shown");

        process(Duration.ofMinutes(1))
                .run(
                        sh("head -c 2000000 /dev/zero > part; until [ -e '" + shown + "' ]; do sleep 0.01; done"),
                        line -> {
                            lines.add(line);
                            if (line.startsWith("2.0")) createFile(shown);
                        });

        assertTrue(lines.contains("2.0 MB so far"), lines.toString());
    }

    private ClientProcess process(Duration bound) {
        return new ClientProcess(scratch, bound, Duration.ofMillis(10));
    }

    private static List<String> sh(String script) {
        return List.of("sh", "-c", script);
    }

    private static void createFile(Path file) {
        try {
            if (Files.notExists(file)) Files.createFile(file);
        } catch (IOException fault) {
            throw new java.io.UncheckedIOException(fault);
        }
    }
}
