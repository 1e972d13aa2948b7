package dev.outrigger.dialect.json;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** The rule that a key stands once in an object. Keys are the same when they mean the same, however they are escaped. */
final class JsonKeys {
    static final String RULE = "a key must not stand twice in the same object of the body";

    /** Up to so many keys without escapes are compared with one another, which costs no memory. */
    private static final int FEW = 24;

    private JsonKeys() {}

    /** Whether the object that ends here breaks it. */
    static boolean standTwice(JsonTape tape, byte[] raw, int object) {
        int keys = 0;
        int last = tape.size();
        boolean isPlain = true;
        for (int name = object + 1; name < last; name = tape.next(name + 1)) {
            keys++;
            isPlain &= !JsonString.hasEscape(raw, tape.start(name) + 1, tape.end(name) - 1);
        }
        boolean isCompared = isPlain && keys <= FEW;
        return isCompared ? standTwiceAmongFew(tape, raw, object, last) : standTwiceAmongMany(tape, raw, object, last);
    }

    private static boolean standTwiceAmongFew(JsonTape tape, byte[] raw, int object, int last) {
        for (int one = object + 1; one < last; one = tape.next(one + 1))
            for (int other = tape.next(one + 1); other < last; other = tape.next(other + 1))
                if (isSame(tape, raw, one, other)) return true;
        return false;
    }

    private static boolean isSame(JsonTape tape, byte[] raw, int one, int other) {
        int length = tape.end(one) - tape.start(one);
        return length == tape.end(other) - tape.start(other)
                && Arrays.equals(raw, tape.start(one), tape.end(one), raw, tape.start(other), tape.end(other));
    }

    private static boolean standTwiceAmongMany(JsonTape tape, byte[] raw, int object, int last) {
        Set<String> seen = new HashSet<>();
        for (int name = object + 1; name < last; name = tape.next(name + 1))
            if (!seen.add(JsonString.decode(raw, tape.start(name) + 1, tape.end(name) - 1))) return true;
        return false;
    }
}
