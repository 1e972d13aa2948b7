package dev.outrigger.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.config.Binder;
import dev.outrigger.config.Bound;
import dev.outrigger.config.DataSize;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TelemetrySettingsTest {
    private static Bound<TelemetrySettings> bind(String text) {
        return Binder.bind("outrigger.yaml", text.getBytes(StandardCharsets.UTF_8), TelemetrySettings.class);
    }

    private static String mistake(String text) {
        return ((Bound.Wrong<TelemetrySettings>) bind(text))
                .mistakes()
                .getFirst()
                .message();
    }

    @Test
    void defaultsSayNothing() {
        assertEquals(
                new TelemetrySettings(Optional.empty(), Optional.empty(), Optional.empty()),
                bind("{}").orElseThrow());
    }

    @Test
    void bindsEveryKey() {
        assertEquals(
                new TelemetrySettings(Optional.of(URI.create("http://c:4318")), Optional.of("shop"), Optional.empty()),
                bind("{ otlp: 'http://c:4318', app: shop }").orElseThrow());
    }

    @Test
    void refusesWhatIsOutOfBounds() {
        assertTrue(mistake("{ otlp: 'http://u:secret@c:4318' }").contains("credentials"));
        assertTrue(mistake("{ app: ' ' }").contains("1 to 128"));
        assertTrue(mistake("{ app: '" + "a".repeat(TelemetrySettings.APP_CHARS + 1) + "' }")
                .contains("1 to 128"));
        assertEquals(
                TelemetrySettings.APP_CHARS,
                bind("{ app: '" + "a".repeat(TelemetrySettings.APP_CHARS) + "' }")
                        .orElseThrow()
                        .app()
                        .orElseThrow()
                        .length());
    }

    @Test
    void refusesUnknownKeys() {
        assertTrue(mistake("{ service: shop }").contains("service"));
    }

    @Test
    void contentIsCapturedByNobodyWhoDoesNotSaySo() {
        CaptureSettings plain =
                bind("{ content: { folder: c } }").orElseThrow().content().orElseThrow();
        assertEquals(
                new CaptureSettings(CaptureSettings.Capture.OFF, Path.of("c"), new DataSize(16 << 20), 4, true), plain);
        assertEquals(
                new CaptureSettings(CaptureSettings.Capture.COMPARISONS, Path.of("c"), new DataSize(1 << 20), 2, false),
                bind("{ content: { capture: comparisons, folder: c, size: 1MiB, keep: 2, redact: false } }")
                        .orElseThrow()
                        .content()
                        .orElseThrow());
        assertTrue(mistake("{ content: { capture: comparisons } }").contains("folder is missing"));
        assertTrue(mistake("{ content: { capture: all, folder: c } }").contains("comparisons"));
        assertTrue(mistake("{ content: { folder: c, size: 1KiB } }").contains("1MiB"));
        assertTrue(mistake("{ content: { folder: c, keep: 1 } }").contains("2–1000"));
        assertTrue(mistake("{ content: { folder: c, keys: true } }").contains("keys"));
    }
}
