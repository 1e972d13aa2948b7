package dev.outrigger.engine;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongUnaryOperator;

/** The safetensors files of a folder: one, or those that an index names. Mapped until they are closed. */
final class Shards implements AutoCloseable {
    private static final String ONE = "model.safetensors";
    private static final String INDEX = "model.safetensors.index.json";

    private record Place(Path path, Safetensors file) {}

    private final List<Safetensors> files = new ArrayList<>();
    private final Map<String, Place> places = new HashMap<>();

    private Shards() {}

    /** @throws IOException when a file is missing or damaged; the message names it */
    static Shards open(Path folder) throws IOException {
        Shards shards = new Shards();
        try {
            for (String name : names(folder)) shards.add(folder.resolve(name));
            return shards;
        } catch (IOException | RuntimeException cause) {
            shards.close();
            throw cause;
        }
    }

    Set<String> tensors() {
        return places.keySet();
    }

    /** A tensor of any of the files. */
    Optional<Matrix> find(String name) throws IOException {
        Place place = places.get(name);
        if (place == null) return Optional.empty();
        Tensor tensor = place.file().tensor(name);
        if (tensor.shape().size() > 2)
            throw new IOException(place.path() + ": tensor " + name + " must be a matrix, was " + tensor.shape());
        return Optional.of(new Matrix(
                name,
                type(tensor, place.path()),
                tensor.shape().size() == 1 ? 1 : tensor.shape().getFirst(),
                tensor.shape().getLast(),
                place.path(),
                place.file().position(tensor),
                tensor.numbers(),
                LongUnaryOperator.identity()));
    }

    @Override
    public void close() {
        files.forEach(Safetensors::close);
    }

    private void add(Path path) throws IOException {
        Safetensors file = Safetensors.open(path);
        files.add(file);
        for (String name : file.names()) places.put(name, new Place(path, file));
    }

    private static GgmlType type(Tensor tensor, Path path) throws IOException {
        return switch (tensor.type()) {
            case "F32" -> GgmlType.F32;
            case "F16" -> GgmlType.F16;
            case "BF16" -> GgmlType.BF16;
            default ->
                throw new IOException(
                        path + ": tensor " + tensor.name() + " must be F32, F16 or BF16, was " + tensor.type());
        };
    }

    private static Set<String> names(Path folder) throws IOException {
        Path index = folder.resolve(INDEX);
        if (!Files.exists(index)) return Set.of(ONE);
        try {
            Set<String> names = new TreeSet<>();
            for (JsonElement name : JsonParser.parseString(Files.readString(index))
                    .getAsJsonObject()
                    .getAsJsonObject("weight_map")
                    .asMap()
                    .values()) names.add(name.getAsString());
            for (String name : names) {
                // One path step: an index cannot point out of its folder.
                if (!ModelFile.NAME.matcher(name).matches())
                    throw new IOException(index + ": a shard must be a file's name, was " + name);
            }
            return names;
        } catch (JsonParseException | IllegalStateException | ClassCastException | NullPointerException cause) {
            throw new IOException(index + ": has no weight_map of names", cause);
        }
    }
}
