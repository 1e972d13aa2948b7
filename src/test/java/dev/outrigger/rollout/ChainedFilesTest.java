package dev.outrigger.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChainedFilesTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);

    /** With four lines in a file. */
    private static final long SIZE = 900;

    @TempDir
    private Path folder;

    private ChainedFiles open(int keep) throws IOException {
        return new ChainedFiles(folder, "log", SIZE, keep, CLOCK);
    }

    private void write(int from, int to) throws IOException {
        try (ChainedFiles files = open(100)) {
            for (int i = from; i < to; i++) line(files, i);
        }
    }

    private static void line(ChainedFiles files, int i) throws IOException {
        files.turn(130);
        files.append("{\"n\":" + i + "}");
    }

    private ChainCheck.Result check(List<Integer> read) throws IOException {
        return ChainCheck.read(folder, "log", (at, body) -> {
            if (body.has("n")) read.add(body.path("n").intValue());
        });
    }

    private ChainCheck.Result check() throws IOException {
        return check(new ArrayList<>());
    }

    private List<Path> files() throws IOException {
        return ChainedFiles.in(folder, "log");
    }

    @Test
    void linesAreReadInOrderOverFilesAndOpenings() throws IOException {
        write(0, 9);
        write(9, 11);
        write(11, 25);

        List<Integer> read = new ArrayList<>();
        var whole = assertInstanceOf(ChainCheck.Result.Whole.class, check(read));
        assertEquals(java.util.stream.IntStream.range(0, 25).boxed().toList(), read);
        assertTrue(whole.files() > 3);
        for (Path file : files()) assertTrue(Files.size(file) <= SIZE, file.toString());
    }

    @Test
    void keepsNoMoreFilesThanItMay() throws IOException {
        try (ChainedFiles files = open(3)) {
            for (int i = 0; i < 100; i++) line(files, i);
        }
        assertEquals(3, files().size());
        var whole = assertInstanceOf(ChainCheck.Result.Whole.class, check());
        assertTrue(!whole.begins().equals(Chain.BEGIN.hex()), "what was before is vouched for still");
    }

    @Test
    void aFileThatTakesNoHeadLeavesWhatIsThere() throws IOException {
        write(0, 4);
        List<Path> before = files();
        InstantSource stopped = () -> {
            throw new java.io.UncheckedIOException(new IOException("no head"));
        };
        try (ChainedFiles files = new ChainedFiles(folder, "log", SIZE, 1, stopped)) {
            assertThrows(java.io.UncheckedIOException.class, () -> files.turn(SIZE));
        }
        assertEquals(before, files());
        try (ChainedFiles files = open(100)) {
            files.turn(SIZE);
            files.append("{\"n\":4}");
        }
        List<Integer> read = new ArrayList<>();
        assertInstanceOf(ChainCheck.Result.Whole.class, check(read));
        assertEquals(List.of(0, 1, 2, 3, 4), read);
    }

    @ParameterizedTest
    @ValueSource(strings = {"change", "drop", "swap", "insert", "relink"})
    void findsTheFirstLineThatIsNotAsItWasWritten(String act) throws IOException {
        write(0, 12);
        Path file = files().get(1);
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        switch (act) {
            case "change" -> lines.set(2, lines.get(2).replaceAll("\"n\":\\d", "\"n\":9"));
            case "drop" -> lines.remove(2);
            case "swap" -> Collections.swap(lines, 2, 3);
            case "insert" -> lines.add(2, lines.get(1));
            // Whoever links the changed line anew breaks the next one.
            default -> {
                Chain before = Chain.Line.of(lines.get(1)).orElseThrow().chain();
                lines.set(2, before.next("{\"n\":77}").line("{\"n\":77}"));
            }
        }
        Files.write(file, lines);

        var broken = assertInstanceOf(ChainCheck.Result.Broken.class, check());
        assertEquals(file.getFileName() + (act.equals("relink") ? ":4" : ":3"), broken.at());
    }

    @Test
    void findsThatAFileIsMissing() throws IOException {
        write(0, 20);
        Files.delete(files().get(1));
        var broken = assertInstanceOf(ChainCheck.Result.Broken.class, check());
        assertEquals("log-000003.ndjson:1", broken.at());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 40, 200})
    void goesOnBehindALineThatWasNeverFinished(int bytes) throws IOException {
        write(0, 2);
        Path first = files().getFirst();
        String torn = Chain.BEGIN.line("{\"n\":" + "9".repeat(300)).substring(0, bytes);
        Files.writeString(first, torn, StandardOpenOption.APPEND);

        write(2, 4);

        List<Integer> read = new ArrayList<>();
        assertInstanceOf(ChainCheck.Result.Whole.class, check(read));
        assertEquals(List.of(0, 1, 2, 3), read);
        assertEquals(bytes == 0 ? 1 : 2, files().size());
    }

    @Test
    void anUnfinishedLineThatNobodyToldOfIsFound() throws IOException {
        write(0, 20);
        Files.writeString(files().getFirst(), "{\"chain\":\"", StandardOpenOption.APPEND);
        assertInstanceOf(ChainCheck.Result.Broken.class, check());
    }

    @Test
    void goesOnBehindAFileOfWhichNothingWasWritten() throws IOException {
        write(0, 2);
        Files.createFile(folder.resolve("log-000002.ndjson"));
        write(2, 3);
        List<Integer> read = new ArrayList<>();
        assertInstanceOf(ChainCheck.Result.Whole.class, check(read));
        assertEquals(List.of(0, 1, 2), read);
    }

    @Test
    void aSecondWriterIsRefused() throws IOException {
        try (ChainedFiles first = open(2)) {
            line(first, 1);
            var refused = assertThrows(IOException.class, () -> open(2));
            assertTrue(String.valueOf(refused.getMessage()).contains("another process"), refused.getMessage());
        }
        write(2, 3);
        assertInstanceOf(ChainCheck.Result.Whole.class, check());
    }

    @Test
    void aLineTooLongToBeOneIsRefusedBeforeItIsHeld() throws IOException {
        Files.writeString(folder.resolve("log-000001.ndjson"), "x".repeat(ChainedFiles.MOST_LINE_BYTES + 2));
        var broken = assertInstanceOf(ChainCheck.Result.Broken.class, check());
        assertEquals("it is too long", broken.because());
    }
}
