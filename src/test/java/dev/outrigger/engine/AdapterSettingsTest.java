package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class AdapterSettingsTest {
    private static String refusal(int resident, long bytes, int rank) {
        return String.valueOf(assertThrows(
                        IllegalArgumentException.class,
                        () -> new AdapterSettings(Path.of("adapters"), resident, bytes, rank))
                .getMessage());
    }

    @Test
    void holdsItsBounds() {
        assertEquals("resident must be 1–64, was 0", refusal(0, 1, 1));
        assertEquals("resident must be 1–64, was 65", refusal(65, 1, 1));
        assertEquals("bytes must be at least 1, was 0", refusal(1, 0, 1));
        assertEquals("rank must be 1–1024, was 0", refusal(1, 1, 0));
        assertEquals("rank must be 1–1024, was 1025", refusal(1, 1, 1025));
    }
}
