package dev.outrigger.engine;

import java.nio.file.Path;

/**
 * Where a model's files are.
 *
 * @param program TorchScript archive without weights
 * @param weights the GGUF file, or the folder of {@code config.json} and safetensors
 */
public record ModelFiles(Path program, Path weights) {}
