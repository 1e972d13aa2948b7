package dev.outrigger.analyze;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class QuickModelTest {
    private static final int MOST_BYTES = 2560 * 1024;

    private static byte[] attacks() throws IOException {
        return Artifact.bytes("attacks.bin");
    }

    private static byte[] asked() throws IOException {
        return Artifact.bytes("asked.bin");
    }

    private static String fault(byte[] attacks, byte[] asked) {
        return Objects.requireNonNull(assertThrows(IOException.class, () -> QuickModel.read(attacks, asked))
                .getMessage());
    }

    /** The same, with one byte another one. */
    private static byte[] changed(byte[] artifact, int at, int value) {
        byte[] other = artifact.clone();
        other[at] = (byte) value;
        return other;
    }

    @Test
    void isSmall() throws IOException {
        assertTrue(attacks().length + asked().length <= MOST_BYTES);
    }

    @Test
    void isNamedByAllOfIt() throws IOException {
        // Given
        byte[] attacks = attacks();
        byte[] asked = asked();

        // Then
        assertEquals(QuickModel.load().hash(), QuickModel.read(attacks, asked).hash());
        int last = attacks.length - 1;
        assertNotEquals(
                QuickModel.load().hash(),
                QuickModel.read(changed(attacks, last, attacks[last] + 1), asked)
                        .hash());
        last = asked.length - 1;
        assertNotEquals(
                QuickModel.load().hash(),
                QuickModel.read(attacks, changed(asked, last, asked[last] + 1)).hash());
    }

    @Test
    void isRefusedWhenItIsCutShort() throws IOException {
        byte[] attacks = attacks();
        byte[] asked = asked();
        assertEquals("attacks.bin is cut short", fault(Arrays.copyOf(attacks, attacks.length - 1), asked));
        assertEquals("attacks.bin is cut short", fault(Arrays.copyOf(attacks, 10), asked));
        assertEquals("attacks.bin is cut short", fault(new byte[0], asked));
        assertEquals("asked.bin is cut short", fault(attacks, Arrays.copyOf(asked, asked.length - 1)));
    }

    @Test
    void isRefusedWhenItGoesOn() throws IOException {
        byte[] attacks = attacks();
        byte[] asked = asked();
        assertEquals("attacks.bin goes on after its weights", fault(Arrays.copyOf(attacks, attacks.length + 1), asked));
        assertEquals("asked.bin goes on after its weights", fault(attacks, Arrays.copyOf(asked, asked.length + 1)));
    }

    @Test
    void isRefusedWhenItIsOfAnotherFormat() throws IOException {
        assertEquals("attacks.bin is of another format", fault(changed(attacks(), 2, 'x'), asked()));
        assertEquals("asked.bin is of another format", fault(attacks(), attacks()));
    }

    @Test
    void isRefusedWithANumberThatIsNone() throws IOException {
        // Given: the threshold is behind the format and the version.
        int threshold = 2 + "outrigger-tier0".length() + 2 + "1".length();

        // Then
        byte[] infinite = changed(changed(attacks(), threshold, 0x7F), threshold + 1, 0xC0);
        assertEquals("attacks.bin has a number that is not finite", fault(infinite, asked()));
    }

    @Test
    void isRefusedWithACountThatCannotBe() throws IOException {
        // Given: rows, and then numbers of a row, are behind the format and the version.
        String version = Artifact.open("asked.bin", "outrigger-asked", asked()).version();
        int rows = 2 + "outrigger-asked".length() + 2 + version.length();

        // Then
        assertEquals("asked.bin has 32769 rows", fault(attacks(), changed(asked(), rows + 3, 1)));
        assertTrue(fault(attacks(), changed(asked(), rows + 4, 0x7F)).startsWith("asked.bin cannot have "));
    }

    /** {@code ./outrigger train analyzer} makes other heads: {@code ./outrigger train quick} has to be run after it. */
    @Test
    void wasTaughtByTheHeadsThatAreShipped() throws Exception {
        // Given
        byte[] teacher = Files.readAllBytes(Path.of("gpu-models/outrigger-analyzer/analyzer.safetensors"));
        String hash =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(teacher));

        // Then
        String version = Artifact.open("asked.bin", "outrigger-asked", asked()).version();
        assertTrue(version.endsWith("-" + hash.substring(0, 12)), version);
    }

    @Test
    void hasTheTasksThatAreSummedToDomains() {
        QuickHeads.Head task = QuickModel.ofProduct().heads().heads().getFirst();
        assertEquals("task", task.name());
        assertTrue(
                task.labels().stream().anyMatch(label -> !TaskFamily.of(label).equals(label)));
    }
}
