package dev.outrigger.sensitive;

/** What a tagger has learnt. Nobody changes it once it is made; safe for several threads. */
final class Weights {
    /** Buckets of features, by their number of bits. */
    static final int BITS = 18;

    /** Lists of words. */
    final Lexicon lexicon;

    /**
     * For each bucket of features four weights of a signed byte each, the lowest first: a name begins, goes on, an address
     * begins, goes on. Outside weighs nothing.
     */
    final int[] packed;

    /** Of those weights. */
    final double scale;

    /** How much one label behind another counts, {@code [5, 5]} in rows: outside, then those four. */
    final double[] steps;

    /** How likely a token has to be of a kind to belong to a finding, 0 to 1. */
    final double edge;

    /** Takes the arrays as they are. */
    Weights(Lexicon lexicon, int[] packed, double scale, double[] steps, double edge) {
        if (packed.length != 1 << BITS) throw new IllegalArgumentException(packed.length + " buckets");
        if (steps.length != Chain.LABELS * Chain.LABELS) throw new IllegalArgumentException(steps.length + " steps");
        this.lexicon = lexicon;
        this.packed = packed;
        this.scale = scale;
        this.steps = steps;
        this.edge = edge;
    }
}
