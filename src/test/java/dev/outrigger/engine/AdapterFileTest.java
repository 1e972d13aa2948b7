package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of an adapter's files is taken, and what is refused in which words. */
class AdapterFileTest {
    static final DecoderShape SHAPE =
            new DecoderShape(Architecture.LLAMA, 2, 64, 96, 4, 2, 16, 100, 256, 10_000, 1e-5f);
    private static final AdapterSettings BOUNDS = new AdapterSettings(Path.of("adapters"), 2, 1 << 20, 16);
    private static final String AT = "base_model.model.model.layers.0.self_attn.";

    @TempDir
    private Path folder;

    private static AdapterFiles sound() {
        return AdapterFiles.of("sound", SHAPE, 4, AdapterModule.QUERY, AdapterModule.VALUE);
    }

    private AdapterFile open(AdapterFiles files) throws IOException {
        return AdapterFile.open(files.write(folder), SHAPE, BOUNDS);
    }

    /** What it says of a file that it refuses, without where it lies. */
    private String refusal(AdapterFiles files) throws IOException {
        files.write(folder);
        return refusal();
    }

    private String refusal() {
        IOException refused = assertThrows(
                IOException.class, () -> AdapterFile.open(folder, SHAPE, BOUNDS).close());
        return String.valueOf(refused.getMessage()).replace(folder + "/", "").replace(folder.toString(), "FOLDER");
    }

    private String refusalOf(String key, String value) throws IOException {
        AdapterFiles files = sound();
        files.config().add(key, JsonParser.parseString(value));
        return refusal(files);
    }

    @Test
    void aPairHasEachModulesRowsAndScaleInTheirPlace() throws IOException {
        try (AdapterFile file = open(sound())) {
            // Given what PEFT would add to queries and values, 64 and 32 rows with 32 of keys between
            AdapterPair pair = file.pair(0).orElseThrow();
            assertEquals(8, pair.rank());
            assertEquals(64, pair.columns());
            assertEquals(128, pair.rows());
            // Then keys have nothing, and neither has the other's rank
            for (int row = 0; row < 128; row++)
                for (int rank = 0; rank < 8; rank++) {
                    boolean isOwn = row < 64 ? rank < 4 : row >= 96 && rank >= 4;
                    if (!isOwn) assertEquals(0, pair.up()[8 * row + rank]);
                }
            // And the rest is twice what the file holds: alpha is twice the rank
            float[] values = floats(AT + "v_proj.lora_B.weight", 32, 4);
            for (int i = 0; i < values.length; i++)
                assertEquals(2 * values[i], pair.up()[8 * (96 + i / 4) + 4 + i % 4]);
            assertTrue(file.pair(1).isEmpty());
            // In memory one of two layers takes 8 ranks of 64 and 128 numbers, in float32
            assertEquals(2 * 4 * 8 * (64 + 128), file.bytes());
        }
    }

    private static float[] floats(String name, int rows, int columns) {
        byte[] bytes = new TinyTensor("sound/" + name, GgmlType.F32, rows, columns).bytes();
        float[] floats = new float[rows * columns];
        StoredRow.read(GgmlType.F32, bytes, 0, floats, 0, floats.length);
        return floats;
    }

