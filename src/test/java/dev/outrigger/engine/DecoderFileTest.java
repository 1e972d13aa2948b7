package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read of a model file before its weights are, and how a file that is not run here is refused. */
class DecoderFileTest {
    private static final TinyModel.All ALL = TinyModel.read();

    @TempDir
    private Path folder;

    @Test
    void aFileAndAFolderOfOneModelHaveOneShape() throws IOException {
        try (DecoderFile file = DecoderFile.open(model("llama 3, stretched").write(folder, ALL));
                DecoderFile hub =
                        DecoderFile.open(model("llama 3 of the hub, stretched").write(folder, ALL))) {
            assertEquals(file.shape(), hub.shape());
            assertArrayEquals(file.ropeStretch(), hub.ropeStretch(), 1e-5f);
            assertEquals(new DecoderLayout(file).bytes(), new DecoderLayout(hub).bytes());
        }
    }

    @Test
    void whatAGgufLeavesOutIsAsTheFormatSays() throws IOException {
        TinyModel model = model("llama of F32");
        GgufBytes bytes = new GgufBytes()
                .text("general.architecture", "llama")
                .whole("llama.block_count", 2)
                .whole("llama.embedding_length", 64)
                .whole("llama.feed_forward_length", 96)
                .whole("llama.attention.head_count", 4)
                .whole("llama.context_length", 256)
                .real("llama.attention.layer_norm_rms_epsilon", 1e-5f);
        model.tensors().forEach(tensor -> TinyGguf.add(bytes, tensor));
        try (DecoderFile file = DecoderFile.open(bytes.write(folder))) {
            assertEquals(4, file.shape().kvHeads());
            assertEquals(16, file.shape().headWidth());
            assertEquals(10_000, file.shape().ropeBase());
        }
    }

    @Test
    void aSlidingWindowBoundsTheContext() throws IOException {
        GgufBytes bytes = whole("llama of F32").whole("llama.attention.sliding_window", 100);
        try (DecoderFile file = DecoderFile.open(bytes.write(folder))) {
            assertEquals(100, file.shape().trainedTokens());
        }
        assertEquals(100, trained("mistral of the hub in shards", config -> config.addProperty("sliding_window", 100)));
        assertEquals(256, trained("qwen2 of the hub", config -> config.addProperty("sliding_window", 100)));
        assertEquals(100, trained("qwen2 of the hub", config -> {
            config.addProperty("sliding_window", 100);
            config.addProperty("use_sliding_window", true);
        }));
    }

    @Test
    void countsTheMemoryOfWhatIsHeld() throws IOException {
        // Two layers of 30,720 weights; 96 rows of 64 that score, in four bits; 2,048 kept rows of each table
        int layers = 2 * 30_720;
        int head = 96 * 64 / 32 * 20;
        assertEquals(layers * 2 + head + 2048 * 64 * 4, bytes("llama of F32"));
        assertEquals(layers / 32 * 20 + head + 2 * 2048 * 64 / 32 * 20, bytes("llama of Q4_1, untied"));
    }

    private long bytes(String name) throws IOException {
        try (DecoderFile file = DecoderFile.open(model(name).write(folder, ALL))) {
            return new DecoderLayout(file).bytes();
        }
    }

    @Test
    void refusesAnArchitectureThatItDoesNotRun() throws IOException {
        Path file = new GgufBytes().text("general.architecture", "mamba").write(folder);
        refuses(file, file + ": general.architecture must be one of llama, qwen2, qwen3, was mamba");
        refusesConfig("model_type must be one of llama, qwen2, qwen3, mistral, was mamba", "model_type", "mamba");
    }

    @Test
    void refusesWhatTheProgramWouldComputeOtherwise() throws IOException {
        refusesGguf("llama.expert_count must be 0, was 8", file -> file.whole("llama.expert_count", 8));
        refusesGguf(
                "llama.rope.dimension_count must be 16, was 8", file -> file.whole("llama.rope.dimension_count", 8));
        refusesGguf(
                "llama.rope.scaling.type must be none, was yarn", file -> file.text("llama.rope.scaling.type", "yarn"));
        refusesGguf(
                "tensor blk.0.attn_output.bias has no place in a llama decoder of 2 layers",
                file -> file.tensor("blk.0.attn_output.bias", 0, 64, 1, new byte[256]));
        refusesGguf(
                "tensor blk.2.attn_norm.weight has no place",
                file -> file.tensor("blk.2.attn_norm.weight", 0, 64, 1, new byte[256]));
        refusesConfig("hidden_act must be silu, was gelu", "hidden_act", "gelu");
        JsonObject yarn = JsonParser.parseString("{\"rope_type\":\"yarn\"}").getAsJsonObject();
        refuses(
                hub("qwen2 of the hub", config -> config.add("rope_scaling", yarn)),
                "config.json: rope_scaling.rope_type must be default or llama3, was yarn");
    }

