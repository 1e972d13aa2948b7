package dev.outrigger.engine;

import java.io.IOException;

/**
 * The sizes of a Llama-shaped decoder.
 *
 * @param heads of queries
 * @param kvHeads of keys and values; each serves heads / kvHeads query heads
 * @param trainedTokens the longest sequence the model was trained on
 * @param ropeBase base of the rotary positions' frequencies
 * @param epsilon added to the mean square in RMS norms
 */
record LlamaShape(
        int layers,
        int width,
        int heads,
        int kvHeads,
        int vocabulary,
        int trainedTokens,
        float ropeBase,
        float epsilon) {
    LlamaShape {
        if (layers < 1 || heads < 1 || kvHeads < 1 || heads % kvHeads != 0 || width < 1 || width % heads != 0) {
            throw new IllegalArgumentException("no decoder has " + layers + " layers of width " + width + " with "
                    + heads + " heads over " + kvHeads);
        }
    }

    /** The sizes a GGUF file states. */
    static LlamaShape of(Gguf file) throws IOException {
        String architecture = file.text("general.architecture");
        if (!architecture.equals("llama")) {
            throw new IOException("general.architecture must be llama, was " + architecture);
        }
        try {
            return new LlamaShape(
                    file.whole("llama.block_count"),
                    file.whole("llama.embedding_length"),
                    file.whole("llama.attention.head_count"),
                    file.whole("llama.attention.head_count_kv"),
                    Math.toIntExact(
                            file.tensor("token_embd.weight", GgmlType.Q8_0).rows()),
                    file.whole("llama.context_length"),
                    (float) file.real("llama.rope.freq_base"),
                    (float) file.real("llama.attention.layer_norm_rms_epsilon"));
        } catch (IllegalArgumentException cause) {
            throw new IOException(cause.getMessage(), cause);
        }
    }

    /** Keys and values of one token in all layers, bfloat16. */
    long cacheBytes() {
        return 2L * Short.BYTES * layers * kvHeads * headWidth();
    }

    int headWidth() {
        return width / heads;
    }
}
