package dev.outrigger.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Carries a decoder's weights from its file into the program, in the order that {@code decoder.py} states and in pieces:
 * unpacking a matrix whole would need several times its size. The program keeps none of the file's memory.
 */
final class DecoderWeights {
    /** A piece has whole tiles of the kernel's rows. */
    private static final int TILE = 64;

    private static final int PIECE_WEIGHTS = 1 << 20;

    private final Program program;
    private final boolean packs;

    /** @param packs whether weights of four bits stay so */
    DecoderWeights(Program program, boolean packs) {
        this.program = program;
        this.packs = packs;
    }

    /** Hands over every weight; {@code begin} must have been called. */
    void push(DecoderLayout layout) {
        for (DecoderLayout.Layer layer : layout.layers()) pushLayer(layer);
        pushNorm(layout.outputNorm());
        pushRows("add_head_rows", new LinearPart(List.of(layout.output())));
    }

    private void pushLayer(DecoderLayout.Layer layer) {
        pushNorm(layer.attentionNorm());
        pushLinear(layer.queryKeyValue());
        if (!layer.biases().isEmpty()) pushVectors("add_bias", layer.biases(), 1);
        if (!layer.headNorms().isEmpty()) pushVectors("add_head_norm", layer.headNorms(), 2);
        pushLinear(List.of(layer.attentionOutput()));
        pushNorm(layer.feedForwardNorm());
        pushLinear(layer.gateUp());
        pushLinear(List.of(layer.down()));
    }

    private void pushNorm(Matrix norm) {
        pushVectors("add_norm", List.of(norm), 1);
    }

    /** Vectors, one behind the other, as so many rows. */
    private void pushVectors(String method, List<Matrix> vectors, int rows) {
        int numbers =
                vectors.stream().mapToInt(vector -> (int) vector.columns()).sum();
        float[] all = new float[numbers];
        int at = 0;
        for (Matrix vector : vectors) {
            float[] floats = vector.floats();
            System.arraycopy(floats, 0, all, at, floats.length);
            at += floats.length;
        }
        try (NDManager scope = program.scope()) {
            Shape shape = rows == 1 ? new Shape(numbers) : new Shape(rows, numbers / rows);
            program.call(scope, method, scope.create(all, shape));
        }
    }

    private void pushLinear(List<Matrix> linear) {
        List<LinearPart> parts = LinearPart.of(linear);
        for (LinearPart part : parts) {
            boolean isFour = packs && part.isFour();
            long[] shape = {part.rows(), part.columns(), isFour ? 1 : 0, part.equals(parts.getFirst()) ? 1 : 0};
            try (NDManager scope = program.scope()) {
                program.call(scope, "open_part", scope.create(shape));
            }
            if (isFour) pushFours(part);
            else pushRows("add_rows", part);
        }
    }

    /** As float32 [rows, K]. */
    private void pushRows(String method, LinearPart part) {
        int columns = Math.toIntExact(part.columns());
        int most = pieceRows(part);
        float[] row = new float[columns];
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment piece = arena.allocate((long) most * columns * Float.BYTES, Long.BYTES);
            for (long at = 0; at < part.rows(); at += most) {
                int rows = (int) Math.min(most, part.rows() - at);
                for (int i = 0; i < rows; i++) {
                    part.read(at + i, row);
                    MemorySegment.copy(
                            row, 0, piece, ValueLayout.JAVA_FLOAT, (long) i * columns * Float.BYTES, columns);
                }
                try (NDManager scope = program.scope()) {
                    program.call(scope, method, array(scope, piece, DataType.FLOAT32, rows, columns));
                }
            }
        }
    }

    /** As uint8 [rows, K] and float32 [rows, K/32, 2]. */
    private void pushFours(LinearPart part) {
        int columns = Math.toIntExact(part.columns());
        int pairs = columns / FourBits.GROUP * 2;
        int most = pieceRows(part);
        byte[] codes = new byte[columns];
        float[] scales = new float[pairs];
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment codePiece = arena.allocate((long) most * columns, Long.BYTES);
            MemorySegment scalePiece = arena.allocate((long) most * pairs * Float.BYTES, Long.BYTES);
            for (long at = 0; at < part.rows(); at += most) {
                int rows = (int) Math.min(most, part.rows() - at);
                for (int i = 0; i < rows; i++) {
                    part.split(at + i, codes, scales);
                    MemorySegment.copy(codes, 0, codePiece, ValueLayout.JAVA_BYTE, (long) i * columns, columns);
                    MemorySegment.copy(
                            scales, 0, scalePiece, ValueLayout.JAVA_FLOAT, (long) i * pairs * Float.BYTES, pairs);
                }
                try (NDManager scope = program.scope()) {
                    program.call(
                            scope,
                            "add_fours",
                            array(scope, codePiece, DataType.UINT8, rows, columns),
                            array(scope, scalePiece, DataType.FLOAT32, rows, pairs / 2, 2));
                }
            }
        }
    }

    private static int pieceRows(LinearPart part) {
        long rows = Math.max(TILE, PIECE_WEIGHTS / part.columns() / TILE * TILE);
        return (int) Math.min(rows, part.rows());
    }

    /** Lies on the memory: it goes before that does. */
    private static NDArray array(NDManager scope, MemorySegment memory, DataType type, long... sizes) {
        Shape shape = new Shape(sizes);
        long bytes = shape.size() * type.getNumOfBytes();
        return scope.create(memory.asSlice(0, bytes).asByteBuffer().order(ByteOrder.nativeOrder()), shape, type);
    }
}
