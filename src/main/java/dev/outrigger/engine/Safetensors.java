package dev.outrigger.engine;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * A file of named tensors, mapped into memory: an 8-byte length, a JSON header, and the numbers, little-endian. The
 * header is not trusted: every bound in it is checked against the file before anything is read. Tensors are valid until
 * {@link #close}; any thread may read them.
 *
 * <p>Source: <a href="https://huggingface.co/docs/safetensors/index#format">Safetensors, Format</a>.
 */
final class Safetensors implements AutoCloseable {
    private static final int LENGTH_BYTES = 8;

    /**
     * Of the longest header: that of a model of 70 billion parameters has a twentieth of it. It is read as a tree, which takes
     * some twenty times as much of the heap.
     */
    static final int HEADER_BYTES_MOST = 2 << 20;

    private static final String METADATA = "__metadata__";
    private static final ValueLayout.OfLong LENGTH = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Path file;
    private final Arena arena;
    private final MemorySegment bytes;
    private final SequencedMap<String, Tensor> tensors;
    private final Map<String, String> metadata;

    private Safetensors(Path file, Arena arena, MemorySegment bytes) throws IOException {
        this.file = file;
        this.arena = arena;
        this.bytes = bytes;
        long headerBytes = bytes.byteSize() < LENGTH_BYTES ? -1 : bytes.get(LENGTH, 0);
        if (headerBytes < 0 || headerBytes > bytes.byteSize() - LENGTH_BYTES)
            throw broken("its header does not fit in its " + bytes.byteSize() + " bytes");
        if (headerBytes > HEADER_BYTES_MOST)
            throw broken("its header must not have more than " + HEADER_BYTES_MOST + " bytes, had " + headerBytes);
        byte[] header = bytes.asSlice(LENGTH_BYTES, headerBytes).toArray(ValueLayout.JAVA_BYTE);
        MemorySegment numbers = bytes.asSlice(LENGTH_BYTES + headerBytes);
        SequencedMap<String, Tensor> read = new LinkedHashMap<>();
        Map<String, String> notes = new LinkedHashMap<>();
        try {
            JsonObject names = JsonParser.parseString(new String(header, StandardCharsets.UTF_8))
                    .getAsJsonObject();
            for (Map.Entry<String, JsonElement> entry : names.entrySet()) {
                JsonObject value = entry.getValue().getAsJsonObject();
                if (entry.getKey().equals(METADATA)) {
                    value.entrySet()
                            .forEach(note ->
                                    notes.put(note.getKey(), note.getValue().getAsString()));
                } else {
                    read.put(entry.getKey(), tensor(entry.getKey(), value, numbers));
                }
            }
        } catch (JsonParseException | IllegalStateException | UnsupportedOperationException | NumberFormatException e) {
            throw broken("its header is not as the format says: " + e.getMessage());
        }
        this.tensors = Collections.unmodifiableSequencedMap(read);
        this.metadata = Map.copyOf(notes);
    }

    /**
     * Maps a file.
     *
     * @throws IOException when it cannot be read, is cut short, or its header contradicts itself or the file
     */
    @SuppressWarnings("MustBeClosedChecker") // the arena lives as long as what is returned, and is closed with it
    static Safetensors open(Path file) throws IOException {
        Arena arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return new Safetensors(file, arena, channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena));
        } catch (IOException | RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    /** Names of the tensors, in the header's order. */
    Set<String> names() {
        return tensors.keySet();
    }

    /** Whether there is a tensor of this name. */
    boolean has(String name) {
        return tensors.containsKey(name);
    }

    /**
     * The tensor of a name.
     *
     * @throws IOException when there is none, or it has another shape
     */
    Tensor tensor(String name, List<Long> shape) throws IOException {
        Tensor tensor = tensor(name);
        if (!tensor.shape().equals(shape)) {
            throw broken("tensor " + name + " has shape " + tensor.shape() + ", not " + shape);
        }
        return tensor;
    }

    /**
     * The tensor of a name, whatever its shape, which has at least one size.
     *
     * @throws IOException when there is none
     */
    Tensor tensor(String name) throws IOException {
        Tensor tensor = tensors.get(name);
        if (tensor == null) throw broken("it has no tensor " + name);
        if (tensor.shape().isEmpty()) throw broken("tensor " + name + " is a single number");
        return tensor;
    }

    /** Where one of its tensors begins in the file. */
    long position(Tensor tensor) {
        return tensor.numbers().address() - bytes.address();
    }

    /** The first size of a tensor. */
    long rows(String name) throws IOException {
        return tensor(name).shape().getFirst();
    }

    /** A note of the header's metadata. */
    Optional<String> note(String key) {
        return Optional.ofNullable(metadata.get(key));
    }

    @Override
    public void close() {
        arena.close();
    }

    private Tensor tensor(String name, JsonObject entry, MemorySegment numbers) throws IOException {
        if (!entry.has("dtype") || !entry.has("shape") || !entry.has("data_offsets")) {
            throw broken("tensor " + name + " lacks dtype, shape or data_offsets");
        }
        List<Long> shape = longs(entry.get("shape"));
        List<Long> offsets = longs(entry.get("data_offsets"));
        if (offsets.size() != 2 || shape.stream().anyMatch(size -> size < 0)) {
            throw broken("tensor " + name + " has no valid shape or data_offsets");
        }
        long from = offsets.getFirst();
        long to = offsets.getLast();
        if (from < 0 || to < from || to > numbers.byteSize()) {
            throw broken("tensor " + name + " lies at " + from + "–" + to + " of " + numbers.byteSize() + " bytes");
        }
        Tensor tensor = new Tensor(name, entry.get("dtype").getAsString(), shape, numbers.asSlice(from, to - from));
        if (!tensor.fills()) throw broken("tensor " + name + " does not fill its " + (to - from) + " bytes");
        return tensor;
    }

    private static List<Long> longs(JsonElement array) {
        return array.getAsJsonArray().asList().stream()
                .map(JsonElement::getAsLong)
                .toList();
    }

    private IOException broken(String why) {
        return new IOException("safetensors file " + file + " cannot be used: " + why);
    }
}
