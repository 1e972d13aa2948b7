package dev.outrigger.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Objects;

/** A tiny model as a GGUF file. */
final class TinyGguf {
    private static final Map<GgmlType, Integer> CODES = Map.of(
            GgmlType.F32, 0,
            GgmlType.F16, 1,
            GgmlType.Q4_0, 2,
            GgmlType.Q4_1, 3,
            GgmlType.Q8_0, 8,
            GgmlType.Q4_K, 12,
            GgmlType.Q6_K, 14,
            GgmlType.BF16, 30);

    private TinyGguf() {}

    static GgufBytes of(TinyModel model, TinyModel.All all) {
        GgufBytes file = metadata(model, all);
        for (TinyTensor tensor : model.tensors()) add(file, tensor);
        model.stretch().ifPresent(stretch -> {
            ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * stretch.length).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(stretch);
            file.tensor("rope_freqs.weight", 0, stretch.length, 1, bytes.array());
        });
        return file;
    }

    /** All but its tensors. */
    static GgufBytes metadata(TinyModel model, TinyModel.All all) {
        String at = model.architecture() + ".";
        TinyModel.Sizes sizes = model.sizes();
        return new GgufBytes()
                .text("general.architecture", model.architecture())
                .whole(at + "block_count", sizes.layers())
                .whole(at + "embedding_length", sizes.width())
                .whole(at + "feed_forward_length", sizes.feedForward())
                .whole(at + "attention.head_count", sizes.heads())
                .whole(at + "attention.head_count_kv", sizes.kvHeads())
                .whole(at + "attention.key_length", sizes.headWidth())
                .whole(at + "attention.value_length", sizes.headWidth())
                .whole(at + "context_length", all.trained())
                .real(at + "rope.freq_base", (float) all.base())
                .real(at + "attention.layer_norm_rms_epsilon", (float) all.epsilon());
    }

    static void add(GgufBytes file, TinyTensor tensor) {
        file.tensor(
                tensor.name(),
                Objects.requireNonNull(CODES.get(tensor.type())),
                tensor.columns(),
                tensor.rows(),
                tensor.bytes());
    }
}
