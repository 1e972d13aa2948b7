package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.ModelName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder as the hub has it, with a tokenizer and a template, chats. */
class HubFolderIT {
    private static final Path TOKENIZER = Path.of("src/test/resources/engine/chats/tokens/folder");
    private static final TinyModel.All ALL = TinyModel.read();

    /** More rows than the tokenizer has tokens, as published models do. */
    private static final int ROWS = 544;

    @TempDir
    private Path folder;

    @Test
    void answers() throws IOException, InterruptedException {
        ModelFiles files = new ModelFiles(Path.of("gpu-models/programs/decoder.pt"), hub(ROWS));
        GeneratorSettings settings = new GeneratorSettings(2, 256, 8, 20);
        try (LlamaGenerator generator =
                LlamaGenerator.load(DjlRuntime.load(1), new ModelName("tiny"), files, settings)) {
            // When: its weights are random, so that only the count of its tokens is known
            Recorded answer = Recorded.unbounded();
            generator.generate(Requests.of("hello")).subscribe(answer);
            answer.await();
            // Then
            assertTrue(answer.isComplete);
            assertTrue(generator.countTokens(Requests.of("hello")) > 5);
            assertTrue(LlamaGenerator.residentBytes(files, settings, Optional.empty()) > ROWS * 64);
        }
    }

    @Test
    void refusesATokenizerOfAnotherModel() throws IOException {
        ModelFiles files = new ModelFiles(Path.of("gpu-models/programs/decoder.pt"), hub(96));
        IOException refused = assertThrows(
                IOException.class,
                () -> LlamaGenerator.load(DjlRuntime.load(1), new ModelName("tiny"), files, GeneratorSettings.DEFAULT));
        assertEquals("cannot load tiny: the tokenizer has 528 tokens, the model only 96", refused.getMessage());
    }

    private Path hub(int rows) throws IOException {
        TinyModel model = new TinyModel(
                "hub",
                "safetensors",
                "qwen3",
                new TinyModel.Sizes(2, 64, 96, 4, 2, 32, rows),
                Map.of("", GgmlType.BF16),
                true,
                Optional.empty(),
                Optional.empty(),
                new float[0][]);
        Path hub = model.write(folder, ALL);
        for (String name : new String[] {"tokenizer.json", "tokenizer_config.json", "generation_config.json"})
            Files.copy(TOKENIZER.resolve(name), hub.resolve(name));
        return hub;
    }
}
