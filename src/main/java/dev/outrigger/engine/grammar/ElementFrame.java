package dev.outrigger.engine.grammar;

import java.util.Objects;

/**
 * Between an array's tokens.
 *
 * @param items that it has, or has begun
 * @param depth objects and arrays that what is in it stands in
 */
record ElementFrame(Elements shape, After after, int items, int blanks, int depth, Frame below) implements Frame {
    /** What was the last token. */
    enum After {
        OPENING,
        COMMA,
        VALUE
    }

    /** What is below is compared by identity: two of 64 readings differ there at the bottom of a deep stack. */
    @Override
    @SuppressWarnings("ReferenceEquality")
    public boolean equals(Object other) {
        return other instanceof ElementFrame frame
                && below == frame.below
                && items == frame.items
                && blanks == frame.blanks
                && depth == frame.depth
                && after == frame.after
                && shape.equals(frame.shape);
    }

    @Override
    public int hashCode() {
        return Objects.hash(after, items, blanks, depth);
    }

    @Override
    public void step(int b, Readings out) {
        int run = Blanks.next(blanks, b);
        if (run >= 0) out.add(new ElementFrame(shape, after, items, run, depth, below));
        else if (b == ']' && after != After.COMMA && items >= shape.least()) out.add(below);
        else if (after != After.VALUE) item(b, out);
        else if (b == ',' && shape.mayHold(items, depth))
            out.add(new ElementFrame(shape, After.COMMA, items, Blanks.NONE, depth, below));
    }

    private void item(int b, Readings out) {
        Frame then = new ElementFrame(shape, After.VALUE, items + 1, Blanks.NONE, depth, below);
        shape.rule(items).ifPresent(rule -> rule.enter(b, depth, then, out));
    }
}
