package dev.outrigger.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A matrix of a layer that an adapter may change: what adapters call it, and where the program has it. */
enum AdapterModule {
    QUERY("self_attn.q_proj", 0),
    KEY("self_attn.k_proj", 0),
    VALUE("self_attn.v_proj", 0),
    OUTPUT("self_attn.o_proj", 1),
    GATE("mlp.gate_proj", 2),
    UP("mlp.up_proj", 2),
    DOWN("mlp.down_proj", 3);

    /** Linears of a layer; those of the same number are one in the program, in this order of their rows. */
    static final int LINEARS = 4;

    private final String path;
    private final int linear;

    AdapterModule(String path, int linear) {
        this.path = path;
        this.linear = linear;
    }

    /** What adapters call it within its layer, if it is one of these. */
    static Optional<AdapterModule> of(String path) {
        return Arrays.stream(values())
                .filter(module -> module.path.equals(path))
                .findFirst();
    }

    /** Those of one of a layer's linears, by the order of their rows. */
    static List<AdapterModule> ofLinear(int linear) {
        return Arrays.stream(values()).filter(module -> module.linear == linear).toList();
    }

    /** Its name in the model. */
    String in(int layer) {
        return "model.layers." + layer + "." + path;
    }

    /** Numbers that it makes. */
    long rows(DecoderShape shape) {
        return switch (this) {
            case QUERY -> shape.queryWidth();
            case KEY, VALUE -> shape.keyWidth();
            case OUTPUT, DOWN -> shape.width();
            case GATE, UP -> shape.feedForward();
        };
    }

    /** Numbers that it makes them of. */
    long columns(DecoderShape shape) {
        return switch (this) {
            case QUERY, KEY, VALUE, GATE, UP -> shape.width();
            case OUTPUT -> shape.queryWidth();
            case DOWN -> shape.feedForward();
        };
    }
}
