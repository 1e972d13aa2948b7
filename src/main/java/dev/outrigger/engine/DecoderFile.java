package dev.outrigger.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * The weights of a decoder as they were published: a GGUF file, or a folder of {@code config.json} and safetensors
 * files. It is mapped until it is closed. Tensors are asked for by their names in GGUF files, whatever they are called
 * in this one.
 */
sealed interface DecoderFile extends AutoCloseable permits GgufDecoder, SafetensorsDecoder {
    /**
     * Maps what lies there: a file is read as GGUF, a folder as safetensors.
     *
     * @throws IOException when it is missing, damaged, or of a model that is not run here; the message names the file
     */
    static DecoderFile open(Path path) throws IOException {
        return Files.isDirectory(path) ? SafetensorsDecoder.open(path) : GgufDecoder.open(path);
    }

    /** The file or folder. */
    Path path();

    DecoderShape shape();

    /** What each rotary frequency is divided by: one for each two numbers of a head, all 1 in most models. */
    float[] ropeStretch() throws IOException;

    /** The tensor of this name, if there is one. */
    Optional<Matrix> find(String name) throws IOException;

    /**
     * What turns chats into its tokens and back; the file may be closed afterwards.
     *
     * @throws IOException when it is no chat model, or one whose tokenizer or template cannot be followed
     */
    Language language() throws IOException;

    /** What this file calls a tensor. */
    String own(String name);

    /** What this file calls its tensors, but for those that no decoder needs. */
    Set<String> owns();

    /** The tensor of this name, which must have these sizes. */
    default Matrix matrix(String name, long rows, long columns) throws IOException {
        return find(name)
                .orElseThrow(() -> new IOException(path() + ": has no tensor " + own(name)))
                .sized(rows, columns);
    }

    @Override
    void close();
}
