package dev.outrigger.support;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CeilingsTest {
    private static final String HOW = "If that is meant, record it, and say in the commit why: COMMAND";

    @TempDir
    private Path folder;

    private List<String> broken(String recorded, SortedMap<String, Double> figures) throws IOException {
        return new Ceilings(Files.writeString(folder.resolve("ceilings"), recorded), "COMMAND", false).broken(figures);
    }

    private static SortedMap<String, Double> figures(double bytes) {
        return new TreeMap<>(java.util.Map.of("a cut, bytes", bytes));
    }

    @Test
    void aFigureMayReachItsCeiling() throws Exception {
        assertEquals(List.of(), broken("a_cut,_bytes = 100 < 115", figures(115)));
    }

    @Test
    void aRecordingLeavesRoomAboveWhatWasMeasured() throws Exception {
        Path file = folder.resolve("recorded");

        assertEquals(List.of(), new Ceilings(file, "COMMAND", true).broken(figures(1234)));

        assertEquals("a_cut,_bytes = 1240 < 1420", Files.readAllLines(file).getLast());
    }

    @Test
    void aFigureOverItIsNamedWithWhatItWas() throws Exception {
        assertEquals(
                List.of("a cut, bytes: 116, over the ceiling of 115; it was 100 when that was recorded. " + HOW),
                broken("a_cut,_bytes = 100 < 115", figures(116)));
    }

    @Test
    void aFigureWithoutACeilingIsNamed() throws Exception {
        assertEquals(List.of("a cut, bytes: 1.5, and no ceiling is recorded; " + HOW), broken("", figures(1.5)));
    }

    @Test
    void aCeilingThatNothingIsMeasuredForIsNamed() throws Exception {
        assertEquals(
                List.of("gone, bytes: has a ceiling and is not measured; " + HOW),
                broken("a_cut,_bytes = 100 < 115\ngone,_bytes = 1 < 2", figures(1)));
    }
}
