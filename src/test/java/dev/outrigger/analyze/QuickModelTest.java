package dev.outrigger.analyze;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class QuickModelTest {
    private static final int MOST_BYTES = 1024 * 1024;

    private static byte[] artifact() throws IOException {
        try (InputStream file = QuickModel.class.getResourceAsStream("tier0.bin")) {
            return Objects.requireNonNull(file).readAllBytes();
        }
    }

    private static String fault(byte[] artifact) {
        return Objects.requireNonNull(
                assertThrows(IOException.class, () -> QuickModel.read(artifact)).getMessage());
    }

    @Test
    void isSmall() throws IOException {
        assertTrue(artifact().length <= MOST_BYTES);
    }

    @Test
    void isNamedByAllOfIt() throws IOException {
        // Given
        byte[] other = artifact();
        other[other.length - 1]++;

        // Then
        assertEquals(QuickModel.load().hash(), QuickModel.read(artifact()).hash());
        assertTrue(!QuickModel.load().hash().equals(QuickModel.read(other).hash()));
    }

    @Test
    void isRefusedWhenItIsCutShort() throws IOException {
        byte[] whole = artifact();
        assertTrue(fault(Arrays.copyOf(whole, whole.length - 1)).contains("cut short"));
        assertTrue(fault(Arrays.copyOf(whole, 10)).contains("cut short"));
        assertTrue(fault(new byte[0]).contains("cut short"));
    }

    @Test
    void isRefusedWhenItGoesOn() throws IOException {
        byte[] whole = artifact();
        assertTrue(fault(Arrays.copyOf(whole, whole.length + 1)).contains("goes on after its weights"));
    }

    @Test
    void isRefusedWhenItIsOfAnotherFormat() throws IOException {
        byte[] other = artifact();
        other[2] = 'x';
        assertTrue(fault(other).contains("another format"));
    }

    @Test
    void isRefusedWithANumberThatIsNone() throws IOException {
        // Given: the threshold is behind the format and the version.
        byte[] other = artifact();
        int threshold =
                2 + "outrigger-tier0".length() + 2 + QuickModel.load().version().length();
        other[threshold] = 0x7F;
        other[threshold + 1] = (byte) 0xC0;

        // Then
        assertTrue(fault(other).contains("not finite"));
    }

    @Test
    void hasTheTasksThatAreSummedToDomains() {
        QuickHeads.Head task = QuickModel.ofProduct().heads().heads().getFirst();
        assertEquals("task", task.name());
        assertTrue(
                task.labels().stream().anyMatch(label -> !TaskFamily.of(label).equals(label)));
    }
}