    @Test
    void alphaIsDividedByTheRootOfTheRankWhereItSaysSo() throws IOException {
        AdapterFiles rooted = sound();
        rooted.config().addProperty("use_rslora", true);
        float[] plain;
        try (AdapterFile file = open(sound())) {
            plain = file.pair(0).orElseThrow().up();
        }
        try (AdapterFile file = open(rooted)) {
            float[] up = file.pair(0).orElseThrow().up();
            float[] doubled = new float[up.length];
            for (int i = 0; i < up.length; i++) doubled[i] = plain[i] * 2;
            assertArrayEquals(doubled, up);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "peft_type | \"LOHA\" | peft_type must be LORA, was LOHA",
                "bias | \"all\" | bias must be none, was all",
                "use_dora | true | use_dora must be absent, for it is not computed here, was true",
                "lora_bias | true | lora_bias must be absent, for it is not computed here, was true",
                "modules_to_save | [\"lm_head\"] | modules_to_save must be absent, for it is not computed here, was [\"lm_head\"]",
                "trainable_token_indices | [1] | trainable_token_indices must be absent, for it is not computed here, was [1]",
                "alora_invocation_tokens | [1] | alora_invocation_tokens must be absent, for it is not computed here, was [1]",
                "r | 0 | r must be a whole number of at least 1, was 0.0",
                "r | \"x\" | r must be a number, was \"x\"",
                "target_modules | \"(\" | target_modules must be a pattern (Unclosed group), was (",
                "target_modules | {} | target_modules must be a text or a list of texts, was {}",
                "target_modules | null | target_modules must be a list of modules or a pattern of their names, was absent",
                "layers_to_transform | \"x\" | layers_to_transform must be a layer's number or a list of such, was \"x\"",
                "rank_pattern | [] | rank_pattern must be an object, was []",
                "alpha_pattern | {\"q_proj\":\"x\"} | alpha_pattern.q_proj must be a number, was \"x\"",
            })
    void refusesAConfigurationByKeyAndRule(String key, String value, String said) throws IOException {
        assertEquals("adapter_config.json: " + said, refusalOf(key, value));
    }

    @Test
    void refusesABeginningThatChangesTheModel() throws IOException {
        String said = "adapter_config.json: init_lora_weights must be one that leaves the model's weights as they are"
                + " (PEFT converts others when it saves), was \"pissa\"";
        assertEquals(said, refusalOf("init_lora_weights", "\"pissa\""));
    }

    @Test
    void refusesARankAboveTheBound() throws IOException {
        AdapterFiles wide = AdapterFiles.of("wide", SHAPE, 17, AdapterModule.KEY);
        assertEquals(
                "adapter_config.json: r must be at most 16 (adapterRank), was 17 of model.layers.0.self_attn.k_proj",
                refusal(wide));
    }

    @Test
    void refusesATensorOfAnotherShape() throws IOException {
        String name = AT + "q_proj.lora_B.weight";
        assertEquals(
                "safetensors file adapter_model.safetensors cannot be used: tensor " + name
                        + " has shape [63, 4], not [64, 4]",
                refusal(sound().tensor(name, 63, 4)));
    }

    @Test
    void refusesAMissingPartner() throws IOException {
        assertEquals(
                "adapter_model.safetensors: has " + AT + "q_proj.lora_A.weight, but no " + AT + "q_proj.lora_B.weight",
                refusal(sound().without(AT + "q_proj.lora_B.weight")));
    }

    @Test
    void refusesWhatItsConfigurationNamesAndTheFileLacks() throws IOException {
        assertEquals(
                "adapter_model.safetensors: has no " + AT + "q_proj.lora_A.weight, though adapter_config.json:"
                        + " target_modules names model.layers.0.self_attn.q_proj",
                refusal(sound().without(AT + "q_proj.lora_A.weight").without(AT + "q_proj.lora_B.weight")));
    }

    @Test
    void refusesWhatItsConfigurationLeavesOut() throws IOException {
        AdapterFiles more =
                sound().tensor(AT + "o_proj.lora_A.weight", 4, 64).tensor(AT + "o_proj.lora_B.weight", 64, 4);
        assertEquals(
                "adapter_model.safetensors: has " + AT + "o_proj.lora_A.weight, though adapter_config.json:"
                        + " target_modules leaves model.layers.0.self_attn.o_proj out",
                refusal(more));
    }

    @Test
    void refusesTablesOfTokens() throws IOException {
        for (String name :
                new String[] {"base_model.model.lm_head.lora_A.weight", "base_model.model.model.embed_tokens.weight"})
            assertEquals(
                    "adapter_model.safetensors: tensor " + name
                            + " is of the token table or the output head, which adapters do not change here",
                    refusal(sound().tensor(name, 4, 64)));
    }

