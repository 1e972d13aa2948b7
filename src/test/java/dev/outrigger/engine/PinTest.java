package dev.outrigger.engine;

import static dev.outrigger.engine.Packages.bytes;
import static dev.outrigger.engine.Packages.pin;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PinTest {
    private static final byte[] WEIGHTS = bytes("weights");

    @Test
    void letsThePinnedContentThrough() throws IOException {
        var out = new ByteArrayOutputStream();

        pin(WEIGHTS).copy(new ByteArrayInputStream(WEIGHTS), out);

        assertArrayEquals(WEIGHTS, out.toByteArray());
    }

    @Test
    void refusesOtherContentOfTheSameLength() {
        var failure = assertThrows(IOException.class, () -> copy(bytes("weightz")));

        assertTrue(failure.toString().contains("sha256 is"), failure.getMessage());
    }

    @Test
    void saysWhereTruncatedContentEnds() {
        var failure = assertThrows(IOException.class, () -> copy(bytes("weig")));

        assertEquals("ends after 4 of 7 bytes", failure.getMessage());
    }

    @Test
    void stopsReadingContentWithoutEnd() {
        var endless = new InputStream() {
            @Override
            public int read() {
                return 'x';
            }
        };

        var failure = assertThrows(IOException.class, () -> pin(WEIGHTS).copy(endless, new ByteArrayOutputStream()));

        assertEquals("longer than the 7 bytes of the manifest", failure.getMessage());
    }

    @Test
    void namesTheFileThatDiffers(@TempDir Path folder) throws IOException {
        var file = Files.write(folder.resolve("model.bin"), bytes("weightz"));

        var problem = pin(WEIGHTS).problem(file);

        assertTrue(problem.orElseThrow().startsWith("model.bin sha256 is"));
    }

    @Test
    void refusesDigestsAndSizesThatAreNone() {
        assertThrows(IllegalArgumentException.class, () -> new Pin(1, "abc"));
        assertThrows(IllegalArgumentException.class, () -> new Pin(1, "A".repeat(64)));
        assertThrows(IllegalArgumentException.class, () -> new Pin(0, "a".repeat(64)));
    }

    private static void copy(byte[] content) throws IOException {
        pin(WEIGHTS).copy(new ByteArrayInputStream(content), new ByteArrayOutputStream());
    }
}
