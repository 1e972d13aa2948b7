package dev.outrigger.dialect.json;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;

/** The rule that a key stands once in an object. Keys are the same when they mean the same, however they are escaped. */
final class JsonKeys {
    private static final String RULE = "a key must not stand twice in the same object of the body";

    /** Up to so many keys are compared with one another, which costs no memory. */
    private static final int FEW = 24;

    private JsonKeys() {}

    /** @param refusal makes the exception that is thrown when the rule is broken */
    static void check(JsonTape tape, int object, Function<String, Json.Unfit> refusal) {
        int keys = 0;
        int last = tape.size();
        for (int name = object + 1; name < last; name = tape.next(name + 1)) keys++;
        if (keys > FEW ? standTwice(tape, object, last) : standTwiceAmongFew(tape, object, last))
            throw refusal.apply(RULE);
    }

    private static boolean standTwiceAmongFew(JsonTape tape, int object, int last) {
        byte[] raw = tape.source().bytes().backing();
        for (int one = object + 1; one < last; one = tape.next(one + 1))
            for (int other = tape.next(one + 1); other < last; other = tape.next(other + 1))
                if (isSame(tape, raw, one, other)) return true;
        return false;
    }

    private static boolean isSame(JsonTape tape, byte[] raw, int one, int other) {
        int start = tape.start(one) + 1;
        int end = tape.end(one) - 1;
        int otherStart = tape.start(other) + 1;
        int otherEnd = tape.end(other) - 1;
        if (JsonString.hasEscape(raw, start, end) || JsonString.hasEscape(raw, otherStart, otherEnd))
            return JsonString.decode(raw, start, end).equals(JsonString.decode(raw, otherStart, otherEnd));
        return Arrays.equals(raw, start, end, raw, otherStart, otherEnd);
    }

    private static boolean standTwice(JsonTape tape, int object, int last) {
        byte[] raw = tape.source().bytes().backing();
        Set<String> seen = new HashSet<>();
        for (int name = object + 1; name < last; name = tape.next(name + 1))
            if (!seen.add(JsonString.decode(raw, tape.start(name) + 1, tape.end(name) - 1))) return true;
        return false;
    }
}
