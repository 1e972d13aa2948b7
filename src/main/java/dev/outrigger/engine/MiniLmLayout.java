package dev.outrigger.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Names and shapes of MiniLM's tensors in the order in which {@code program.py} takes them, and of an adapter for it. The
 * words' table is not among them: {@link WordTable} looks them up.
 *
 * @param layers counted in the file
 * @param positions rows of the position table
 */
record MiniLmLayout(int layers, long positions) {
    private static final long WIDTH = MiniLmProgram.WIDTH;
    private static final long INNER = 4 * WIDTH;
    private static final long SEGMENTS = 2;
    private static final String SCALE = "lora_scale";
    private static final String HEADS = "heads.";

    /** One tensor: {@code shape} is [out, in] for a matrix, [width] for a bias or a norm. */
    record Slot(String name, List<Long> shape) {
        private static Slot of(String name, Long... shape) {
            return new Slot(name, List.of(shape));
        }

        String adapterA() {
            return stem() + ".lora_a";
        }

        String adapterB() {
            return stem() + ".lora_b";
        }

        private String stem() {
            return name.endsWith(".weight") ? name.substring(0, name.length() - ".weight".length()) : name;
        }
    }

    /** The layout of a file of published weights. */
    static MiniLmLayout of(Safetensors weights) throws IOException {
        int layers = 0;
        while (weights.has("encoder.layer." + layers + ".output.dense.weight")) layers++;
        return new MiniLmLayout(layers, weights.rows("embeddings.position_embeddings.weight"));
    }

    /** All tensors, in the program's order. */
    List<Slot> slots() {
        List<Slot> slots = new ArrayList<>();
        slots.add(Slot.of("embeddings.position_embeddings.weight", positions, WIDTH));
        slots.add(Slot.of("embeddings.token_type_embeddings.weight", SEGMENTS, WIDTH));
        norm(slots, "embeddings.LayerNorm");
        for (int i = 0; i < layers; i++) {
            String layer = "encoder.layer." + i + ".";
            linear(slots, layer + "attention.self.query", WIDTH, WIDTH);
            linear(slots, layer + "attention.self.key", WIDTH, WIDTH);
            linear(slots, layer + "attention.self.value", WIDTH, WIDTH);
            linear(slots, layer + "attention.output.dense", WIDTH, WIDTH);
            norm(slots, layer + "attention.output.LayerNorm");
            linear(slots, layer + "intermediate.dense", INNER, WIDTH);
            linear(slots, layer + "output.dense", WIDTH, INNER);
            norm(slots, layer + "output.LayerNorm");
        }
        return slots;
    }

    /** Fails if an adapter holds a tensor that has no place here: it was made for another encoder. */
    void check(Safetensors adapter) throws IOException {
        Set<String> known = new HashSet<>();
        for (Slot slot : slots()) known.addAll(List.of(slot.name(), slot.adapterA(), slot.adapterB()));
        for (String name : adapter.names()) {
            if (!name.startsWith(HEADS) && !known.contains(name)) {
                throw new IOException("the adapter does not fit this encoder, which has no place for " + name);
            }
        }
    }

    /** What B·A is multiplied with. */
    static float scale(Safetensors adapter) throws IOException {
        String note = adapter.note(SCALE).orElseThrow(() -> new IOException("the adapter does not say its " + SCALE));
        try {
            return Float.parseFloat(note);
        } catch (NumberFormatException notANumber) {
            throw new IOException("the adapter's " + SCALE + " is no number: " + note, notANumber);
        }
    }

    private static void linear(List<Slot> slots, String name, long out, long in) {
        slots.add(Slot.of(name + ".weight", out, in));
        slots.add(Slot.of(name + ".bias", out));
    }

    private static void norm(List<Slot> slots, String name) {
        slots.add(Slot.of(name + ".weight", WIDTH));
        slots.add(Slot.of(name + ".bias", WIDTH));
    }
}
