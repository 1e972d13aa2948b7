package dev.outrigger.engine;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A tiny model as a folder of config.json and safetensors. */
final class TinyFolder {
    private TinyFolder() {}

    static Path write(TinyModel model, TinyModel.All all, Path folder, int shards) throws IOException {
        Files.writeString(folder.resolve("config.json"), config(model, all).toString());
        List<TinyTensor> tensors = model.tensors();
        JsonObject places = new JsonObject();
        for (int shard = 0; shard < shards; shard++) {
            int from = tensors.size() * shard / shards;
            int to = tensors.size() * (shard + 1) / shards;
            String name = shards == 1 ? "model.safetensors" : "model-%d-of-%d.safetensors".formatted(shard + 1, shards);
            Files.write(folder.resolve(name), safetensors(tensors.subList(from, to)));
            for (TinyTensor tensor : tensors.subList(from, to)) places.addProperty(HubNames.of(tensor.name()), name);
        }
        if (shards > 1) {
            JsonObject index = new JsonObject();
            index.add("weight_map", places);
            Files.writeString(folder.resolve("model.safetensors.index.json"), index.toString());
        }
        return folder;
    }

    static JsonObject config(TinyModel model, TinyModel.All all) {
        TinyModel.Sizes sizes = model.sizes();
        JsonObject config = new JsonObject();
        config.addProperty("model_type", model.architecture());
        config.addProperty("hidden_act", "silu");
        config.addProperty("hidden_size", sizes.width());
        config.addProperty("intermediate_size", sizes.feedForward());
        config.addProperty("num_hidden_layers", sizes.layers());
        config.addProperty("num_attention_heads", sizes.heads());
        config.addProperty("num_key_value_heads", sizes.kvHeads());
        config.addProperty("head_dim", sizes.headWidth());
        config.addProperty("max_position_embeddings", all.trained());
        config.addProperty("rms_norm_eps", all.epsilon());
        config.addProperty("rope_theta", all.base());
        model.scaling().ifPresent(scaling -> config.add("rope_scaling", scaling));
        config.addProperty("tie_word_embeddings", model.tied());
        return config;
    }

    /** Vectors have one dimension. */
    private static byte[] safetensors(List<TinyTensor> tensors) {
        JsonObject header = new JsonObject();
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        for (TinyTensor tensor : tensors) {
            JsonObject entry = new JsonObject();
            entry.addProperty("dtype", tensor.type().name());
            JsonArray shape = new JsonArray();
            if (tensor.rows() > 1) shape.add(tensor.rows());
            shape.add(tensor.columns());
            entry.add("shape", shape);
            JsonArray offsets = new JsonArray();
            offsets.add(data.size());
            data.writeBytes(tensor.bytes());
            offsets.add(data.size());
            entry.add("data_offsets", offsets);
            header.add(HubNames.of(tensor.name()), entry);
        }
        return SafetensorsFixture.bytes(header.toString(), data.toByteArray());
    }
}
