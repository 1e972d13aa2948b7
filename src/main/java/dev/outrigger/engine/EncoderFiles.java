package dev.outrigger.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What an encoder is loaded from.
 *
 * @param weights published weights, {@code model.safetensors}
 * @param tokenizer {@code tokenizer.json} that belongs to them
 * @param program TorchScript program without weights, {@code program.pt}
 * @param adapter low-rank adapter and layer norms to merge into the weights, {@code analyzer.safetensors}; empty for the
 *     encoder as it was published
 */
public record EncoderFiles(Path weights, Path tokenizer, Path program, Optional<Path> adapter) {
    /** The usual names: weights and tokenizer in one folder, program and adapter each in theirs. */
    public static EncoderFiles in(Path modelFolder, Path programFolder, Optional<Path> analyzerFolder) {
        return new EncoderFiles(
                modelFolder.resolve("model.safetensors"),
                modelFolder.resolve("tokenizer.json"),
                programFolder.resolve("program.pt"),
                analyzerFolder.map(folder -> folder.resolve("analyzer.safetensors")));
    }

    /** Fails, and says what to do, unless all files are there. */
    void check() throws IOException {
        for (Path fetched : new Path[] {weights, tokenizer}) {
            if (!Files.isRegularFile(fetched)) {
                throw new IOException("model file " + fetched + " is missing: run ./outrigger models pull");
            }
        }
        for (Path shipped : new Path[] {program, adapter.orElse(program)}) {
            if (!Files.isRegularFile(shipped)) {
                throw new IOException("file " + shipped + " of Outrigger itself is missing: install it again");
            }
        }
    }
}
