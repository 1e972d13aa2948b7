package dev.outrigger.engine;

import java.io.IOException;
import java.nio.file.Path;

/** Random adapters for SmolLM2, strong enough to be heard. */
public final class SmolAdapters {
    private final DecoderShape shape;
    private final Path folder;

    /** @param folder in which they will lie */
    public SmolAdapters(Path folder) throws IOException {
        this.folder = folder;
        try (DecoderFile file = DecoderFile.open(TestModels.smollm2().weights())) {
            this.shape = file.shape();
        }
    }

    /** Writes one; whatever was there of its name is gone. */
    public void write(String name, String seed) throws IOException {
        AdapterFiles.of(seed, shape, 8, AdapterModule.VALUE, AdapterModule.OUTPUT, AdapterModule.DOWN)
                .write(folder.resolve(name));
    }

    /** One that has a tensor too many. */
    public void writeBroken(String name) throws IOException {
        AdapterFiles.of(name, shape, 8, AdapterModule.VALUE)
                .tensor("base_model.model.lm_head.lora_A.weight", 8, 576)
                .write(folder.resolve(name));
    }
}
