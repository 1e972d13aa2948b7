package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

class LinearPartTest {
    @Test
    void stacksWhatIsHeldAlike() {
        assertEquals(
                List.of(List.of("q", "k"), List.of("v")),
                names(LinearPart.of(List.of(
                        matrix("q", GgmlType.Q4_K, 32),
                        matrix("k", GgmlType.Q4_0, 16),
                        matrix("v", GgmlType.Q6_K, 16)))));
        assertEquals(
                List.of(List.of("q", "k", "v")),
                names(LinearPart.of(List.of(
                        matrix("q", GgmlType.F16, 32),
                        matrix("k", GgmlType.Q8_0, 16),
                        matrix("v", GgmlType.F32, 16)))));
        assertEquals(
                List.of(List.of("q"), List.of("k"), List.of("v")),
                names(LinearPart.of(List.of(
                        matrix("q", GgmlType.Q4_1, 32),
                        matrix("k", GgmlType.Q8_0, 16),
                        matrix("v", GgmlType.Q4_1, 16)))));
    }

    @Test
    void holdsFourBitsAsRealNumbersWhereTheKernelTakesNoSuchRows() {
        assertEquals(true, new LinearPart(List.of(matrix("q", GgmlType.Q4_0, 48))).isFour());
        assertEquals(false, new LinearPart(List.of(matrix("q", GgmlType.Q4_0, 40))).isFour());
    }

    @Test
    void countsTheMemoryOfEach() {
        assertEquals(32 * 256 * 2, new LinearPart(List.of(matrix("q", GgmlType.Q8_0, 32))).bytes());
        assertEquals(32 * 256 / 32 * 20, new LinearPart(List.of(matrix("q", GgmlType.Q4_K, 32))).bytes());
    }

    @Test
    void readsTheRowsOfTheLowerMatrixBehindThoseOfTheUpper() {
        // Given
        TinyTensor upper = new TinyTensor("upper", GgmlType.Q8_0, 2, 32);
        TinyTensor lower = new TinyTensor("lower", GgmlType.F32, 2, 32);
        LinearPart part = new LinearPart(List.of(matrix(upper), matrix(lower)));
        // When
        float[] row = new float[32];
        part.read(3, row);
        // Then
        float[] all = matrix(lower).floats();
        float[] last = new float[32];
        System.arraycopy(all, 32, last, 0, 32);
        assertArrayEquals(last, row);
        assertThrows(IndexOutOfBoundsException.class, () -> part.read(4, row));
    }

    private static List<List<String>> names(List<LinearPart> parts) {
        return parts.stream()
                .map(part -> part.matrices().stream().map(Matrix::name).toList())
                .toList();
    }

    private static Matrix matrix(TinyTensor tensor) {
        return new Matrix(
                tensor.name(),
                tensor.type(),
                tensor.rows(),
                tensor.columns(),
                Path.of("none"),
                0,
                MemorySegment.ofArray(tensor.bytes()),
                LongUnaryOperator.identity());
    }

    private static Matrix matrix(String name, GgmlType type, int rows) {
        return matrix(new TinyTensor(name, type, rows, 256));
    }
}
