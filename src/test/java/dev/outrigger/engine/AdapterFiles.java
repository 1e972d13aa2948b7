package dev.outrigger.engine;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** An adapter in the making: its configuration and its tensors, right or wrong. Their numbers follow from its seed. */
final class AdapterFiles {
    private final String seed;
    private final JsonObject config = new JsonObject();
    private final SequencedMap<String, TinyTensor> tensors = new LinkedHashMap<>();

    private AdapterFiles(String seed) {
        this.seed = seed;
        config.addProperty("peft_type", "LORA");
        config.addProperty("r", 0);
        config.addProperty("lora_alpha", 8);
        config.add("target_modules", new JsonArray());
    }

    /** One that has nothing yet. */
    static AdapterFiles of(String seed) {
        return new AdapterFiles(seed);
    }

    /** One that changes these modules of all layers. */
    static AdapterFiles of(String seed, DecoderShape shape, int rank, AdapterModule... modules) {
        AdapterFiles files = new AdapterFiles(seed).say("r", rank).say("lora_alpha", 2 * rank);
        JsonArray targets = new JsonArray();
        for (AdapterModule module : modules) {
            targets.add(module.in(0).substring(module.in(0).lastIndexOf('.') + 1));
            for (int layer = 0; layer < shape.layers(); layer++) {
                String at = "base_model.model." + module.in(layer);
                files.tensor(at + ".lora_A.weight", rank, (int) module.columns(shape));
                files.tensor(at + ".lora_B.weight", (int) module.rows(shape), rank);
            }
        }
        files.config.add("target_modules", targets);
        return files;
    }

    JsonObject config() {
        return config;
    }

    AdapterFiles say(String key, Number value) {
        config.addProperty(key, value);
        return this;
    }

    AdapterFiles tensor(String name, int rows, int columns) {
        return tensor(name, GgmlType.F32, rows, columns);
    }

    AdapterFiles tensor(String name, GgmlType type, int rows, int columns) {
        tensors.put(name, new TinyTensor(seed + "/" + name, type, rows, columns));
        return this;
    }

    AdapterFiles without(String name) {
        tensors.remove(name);
        return this;
    }

    /** Writes the folder, each file at once, as who swaps one does. */
    Path write(Path folder) throws IOException {
        Files.createDirectories(folder);
        put(folder.resolve("adapter_config.json"), config.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        put(folder.resolve("adapter_model.safetensors"), safetensors());
        return folder;
    }

    private static void put(Path file, byte[] bytes) throws IOException {
        Path beside = Files.write(file.resolveSibling(file.getFileName() + ".new"), bytes);
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private byte[] safetensors() {
        JsonObject header = new JsonObject();
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        for (Map.Entry<String, TinyTensor> each : tensors.entrySet()) {
            TinyTensor tensor = each.getValue();
            JsonObject entry = new JsonObject();
            entry.addProperty("dtype", tensor.type().name());
            JsonArray shape = new JsonArray();
            shape.add(tensor.rows());
            shape.add(tensor.columns());
            entry.add("shape", shape);
            List<Integer> offsets = new ArrayList<>();
            offsets.add(data.size());
            data.writeBytes(tensor.bytes());
            offsets.add(data.size());
            JsonArray places = new JsonArray();
            offsets.forEach(places::add);
            entry.add("data_offsets", places);
            header.add(each.getKey(), entry);
        }
        return SafetensorsFixture.bytes(header.toString(), data.toByteArray());
    }
}
