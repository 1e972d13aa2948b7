package dev.outrigger.engine;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A model file of the GGUF format, versions 2 and 3, mapped read-only until it is closed. Opening checks that every
 * tensor lies inside the file.
 *
 * <p>Source: <a href="https://github.com/ggml-org/ggml/blob/master/docs/gguf.md">GGUF</a>.
 */
final class Gguf implements AutoCloseable {
    private static final int MAGIC = 0x46554747;
    private static final long DEFAULT_ALIGNMENT = 32;

    /** Least bytes of an entry: a text's length and the number of a kind; a tensor has offset and dimensions besides. */
    private static final int ENTRY_BYTES = 12;

    private static final int MAX_DIMENSIONS = 4;

    private final Path path;
    private final Arena arena;
    private final MemorySegment file;
    private final Map<String, GgufValue> metadata = new HashMap<>();
    private final Map<String, GgufTensor> tensors = new HashMap<>();

    private Gguf(Path path, Arena arena, MemorySegment file) {
        this.path = path;
        this.arena = arena;
        this.file = file;
    }

    /**
     * Maps the file and reads its header.
     *
     * @throws IOException when it is missing, truncated, damaged, or of a kind that is not read here; the message names
     *     the file
     */
    @SuppressWarnings("MustBeClosedChecker") // the arena closes with the file, or here when opening fails
    static Gguf open(Path path) throws IOException {
        Arena arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(path)) {
            MemorySegment file = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            Gguf gguf = new Gguf(path, arena, file);
            gguf.readHeader(new GgufCursor(file));
            return gguf;
        } catch (IOException | ArithmeticException cause) {
            arena.close();
            throw new IOException(path + ": " + cause.getMessage(), cause);
        }
    }

    /** The file. */
    Path path() {
        return path;
    }

    /** Whether there is metadata of this key. */
    boolean has(String key) {
        return metadata.containsKey(key);
    }

    /** Names of all tensors. */
    Set<String> tensorNames() {
        return Collections.unmodifiableSet(tensors.keySet());
    }

    /** The tensor of this name, if the file has it. */
    Optional<GgufTensor> find(String name) {
        return Optional.ofNullable(tensors.get(name));
    }

    /** The tensor of this name, which must be of this type. */
    GgufTensor tensor(String name, GgmlType type) throws IOException {
        GgufTensor tensor = find(name).orElseThrow(() -> new IOException(path + ": has no tensor " + name));
        if (tensor.type() != type) {
            throw new IOException(path + ": tensor " + name + " must be " + type + ", was " + tensor.type());
        }
        return tensor;
    }

    /** A tensor's bytes; not readable once the file is closed. */
    MemorySegment bytes(GgufTensor tensor) {
        return file.asSlice(tensor.offset(), tensor.bytes());
    }

    int whole(String key) throws IOException {
        if (value(key) instanceof GgufValue.Whole whole && whole.value() == (int) whole.value())
            return (int) whole.value();
        throw wrongKind(key, "a whole number");
    }

    double real(String key) throws IOException {
        if (value(key) instanceof GgufValue.Real real) return real.value();
        throw wrongKind(key, "a floating point number");
    }

    String text(String key) throws IOException {
        if (value(key) instanceof GgufValue.Text text) return text.value();
        throw wrongKind(key, "a text");
    }

    List<String> texts(String key) throws IOException {
        if (value(key) instanceof GgufValue.Array array
                && array.values().stream().allMatch(GgufValue.Text.class::isInstance)) {
            return array.values().stream()
                    .map(value -> ((GgufValue.Text) value).value())
                    .toList();
        }
        throw wrongKind(key, "an array of texts");
    }

    List<Long> wholes(String key) throws IOException {
        if (value(key) instanceof GgufValue.Array array
                && array.values().stream().allMatch(GgufValue.Whole.class::isInstance)) {
            return array.values().stream()
                    .map(value -> ((GgufValue.Whole) value).value())
                    .toList();
        }
        throw wrongKind(key, "an array of whole numbers");
    }

    List<Double> reals(String key) throws IOException {
        if (value(key) instanceof GgufValue.Array array
                && array.values().stream().allMatch(GgufValue.Real.class::isInstance)) {
            return array.values().stream()
                    .map(value -> ((GgufValue.Real) value).value())
                    .toList();
        }
        throw wrongKind(key, "an array of floating point numbers");
    }

    boolean truth(String key) throws IOException {
        if (value(key) instanceof GgufValue.Truth truth) return truth.value();
        throw wrongKind(key, "true or false");
    }

    /** Unmaps the file. */
    @Override
    public void close() {
        arena.close();
    }

    private GgufValue value(String key) throws IOException {
        return Optional.ofNullable(metadata.get(key))
                .orElseThrow(() -> new IOException(path + ": has no metadata " + key));
    }

    private IOException wrongKind(String key, String expected) {
        return new IOException(path + ": metadata " + key + " must be " + expected);
    }

    private void readHeader(GgufCursor cursor) throws IOException {
        if (cursor.readInt() != MAGIC) throw new IOException("is no GGUF file");
        int version = cursor.readInt();
        if (version < 2 || version > 3) throw new IOException("GGUF version must be 2 or 3, was " + version);
        int tensorCount = cursor.readCount(ENTRY_BYTES);
        int metadataCount = cursor.readCount(ENTRY_BYTES);
        for (int i = 0; i < metadataCount; i++) metadata.put(cursor.readText(), cursor.readValue());
        for (int i = 0; i < tensorCount; i++) {
            GgufTensor tensor = readTensor(cursor);
            tensors.put(tensor.name(), tensor);
        }
        long start = alignUp(cursor.position(), alignment());
        tensors.replaceAll((name, tensor) -> new GgufTensor(
                name, tensor.type(), tensor.rows(), tensor.columns(), Math.addExact(start, tensor.offset())));
        for (GgufTensor tensor : tensors.values()) checkInside(tensor);
    }

    private GgufTensor readTensor(GgufCursor cursor) throws IOException {
        String name = cursor.readText();
        int dimensions = cursor.readInt();
        if (dimensions < 1 || dimensions > MAX_DIMENSIONS) {
            throw new IOException("damaged: tensor " + name + " has " + dimensions + " dimensions");
        }
        long columns = cursor.readLong();
        long rows = 1;
        for (int i = 1; i < dimensions; i++) rows = Math.multiplyExact(rows, cursor.readLong());
        int code = cursor.readInt();
        GgmlType type = GgmlType.of(code)
                .orElseThrow(
                        () -> new IOException("tensor " + name + " has type " + code + ", which is not supported"));
        if (columns < 1 || rows < 1 || !type.divides(columns)) {
            throw new IOException(
                    "damaged: tensor " + name + " cannot be " + rows + " rows of " + columns + " " + type);
        }
        return new GgufTensor(name, type, rows, columns, cursor.readLong());
    }

    private void checkInside(GgufTensor tensor) throws IOException {
        long end = Math.addExact(tensor.offset(), tensor.bytes());
        if (tensor.offset() < 0 || end > file.byteSize()) {
            throw new IOException(
                    "truncated: tensor " + tensor.name() + " ends at byte " + end + ", the file at " + file.byteSize());
        }
    }

    private long alignment() throws IOException {
        long alignment = metadata.containsKey("general.alignment") ? whole("general.alignment") : DEFAULT_ALIGNMENT;
        if (alignment < 1) throw new IOException("damaged: alignment must be at least 1, was " + alignment);
        return alignment;
    }

    private static long alignUp(long position, long alignment) {
        return Math.addExact(position, alignment - 1) / alignment * alignment;
    }
}
