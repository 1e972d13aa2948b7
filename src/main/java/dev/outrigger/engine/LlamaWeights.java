package dev.outrigger.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Carries a Llama's weights from its GGUF file into the program, in the order that {@code program.py} states. The
 * packed bytes go over as they are; the program unpacks them. The program keeps none of the file's memory.
 */
final class LlamaWeights {
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** Rows of the token table handed over at once: a multiple of the kernel's tile of 64, small beside the table. */
    private static final int TOKEN_ROWS = 2048;

    private final Gguf file;
    private final LlamaShape shape;
    private final Program program;

    LlamaWeights(Gguf file, LlamaShape shape, Program program) {
        this.file = file;
        this.shape = shape;
        this.program = program;
    }

    /** Hands over every weight; {@code begin} must have been called. */
    void push() throws IOException {
        if (file.find("output.weight").isPresent()) {
            throw new IOException("an output head of its own is not supported, only one tied to token_embd.weight");
        }
        for (int layer = 0; layer < shape.layers(); layer++) pushLayer("blk." + layer + ".");
        pushNorm("output_norm.weight");
        pushTokens();
    }

    private void pushLayer(String prefix) throws IOException {
        GgufTensor query = linear(prefix + "attn_q.weight", shape.width(), shape.width());
        GgufTensor key = linear(prefix + "attn_k.weight", keyWidth(), shape.width());
        GgufTensor value = linear(prefix + "attn_v.weight", keyWidth(), shape.width());
        GgufTensor gate = file.tensor(prefix + "ffn_gate.weight", GgmlType.Q4_1);
        pushNorm(prefix + "attn_norm.weight");
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment turnedQuery = RopeRows.unpermute(file.bytes(query), query, shape.headWidth(), arena);
            MemorySegment turnedKey = RopeRows.unpermute(file.bytes(key), key, shape.headWidth(), arena);
            pushRows(query, List.of(turnedQuery, turnedKey, file.bytes(value)));
        }
        GgufTensor output = linear(prefix + "attn_output.weight", shape.width(), shape.width());
        pushRows(output, List.of(file.bytes(output)));
        pushNorm(prefix + "ffn_norm.weight");
        GgufTensor up = linear(prefix + "ffn_up.weight", gate.rows(), shape.width());
        pushRows(gate, List.of(file.bytes(gate), file.bytes(up)));
        GgufTensor down = linear(prefix + "ffn_down.weight", shape.width(), gate.rows());
        pushRows(down, List.of(file.bytes(down)));
    }

    private long keyWidth() {
        return (long) shape.kvHeads() * shape.headWidth();
    }

    private GgufTensor linear(String name, long rows, long columns) throws IOException {
        return expect(file.tensor(name, GgmlType.Q4_1), rows, columns);
    }

    private static GgufTensor expect(GgufTensor tensor, long rows, long columns) throws IOException {
        if (tensor.rows() == rows && tensor.columns() == columns) return tensor;
        throw new IOException("tensor " + tensor.name() + " must be " + rows + " x " + columns + ", was "
                + tensor.rows() + " x " + tensor.columns());
    }

    /** float32 [K]. */
    private void pushNorm(String name) throws IOException {
        GgufTensor norm = expect(file.tensor(name, GgmlType.F32), 1, shape.width());
        try (NDManager scope = program.scope()) {
            float[] weights = file.bytes(norm).toArray(FLOAT);
            program.call(scope, "add_norm", scope.create(weights));
        }
    }

    /** Matrices of one width, one below the other: uint8 [M, row bytes]. */
    private void pushRows(GgufTensor like, List<MemorySegment> matrices) {
        long bytes = matrices.stream().mapToLong(MemorySegment::byteSize).sum();
        try (Arena arena = Arena.ofConfined();
                NDManager scope = program.scope()) {
            MemorySegment stacked = arena.allocate(bytes, Long.BYTES);
            long at = 0;
            for (MemorySegment matrix : matrices) {
                MemorySegment.copy(matrix, 0, stacked, at, matrix.byteSize());
                at += matrix.byteSize();
            }
            program.call(scope, "add_linear", rows(scope, stacked, like.rowBytes()));
        }
    }

    /** The token table, in pieces: unpacking it whole would need several times its size. */
    private void pushTokens() throws IOException {
        GgufTensor table = file.tensor("token_embd.weight", GgmlType.Q8_0);
        MemorySegment bytes = file.bytes(expect(table, shape.vocabulary(), shape.width()));
        for (long row = 0; row < table.rows(); row += TOKEN_ROWS) {
            long count = Math.min(TOKEN_ROWS, table.rows() - row);
            try (NDManager scope = program.scope()) {
                MemorySegment piece = bytes.asSlice(row * table.rowBytes(), count * table.rowBytes());
                program.call(scope, "add_token_rows", rows(scope, piece, table.rowBytes()));
            }
        }
    }

    private static NDArray rows(NDManager scope, MemorySegment bytes, long rowBytes) {
        return scope.create(bytes.asByteBuffer(), new Shape(bytes.byteSize() / rowBytes, rowBytes), DataType.UINT8);
    }
}
