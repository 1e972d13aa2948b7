package dev.outrigger.engine;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A tiny model of random weights with the logits that transformers has of it, as {@code gpu-models/programs/tiny.py} wrote
 * them down.
 *
 * @param file gguf, safetensors, or shards of the latter
 * @param types by a part of a tensor's name; the longest that fits counts
 * @param stretch what rotary frequencies are divided by, where they are
 * @param scaling the rule of it, as config.json has it
 * @param logits of each step, of all tokens
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record TinyModel(
        String name,
        String file,
        String architecture,
        Sizes sizes,
        Map<String, GgmlType> types,
        boolean tied,
        Optional<float[]> stretch,
        Optional<JsonObject> scaling,
        float[][] logits) {
    record Sizes(int layers, int width, int feedForward, int heads, int kvHeads, int headWidth, int vocabulary) {}

    /** What all of them share. */
    record All(double base, double epsilon, int trained, int[] prompt, int[] following, List<TinyModel> cases) {}

    private static final Gson GSON = new Gson();

    static All read() {
        try (Reader in = new InputStreamReader(
                Objects.requireNonNull(TinyModel.class.getResourceAsStream("/engine/tiny.json")),
                StandardCharsets.UTF_8)) {
            JsonObject all = GSON.fromJson(in, JsonObject.class);
            List<TinyModel> cases = new ArrayList<>();
            all.getAsJsonArray("cases").forEach(one -> cases.add(of(one.getAsJsonObject())));
            return new All(
                    all.get("base").getAsDouble(),
                    all.get("epsilon").getAsDouble(),
                    all.get("trained").getAsInt(),
                    GSON.fromJson(all.get("prompt"), int[].class),
                    GSON.fromJson(all.get("following"), int[].class),
                    cases);
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private static TinyModel of(JsonObject one) {
        Map<String, GgmlType> types = new HashMap<>();
        one.getAsJsonObject("types")
                .asMap()
                .forEach((part, type) -> types.put(part, GgmlType.valueOf(type.getAsString())));
        return new TinyModel(
                one.get("name").getAsString(),
                one.get("file").getAsString(),
                one.get("architecture").getAsString(),
                GSON.fromJson(one.get("sizes"), Sizes.class),
                types,
                one.get("tied").getAsBoolean(),
                Optional.ofNullable(one.getAsJsonArray("stretch")).map(array -> GSON.fromJson(array, float[].class)),
                Optional.ofNullable(one.getAsJsonObject("scaling")),
                GSON.fromJson(one.getAsJsonArray("logits"), float[][].class));
    }

    /** Every tensor, under its name in a GGUF file. */
    List<TinyTensor> tensors() {
        List<TinyTensor> all = new ArrayList<>();
        int query = sizes.heads * sizes.headWidth;
        int key = sizes.kvHeads * sizes.headWidth;
        add(all, "token_embd.weight", sizes.vocabulary, sizes.width);
        add(all, "output_norm.weight", 1, sizes.width);
        if (!tied) add(all, "output.weight", sizes.vocabulary, sizes.width);
        for (int i = 0; i < sizes.layers; i++) {
            String at = "blk." + i + ".";
            add(all, at + "attn_norm.weight", 1, sizes.width);
            add(all, at + "ffn_norm.weight", 1, sizes.width);
            addHeads(all, at + "attn_q", query);
            addHeads(all, at + "attn_k", key);
            addHeads(all, at + "attn_v", key);
            add(all, at + "attn_output.weight", sizes.width, query);
            add(all, at + "ffn_gate.weight", sizes.feedForward, sizes.width);
            add(all, at + "ffn_up.weight", sizes.feedForward, sizes.width);
            add(all, at + "ffn_down.weight", sizes.width, sizes.feedForward);
        }
        return all;
    }

    private void addHeads(List<TinyTensor> all, String name, int rows) {
        add(all, name + ".weight", rows, sizes.width);
        if (architecture.equals("qwen2")) add(all, name + ".bias", 1, rows);
        if (architecture.equals("qwen3") && !name.endsWith("v")) add(all, name + "_norm.weight", 1, sizes.headWidth);
    }

    private void add(List<TinyTensor> all, String tensor, int rows, int columns) {
        boolean isVector = tensor.contains("norm") || tensor.endsWith("bias");
        GgmlType type = isVector ? GgmlType.F32 : typeOf(tensor);
        all.add(new TinyTensor(tensor, type, rows, columns));
    }

    private GgmlType typeOf(String tensor) {
        return types.entrySet().stream()
                .filter(rule -> tensor.contains(rule.getKey()))
                .max(Comparator.comparingInt(rule -> rule.getKey().length()))
                .orElseThrow()
                .getValue();
    }

    @Override
    public String toString() {
        return name;
    }

    /** Writes its files; returns the GGUF file, or the folder of others. */
    Path write(Path folder, All all) throws IOException {
        Path own = Files.createTempDirectory(folder, "tiny");
        return switch (file) {
            case "gguf" -> TinyGguf.of(this, all).write(own);
            case "safetensors" -> TinyFolder.write(this, all, own, 1);
            case "shards" -> TinyFolder.write(this, all, own, 2);
            default -> throw new AssertionError(file);
        };
    }
}
