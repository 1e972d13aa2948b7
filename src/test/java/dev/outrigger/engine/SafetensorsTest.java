package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {
    @TempDir
    Path folder;

    @Test
    void readsNamesShapesNotesAndNumbers() throws IOException {
        // Given
        Path file = SafetensorsFixture.write(folder, SafetensorsFixture.twoFloats());
        // When
        try (Safetensors read = Safetensors.open(file)) {
            // Then
            assertEquals(Set.of("x"), read.names());
            assertTrue(read.has("x"));
            assertFalse(read.has("y"));
            assertEquals(Optional.of("hello"), read.note("note"));
            assertEquals(Optional.empty(), read.note("other"));
            assertEquals(1, read.rows("x"));
            assertTrue(read.tensor("x", List.of(1L, 2L)).isFloat32());
            assertArrayEquals(
                    new float[] {1.5f, -2}, read.tensor("x", List.of(1L, 2L)).floats());
        }
    }

    @Test
    void widensHalfPrecisionExactly() throws IOException {
        // Given 1.5, −2, the smallest subnormal and infinity of float16; 1.5 and −2 of bfloat16
        Path file = SafetensorsFixture.write(
                folder,
                "{\"h\":{\"dtype\":\"F16\",\"shape\":[4],\"data_offsets\":[0,8]},"
                        + "\"b\":{\"dtype\":\"BF16\",\"shape\":[2],\"data_offsets\":[8,12]}}",
                bytes(0x00, 0x3E, 0x00, 0xC0, 0x01, 0x00, 0x00, 0x7C, 0xC0, 0x3F, 0x00, 0xC0));
        // When
        try (Safetensors read = Safetensors.open(file)) {
            // Then
            assertArrayEquals(
                    new float[] {1.5f, -2, 5.9604645e-8f, Float.POSITIVE_INFINITY},
                    read.tensor("h", List.of(4L)).floats());
            assertArrayEquals(
                    new float[] {1.5f, -2}, read.tensor("b", List.of(2L)).floats());
        }
    }

    @Test
    void refusesEveryTruncation() throws IOException {
        byte[] whole = SafetensorsFixture.twoFloats();
        for (int length = 0; length < whole.length; length++) {
            // Given
            Path file = SafetensorsFixture.write(folder, Arrays.copyOf(whole, length));
            // When
            IOException refused = assertThrows(IOException.class, () -> Safetensors.open(file));
            // Then
            assertTrue(String.valueOf(refused.getMessage()).contains(file.toString()), refused.getMessage());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "not json                                                                   | header is not as the format",
                "[]                                                                         | header is not as the format",
                "{\"x\":7}                                                                  | header is not as the format",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[2]}}                                  | lacks dtype, shape or data_offsets",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}          | no valid shape",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8,9]}}         | no valid shape or data_offsets",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[\"a\"],\"data_offsets\":[0,8]}}       | header is not as the format",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[-8,0]}}          | lies at -8",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}}           | lies at 8",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16]}}          | lies at 0–16 of 8 bytes",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}           | does not fill",
                "{\"x\":{\"dtype\":\"F16\",\"shape\":[9223372036854775807,4],\"data_offsets\":[0,8]}} | does not fill",
            })
    void refusesHeadersThatContradictThemselvesOrTheFile(String header, String why) throws IOException {
        // Given
        Path file = SafetensorsFixture.write(folder, header, new byte[8]);
        // When
        IOException refused = assertThrows(IOException.class, () -> Safetensors.open(file));
        // Then
        assertTrue(String.valueOf(refused.getMessage()).contains(why), refused.getMessage());
    }

    @Test
    void refusesAHeaderLengthBeyondItsBound() throws IOException {
        byte[] bytes = SafetensorsFixture.twoFloats();
        bytes[7] = 0x7F;
        Path file = SafetensorsFixture.write(folder, bytes);
        assertThrows(IOException.class, () -> Safetensors.open(file));
        bytes[7] = (byte) 0xFF;
        Path negative = SafetensorsFixture.write(folder, bytes);
        assertThrows(IOException.class, () -> Safetensors.open(negative));
    }

    @Test
    void readsTheLongestHeaderAndRefusesALongerOne() throws IOException {
        String header = "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}";
        String longest = header + " ".repeat(Safetensors.HEADER_BYTES_MOST - header.length());
        try (Safetensors read = Safetensors.open(SafetensorsFixture.write(folder, longest, new byte[8]))) {
            assertTrue(read.has("x"));
        }
        Path longer = SafetensorsFixture.write(folder, longest + " ", new byte[8]);
        assertTrue(String.valueOf(assertThrows(IOException.class, () -> Safetensors.open(longer))
                        .getMessage())
                .endsWith("its header must not have more than 2097152 bytes, had 2097153"));
    }

    /** Whoever writes files of a kind that is read while answers run must not take the heap from them. */
    @Test
    void theWorstHeaderTakesLittleOfTheHeap() throws IOException {
        StringBuilder names = new StringBuilder("{");
        for (int i = 0; names.length() < Safetensors.HEADER_BYTES_MOST - 100; i++)
            names.append(i == 0 ? "" : ",").append('"').append(i).append("\":{}");
        Path file = SafetensorsFixture.write(folder, names.append('}').toString(), new byte[8]);
        ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
        long before = threads.getCurrentThreadAllocatedBytes();
        assertThrows(IOException.class, () -> Safetensors.open(file));
        long taken = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(taken < 128 << 20, taken + " bytes");
    }

    @Test
    void namesTheTensorThatIsMissingOrOfAnotherShape() throws IOException {
        Path file = SafetensorsFixture.write(folder, SafetensorsFixture.twoFloats());
        try (Safetensors read = Safetensors.open(file)) {
            assertEquals(
                    "safetensors file " + file + " cannot be used: it has no tensor y",
                    assertThrows(IOException.class, () -> read.tensor("y", List.of(1L)))
                            .getMessage());
            assertEquals(
                    "safetensors file " + file + " cannot be used: tensor x has shape [1, 2], not [2, 1]",
                    assertThrows(IOException.class, () -> read.tensor("x", List.of(2L, 1L)))
                            .getMessage());
        }
    }

    @Test
    void carriesTypesItCannotReadUntilTheyAreAskedFor() throws IOException {
        // Given
        Path file = SafetensorsFixture.write(
                folder, "{\"i\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8]}}", new byte[8]);
        try (Safetensors read = Safetensors.open(file)) {
            Tensor tensor = read.tensor("i", List.of(1L));
            // When
            IOException refused = assertThrows(IOException.class, tensor::floats);
            // Then
            assertEquals("tensor i is of type I64, not F32, F16 or BF16", refused.getMessage());
        }
    }

    @Test
    void saysWhichFileIsNotThere() {
        assertThrows(NoSuchFileException.class, () -> Safetensors.open(folder.resolve("none.safetensors")));
    }

    private static byte[] bytes(int... values) {
        byte[] out = new byte[values.length];
        for (int i = 0; i < out.length; i++) out[i] = (byte) values[i];
        return out;
    }
}