    @Test
    void refusesWhatHasNoPlace() throws IOException {
        for (String name : new String[] {
            AT + "q_proj.lora_magnitude_vector",
            AT.replace("layers.0", "layers.2") + "q_proj.lora_A.weight",
            AT + "qkv_proj.lora_A.weight",
            AT + "q_proj.lora_A.default.weight",
            "x"
        })
            assertEquals(
                    "adapter_model.safetensors: tensor " + name
                            + " has no place in an adapter of a llama decoder of 2 layers",
                    refusal(sound().tensor(name, 4, 64)));
    }

    @Test
    void refusesATypeThatItDoesNotRead() throws IOException {
        AdapterFiles files = sound();
        files.write(folder);
        Path file = folder.resolve("adapter_model.safetensors");
        byte[] bytes = Files.readAllBytes(file);
        String text =
                new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).replaceFirst("\"F32\"", "\"I32\"");
        Files.write(file, text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        assertEquals(
                "adapter_model.safetensors: tensor " + AT + "q_proj.lora_A.weight must be F32, F16 or BF16, was I32",
                refusal());
    }

    @Test
    void refusesNumbersThatAreNone() throws IOException {
        sound().write(folder);
        Path file = folder.resolve("adapter_model.safetensors");
        byte[] bytes = Files.readAllBytes(file);
        // The last number of the file belongs to the last layer's values: 0x7fc00000, little-endian.
        System.arraycopy(new byte[] {0, 0, (byte) 0xc0, 0x7f}, 0, bytes, bytes.length - 4, 4);
        Files.write(file, bytes);
        try (AdapterFile opened = AdapterFile.open(folder, SHAPE, BOUNDS)) {
            IOException refused = assertThrows(IOException.class, () -> opened.pair(4));
            assertTrue(String.valueOf(refused.getMessage()).endsWith("v_proj.lora_B.weight holds NaN"));
        }
    }

    @Test
    void refusesAnEmptyOne() throws IOException {
        AdapterFiles empty = AdapterFiles.of("empty").say("r", 4);
        assertEquals("adapter_model.safetensors: changes nothing", refusal(empty));
    }

    @Test
    void refusesAPickleByName() throws IOException {
        sound().write(folder);
        Files.move(folder.resolve("adapter_model.safetensors"), folder.resolve("adapter_model.bin"));
        assertEquals(
                "FOLDER: has no adapter_model.safetensors, and adapter_model.bin is not read: a pickle can run code;"
                        + " save it with safe_serialization",
                refusal());
    }

    @Test
    void refusesAFolderWithoutConfiguration() throws IOException {
        sound().write(folder);
        Files.delete(folder.resolve("adapter_config.json"));
        assertEquals("FOLDER: has no adapter_config.json", refusal());
    }

    @Test
    void refusesOneThatTakesMoreMemoryThanAllMay() throws IOException {
        Path own = sound().write(folder);
        assertTrue(refusal(own, 1_000).contains("must not be larger than twice adapterBytes, 2000 bytes, was "));
        assertTrue(refusal(own, 12_287).endsWith("takes 12288 bytes of memory, adapterBytes is 12287"));
        try (AdapterFile file = AdapterFile.open(own, SHAPE, new AdapterSettings(folder, 2, 12_288, 16))) {
            assertEquals(12_288, file.bytes());
        }
    }

    private static String refusal(Path own, long bytes) {
        AdapterSettings narrow = new AdapterSettings(own, 2, bytes, 16);
        return String.valueOf(assertThrows(
                        IOException.class,
                        () -> AdapterFile.open(own, SHAPE, narrow).close())
                .getMessage());
    }

    @Test
    void aPatternThatGoesOnForYearsMatchesNothing() throws IOException {
        assertTrue(refusalOf("target_modules", "\"(([a-z_.0-9]+)+)+!\"").contains("leaves"));
    }

    @Test
    void layersAreThoseThatItSays() throws IOException {
        AdapterFiles one = sound();
        one.config().add("layers_to_transform", JsonParser.parseString("[1]"));
        for (String part : new String[] {"q_proj.lora_A", "q_proj.lora_B", "v_proj.lora_A", "v_proj.lora_B"})
            one.without(AT + part + ".weight");
        try (AdapterFile file = open(one)) {
            assertEquals(Optional.empty(), file.pair(0));
            assertTrue(file.pair(4).isPresent());
        }
    }
}