    @Test
    void namesAMissingTensorAsItsFileDoes() throws IOException {
        TinyModel model = model("llama of F32");
        GgufBytes bytes = TinyGguf.metadata(model, ALL);
        model.tensors().stream()
                .filter(tensor -> !tensor.name().equals("blk.1.ffn_up.weight"))
                .forEach(tensor -> TinyGguf.add(bytes, tensor));
        Path file = bytes.write(folder);
        refuses(file, file + ": has no tensor blk.1.ffn_up.weight");
        refuses(
                hub("qwen3 of the hub", config -> config.addProperty("num_hidden_layers", 3)),
                ": has no tensor model.layers.2.input_layernorm.weight");
        refuses(
                hub("llama 3 of the hub, stretched", config -> config.addProperty("tie_word_embeddings", false)),
                ": has no tensor lm_head.weight");
    }

    @Test
    void namesATensorOfTheWrongSize() throws IOException {
        refuses(
                hub("qwen2 of the hub", config -> config.addProperty("intermediate_size", 97)),
                "model.safetensors: tensor model.layers.0.mlp.gate_proj.weight must be 97 x 64, was 96 x 64");
    }

    @Test
    void refusesSizesOfNoDecoder() throws IOException {
        refusesConfig("no decoder has 0 layers", "num_hidden_layers", 0);
        refusesConfig("num_attention_heads must be at least 1, was 0", "num_attention_heads", 0);
        refusesConfig("no decoder has 4 heads over 3", "num_key_value_heads", 3);
        refusesConfig("a head's width must be even, was 15", "head_dim", 15);
        refusesConfig("a decoder's width must be a multiple of 32, was 63", "hidden_size", 63);
        refusesConfig("hidden_size must be a whole number, was 64.5", "hidden_size", 64.5);
        refusesConfig("rms_norm_eps must be a number, was \"x\"", "rms_norm_eps", "x");
    }

    @Test
    void refusesAShardOutsideItsFolder() throws IOException {
        Path hub = hub("mistral of the hub in shards", config -> {});
        Files.writeString(
                hub.resolve("model.safetensors.index.json"), "{\"weight_map\":{\"lm_head.weight\":\"../secret\"}}");
        refuses(hub, "a shard must be a file's name, was ../secret");
        Files.writeString(hub.resolve("model.safetensors.index.json"), "{}");
        refuses(hub, "model.safetensors.index.json: has no weight_map of names");
    }

    @Test
    void refusesATypeThatSafetensorsHaveAndItDoesNotRead() throws IOException {
        Path hub = hub("qwen2 of the hub", config -> {});
        JsonObject entry = new JsonObject();
        entry.addProperty("dtype", "F8_E4M3");
        JsonArray shape = new JsonArray();
        shape.add(96);
        shape.add(64);
        entry.add("shape", shape);
        JsonArray offsets = new JsonArray();
        offsets.add(0);
        offsets.add(96 * 64);
        entry.add("data_offsets", offsets);
        JsonObject header = new JsonObject();
        header.add("model.embed_tokens.weight", entry);
        Files.write(hub.resolve("model.safetensors"), SafetensorsFixture.bytes(header.toString(), new byte[96 * 64]));
        refuses(hub, "tensor model.embed_tokens.weight must be F32, F16 or BF16, was F8_E4M3");
    }

    private int trained(String name, Consumer<JsonObject> change) throws IOException {
        try (DecoderFile file = DecoderFile.open(hub(name, change))) {
            return file.shape().trainedTokens();
        }
    }

    private void refusesConfig(String message, String key, Object value) throws IOException {
        Path hub = hub("qwen2 of the hub", config -> config.add(key, new Gson().toJsonTree(value)));
        refuses(hub, hub.resolve("config.json") + ": ");
        refuses(hub, message);
    }

    private void refusesGguf(String message, Consumer<GgufBytes> change) throws IOException {
        GgufBytes bytes = whole("llama of F32");
        change.accept(bytes);
        Path file = bytes.write(folder);
        refuses(file, file + ": " + message);
    }

    /** When it is opened, laid out, or asked for its frequencies. */
    private static void refuses(Path path, String message) {
        IOException refused = assertThrows(IOException.class, () -> {
            try (DecoderFile file = DecoderFile.open(path)) {
                assertTrue(new DecoderLayout(file).bytes() > 0 && file.ropeStretch().length > 0);
            }
        });
        assertTrue(String.valueOf(refused.getMessage()).contains(message), refused::toString);
    }

    private Path hub(String name, Consumer<JsonObject> change) throws IOException {
        TinyModel model = model(name);
        Path hub = model.write(folder, ALL);
        JsonObject config = TinyFolder.config(model, ALL);
        change.accept(config);
        Files.writeString(hub.resolve("config.json"), config.toString());
        return hub;
    }

    private static GgufBytes whole(String name) {
        return TinyGguf.of(model(name), ALL);
    }

    private static TinyModel model(String name) {
        return ALL.cases().stream()
                .filter(model -> model.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
