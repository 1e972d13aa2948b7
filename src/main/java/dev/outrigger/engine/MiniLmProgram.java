package dev.outrigger.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleConsumer;

/**
 * {@code gpu-models/all-minilm-l6-v2/program.pt} with its weights in it, and the words' vectors beside it: ids in, pooled
 * vectors out. Several threads may call {@link #forward}: libtorch allows that, and the program is only read.
 */
final class MiniLmProgram implements AutoCloseable {
    /** Numbers in a vector. */
    static final int WIDTH = 384;

    private static final int ATTENTION_HEADS = 12;

    private final Program program;
    private final WordTable words;
    private final Precision precision;

    private MiniLmProgram(Program program, WordTable words, Precision precision) {
        this.program = program;
        this.words = words;
        this.precision = precision;
    }

    /**
     * Pushes the weights in, the adapter's merged into them, and lets the program pack them. Takes a fraction of a
     * second; afterwards only the words are read from the file. Owns both when it succeeds.
     *
     * @throws IOException when a tensor is missing, has another shape, or the adapter does not fit
     */
    static MiniLmProgram load(
            Program program, WordTable words, Safetensors weights, Optional<Safetensors> adapter, Precision precision)
            throws IOException {
        return load(program, words, weights, adapter, precision, share -> {});
    }

    /** @param progress hears after each tensor which share of them is in the program, 0 to 1 */
    static MiniLmProgram load(
            Program program,
            WordTable words,
            Safetensors weights,
            Optional<Safetensors> adapter,
            Precision precision,
            DoubleConsumer progress)
            throws IOException {
        MiniLmProgram loaded = new MiniLmProgram(program, words, precision);
        MiniLmLayout layout = MiniLmLayout.of(weights);
        if (adapter.isPresent()) layout.check(adapter.get());
        loaded.call("begin", new long[] {layout.layers(), ATTENTION_HEADS, precision == Precision.BFLOAT16 ? 1 : 0});
        List<MiniLmLayout.Slot> slots = layout.slots();
        for (int i = 0; i < slots.size(); i++) {
            loaded.push("add", weights.tensor(slots.get(i).name(), slots.get(i).shape()), i);
            if (adapter.isPresent()) loaded.adapt(adapter.get(), slots.get(i), i);
            progress.accept((i + 1.0) / slots.size());
        }
        loaded.call("seal", new long[] {0});
        return loaded;
    }

    /** Vectors [rows][{@link #WIDTH}] of rows of ids, which are padded to the longest, and that to a few lengths. */
    float[][] forward(List<long[]> rows) {
        int longest = rows.stream().mapToInt(row -> row.length).max().orElseThrow();
        int length = precision == Precision.BFLOAT16 ? PaddedLength.of(longest) : longest;
        long[] mask = new long[rows.size() * length];
        // The arrays lie on this memory: it goes after them.
        try (Arena memory = Arena.ofConfined();
                NDManager scope = program.scope()) {
            ByteBuffer vectors = memory.allocate((long) mask.length * WIDTH * Float.BYTES, Float.BYTES)
                    .asByteBuffer()
                    .order(ByteOrder.nativeOrder());
            for (int i = 0; i < rows.size(); i++) {
                words.copy(rows.get(i), vectors, i * length);
                Arrays.fill(mask, i * length, i * length + rows.get(i).length, 1);
            }
            float[] flat = program.forward(
                            scope,
                            scope.create(vectors, new Shape(rows.size(), length, WIDTH), DataType.FLOAT32),
                            scope.create(mask, new Shape(rows.size(), length)))
                    .toFloatArray();
            float[][] pooled = new float[rows.size()][];
            for (int i = 0; i < pooled.length; i++) {
                pooled[i] = Arrays.copyOfRange(flat, i * WIDTH, (i + 1) * WIDTH);
            }
            return pooled;
        }
    }

    Device device() {
        return program.device();
    }

    @Override
    public void close() {
        program.close();
        words.close();
    }

    private void adapt(Safetensors adapter, MiniLmLayout.Slot slot, int index) throws IOException {
        if (adapter.has(slot.adapterA())) {
            long rank = adapter.rows(slot.adapterA());
            Tensor a =
                    adapter.tensor(slot.adapterA(), List.of(rank, slot.shape().getLast()));
            Tensor b = adapter.tensor(slot.adapterB(), List.of(slot.shape().getFirst(), rank));
            try (NDManager scope = program.scope()) {
                NDArray unusedIndex = program.call(
                        scope,
                        "adapt",
                        array(scope, a),
                        array(scope, b),
                        scope.create(new long[] {index}),
                        scope.create(MiniLmLayout.scale(adapter)));
            }
        } else if (adapter.has(slot.name())) {
            push("replace", adapter.tensor(slot.name(), slot.shape()), index);
        }
    }

    private void push(String method, Tensor tensor, int index) throws IOException {
        try (NDManager scope = program.scope()) {
            NDArray unusedIndex = program.call(scope, method, array(scope, tensor), scope.create(new long[] {index}));
        }
    }

    private void call(String method, long[] argument) {
        try (NDManager scope = program.scope()) {
            NDArray unusedEcho = program.call(scope, method, scope.create(argument));
        }
    }

    /** Float32 goes in without a copy on this side: the program copies what it keeps. */
    private static NDArray array(NDManager scope, Tensor tensor) throws IOException {
        Shape shape =
                new Shape(tensor.shape().stream().mapToLong(Long::longValue).toArray());
        if (!tensor.isFloat32()) return scope.create(tensor.floats(), shape);
        ByteBuffer bytes = tensor.numbers().asByteBuffer().order(ByteOrder.nativeOrder());
        return scope.create(bytes, shape, DataType.FLOAT32);
    }
}
