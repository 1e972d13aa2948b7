package dev.outrigger.engine.grammar;

import org.jspecify.annotations.Nullable;

/** The bytes of a name so far, the last one on top. Not compared by value: names may be long. */
final class Typed {
    static final Typed NOTHING = new Typed(null, 0, 0);

    private final @Nullable Typed before;
    private final int last;
    private final int length;

    private Typed(@Nullable Typed before, int last, int length) {
        this.before = before;
        this.last = last;
        this.length = length;
    }

    Typed and(int b) {
        return new Typed(this, b, length + 1);
    }

    int length() {
        return length;
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
