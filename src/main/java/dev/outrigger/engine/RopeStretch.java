package dev.outrigger.engine;

import java.io.IOException;
import java.util.Arrays;

/**
 * What rotary frequencies are divided by, so that a model reads longer than it was first trained to.
 *
 * <p>Source: {@code _compute_llama3_parameters} in
 * <a href="https://github.com/huggingface/transformers/blob/main/src/transformers/modeling_rope_utils.py">transformers</a>.
 */
final class RopeStretch {
    private RopeStretch() {}

    /** The frequencies as they are. */
    static float[] none(int headWidth) {
        float[] ones = new float[headWidth / 2];
        Arrays.fill(ones, 1);
        return ones;
    }

    /** Llama 3.1's rule: slow turns are stretched by the factor, fast ones are kept, and those between by a mean. */
    static float[] llama3(HubConfig scaling, int headWidth, double base) throws IOException {
        double factor = scaling.real("factor");
        double low = scaling.real("low_freq_factor");
        double high = scaling.real("high_freq_factor");
        double first = scaling.real("original_max_position_embeddings");
        if (!(factor >= 1)) throw scaling.wrong("factor", "at least 1", factor);
        if (!(high > low)) throw scaling.wrong("high_freq_factor", "more than low_freq_factor", high);
        float[] stretch = none(headWidth);
        for (int i = 0; i < stretch.length; i++) {
            double turns = first / (2 * Math.PI * Math.pow(base, 2.0 * i / headWidth));
            double kept = Math.clamp((turns - low) / (high - low), 0, 1);
            stretch[i] = (float) (1 / ((1 - kept) / factor + kept));
        }
        return stretch;
    }
}
