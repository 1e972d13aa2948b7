package dev.outrigger.engine.grammar;

import java.util.List;

/** What a value may be: one of some shapes. It is filled after it was made, as values may hold values of their own rule. */
final class Rule {
    /** The height of what no value fits, or none that ends. */
    static final int ENDLESS = Integer.MAX_VALUE;

    private List<Shape> shapes = List.of();
    private int[] heights = {};
    private int height = ENDLESS;

    /** Fills it. */
    void set(List<Shape> shapes) {
        this.shapes = List.copyOf(shapes);
    }

    List<Shape> shapes() {
        return shapes;
    }

    /** Objects and arrays inside one another in the flattest value, or {@link #ENDLESS}. */
    int height() {
        return height;
    }

    /** Counts the height again from those of what may stand in it; false when it stays. */
    boolean measure() {
        int least = shapes.stream().mapToInt(Shape::height).min().orElse(ENDLESS);
        if (least == height) return false;
        height = least;
        return true;
    }

    /** Leaves out what no value fits, now that heights are known. */
    void prune() {
        shapes = shapes.stream()
                .filter(shape -> shape.height() != ENDLESS)
                .map(Shape::pruned)
                .toList();
        heights = shapes.stream().mapToInt(Shape::height).toArray();
    }

    /** Whether a value may stand in so many objects and arrays. */
    boolean fits(int depth) {
        return height <= Bounds.DEPTH - depth;
    }

    /** Adds what the first byte of such a value leads to. */
    void enter(int b, int depth, Frame below, Readings out) {
        for (int i = 0; i < heights.length; i++)
            if (heights[i] <= Bounds.DEPTH - depth) shapes.get(i).enter(b, depth, below, out);
    }
}
