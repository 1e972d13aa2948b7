package dev.outrigger.engine.grammar;

import org.jspecify.annotations.Nullable;

/** The bytes of a name so far, the last one on top. */
record Typed(@Nullable Typed before, int last, int length) {
    static final Typed NOTHING = new Typed(null, 0, 0);

    Typed and(int b) {
        return new Typed(this, b, length + 1);
    }

    Name name() {
        byte[] bytes = new byte[length];
        Typed at = this;
        for (int i = length - 1; i >= 0 && at != null; i--) {
            bytes[i] = (byte) at.last;
            at = at.before;
        }
        return Name.written(bytes);
    }
}
