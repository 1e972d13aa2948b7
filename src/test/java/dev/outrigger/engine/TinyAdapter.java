package dev.outrigger.engine;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A random adapter over a tiny model with the logits that PEFT has of the two, as {@code gpu-models/programs/adapters.py}
 * wrote them down.
 *
 * @param of the model's name among the tiny ones
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record TinyAdapter(String name, String of, JsonObject config, GgmlType type, JsonArray tensors, float[][] logits) {
    private static final Gson GSON = new Gson();

    static List<TinyAdapter> read() {
        try (Reader in = new InputStreamReader(
                Objects.requireNonNull(TinyAdapter.class.getResourceAsStream("/engine/adapters.json")),
                StandardCharsets.UTF_8)) {
            List<TinyAdapter> all = new ArrayList<>();
            GSON.fromJson(in, JsonArray.class).forEach(each -> {
                JsonObject one = each.getAsJsonObject();
                all.add(new TinyAdapter(
                        one.get("name").getAsString(),
                        one.get("of").getAsString(),
                        one.getAsJsonObject("config"),
                        GgmlType.valueOf(one.get("type").getAsString()),
                        one.getAsJsonArray("tensors"),
                        GSON.fromJson(one.getAsJsonArray("logits"), float[][].class)));
            });
            return all;
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    TinyModel model(TinyModel.All all) {
        return all.cases().stream()
                .filter(model -> model.name().equals(of))
                .findFirst()
                .orElseThrow();
    }

    Path write(Path folder) throws IOException {
        AdapterFiles files = AdapterFiles.of(name);
        config.entrySet().forEach(entry -> files.config().add(entry.getKey(), entry.getValue()));
        tensors.forEach(each -> {
            JsonArray tensor = each.getAsJsonArray();
            files.tensor(
                    tensor.get(0).getAsString(),
                    type,
                    tensor.get(1).getAsInt(),
                    tensor.get(2).getAsInt());
        });
        return files.write(folder);
    }

    @Override
    public String toString() {
        return name + ", over " + of;
    }
}
