package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** A GGUF file is read as it was written, and a damaged one ends in a message that names the file. */
class GgufTest {
    @TempDir
    Path directory;

    @Test
    void readsMetadataOfEachKind() throws IOException {
        // Given
        Path path = sample().write(directory);
        // When
        try (Gguf file = Gguf.open(path)) {
            // Then
            assertEquals("llama", file.text("general.architecture"));
            assertEquals(30, file.whole("llama.block_count"));
            assertEquals(0.5, file.real("llama.epsilon"));
            assertEquals(List.of("a", "ü", ""), file.texts("tokens"));
            assertEquals(List.of(1L, -2L), file.wholes("types"));
        }
    }

    @Test
    void readsTensorsBytes() throws IOException {
        // Given
        Path path = sample().write(directory);
        // When
        try (Gguf file = Gguf.open(path)) {
            GgufTensor second = file.tensor("second", GgmlType.F32);
            // Then
            assertEquals(2, second.rows());
            assertEquals(3, second.columns());
            assertArrayEquals(secondBytes(), file.bytes(second).toArray(ValueLayout.JAVA_BYTE));
        }
    }

    @Test
    void namesWhatIsMissingOrOfTheWrongKind() throws IOException {
        try (Gguf file = Gguf.open(sample().write(directory))) {
            assertMessage("model.gguf: has no metadata nothing", () -> file.text("nothing"));
            assertMessage("metadata llama.block_count must be a text", () -> file.text("llama.block_count"));
            assertMessage("metadata tokens must be a whole number", () -> file.whole("tokens"));
            assertMessage("metadata tokens must be an array of whole numbers", () -> file.wholes("tokens"));
            assertMessage("metadata types must be an array of texts", () -> file.texts("types"));
            assertMessage("metadata types must be a floating point number", () -> file.real("types"));
            assertMessage("has no tensor third", () -> file.tensor("third", GgmlType.F32));
            assertMessage("tensor first must be F32, was Q4_1", () -> file.tensor("first", GgmlType.F32));
        }
    }

    @Test
    void refusesWhatIsNoGguf() throws IOException {
        byte[] bytes = sample().toByteArray();
        bytes[0] = 'X';
        assertRefused("is no GGUF file", bytes);
    }

    @Test
    void refusesAnotherVersion() throws IOException {
        byte[] bytes = sample().toByteArray();
        bytes[4] = 1;
        assertRefused("GGUF version must be 2 or 3, was 1", bytes);
    }

    @Test
    void refusesAnEmptyFile() throws IOException {
        assertRefused("truncated: the file ends at byte 0", new byte[0]);
    }

    @Test
    void refusesATensorBeyondTheFilesEnd() throws IOException {
        byte[] bytes = sample().toByteArray();
        assertRefused("truncated: tensor second ends at byte", Arrays.copyOf(bytes, bytes.length - 1));
    }

    @Test
    void doesNotBelieveACountThatTheFileCannotHold() throws IOException {
        byte[] bytes = sample().toByteArray();
        System.arraycopy(GgufBytes.longs(Long.MAX_VALUE), 0, bytes, 8, 8);
        assertRefused("announces 9223372036854775807 items", bytes);
    }

    @Test
    void refusesAnUnknownTypeOfTensor() throws IOException {
        byte[] bytes = new GgufBytes().tensor("odd", 99, 32, 1, new byte[32]).toByteArray();
        assertRefused("tensor odd has type 99, which is not supported", bytes);
    }

    @Test
    void refusesRowsThatAreNoWholeBlocks() throws IOException {
        byte[] bytes = new GgufBytes().tensor("odd", 3, 33, 1, new byte[64]).toByteArray();
        assertRefused("tensor odd cannot be 1 rows of 33 Q4_1", bytes);
    }

    @Test
    void refusesSizesThatOverflow() throws IOException {
        byte[] bytes = new GgufBytes()
                .tensor("huge", 0, Long.MAX_VALUE / 2, Long.MAX_VALUE / 2, new byte[4])
                .toByteArray();
        assertRefused("overflow", bytes);
    }

    @Test
    void refusesAnUnknownKindOfValue() throws IOException {
        byte[] bytes = new GgufBytes().entry("key", 77, new byte[8]).toByteArray();
        assertRefused("no kind of value has number 77", bytes);
    }

    @Test
    void refusesArraysNestedWithoutEnd() throws IOException {
        byte[] nested = new byte[12 * 200];
        for (int i = 0; i < 200; i++) {
            nested[12 * i] = 9;
            nested[12 * i + 4] = 1;
        }
        assertRefused(
                "arrays nest deeper", new GgufBytes().entry("key", 9, nested).toByteArray());
    }

    @Property(tries = 200)
    void everyTruncationEndsInAMessage(@ForAll @IntRange(max = 10_000) int cut) throws IOException {
        // Given
        byte[] bytes = sample().toByteArray();
        Path path = Files.createTempFile("truncated", ".gguf");
        Files.write(path, Arrays.copyOf(bytes, cut % bytes.length));
        // When, Then
        IOException thrown = assertThrows(IOException.class, () -> Gguf.open(path));
        assertTrue(String.valueOf(thrown.getMessage()).startsWith(path.toString()));
        Files.delete(path);
    }

    @Property(tries = 500)
    void anyDamagedByteIsReadOrRefusedButNeverThrowsOtherwise(
            @ForAll @IntRange(max = 10_000) int at, @ForAll byte value) throws IOException {
        byte[] bytes = sample().toByteArray();
        bytes[at % bytes.length] = value;
        Path path = Files.createTempFile("damaged", ".gguf");
        Files.write(path, bytes);
        try (Gguf file = Gguf.open(path)) {
            assertTrue(file.find("none").isEmpty());
        } catch (IOException refused) {
            assertTrue(String.valueOf(refused.getMessage()).startsWith(path.toString()));
        }
        Files.delete(path);
    }

    private void assertRefused(String message, byte[] bytes) throws IOException {
        Path path = Files.write(directory.resolve("bad.gguf"), bytes);
        assertMessage(message, () -> Gguf.open(path).close());
        assertMessage(path.toString(), () -> Gguf.open(path).close());
    }

    private static void assertMessage(String part, Executable call) {
        IOException thrown = assertThrows(IOException.class, call);
        assertTrue(String.valueOf(thrown.getMessage()).contains(part), thrown::toString);
    }

    private static GgufBytes sample() {
        return new GgufBytes()
                .text("general.architecture", "llama")
                .whole("llama.block_count", 30)
                .real("llama.epsilon", 0.5f)
                .texts("tokens", List.of("a", "ü", ""))
                .wholes("types", List.of(1, -2))
                .tensor("first", 3, 32, 1, new byte[20])
                .tensor("second", 0, 3, 2, secondBytes());
    }

    private static byte[] secondBytes() {
        return GgufBytes.ints(1, 2, 3, 4, 5, 6);
    }
}
