package dev.outrigger.engine.grammar;

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
