package dev.outrigger.dialect.json;

import dev.outrigger.chat.Bytes;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Checks that bytes are UTF-8 as Unicode 16, table 3-7 defines it, and hold no NUL. A JSON parser is more lenient, and
 * guesses UTF-16 from NULs; what it lets through, upstream might read as something else.
 */
public final class Utf8 {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long HIGH = 0x8080808080808080L;
    private static final long ONES = 0x0101010101010101L;

    private Utf8() {}

    /** Whether the bytes are whole, shortest-form UTF-8 without surrogates and without NUL. */
    public static boolean isText(Bytes text) {
        byte[] bytes = text.backing();
        int at = text.from();
        int end = at + text.size();
        while (at < end) {
            if (at + 8 <= end && isPlain((long) LONG.get(bytes, at))) {
                at += 8;
                continue;
            }
            int length = sequence(bytes, at, end);
            if (length == 0) return false;
            at += length;
        }
        return true;
    }

    /** Eight bytes, all of them ASCII and none of them NUL. */
    private static boolean isPlain(long word) {
        return ((word | (word - ONES)) & HIGH) == 0;
    }

    /** The length of the sequence that starts here; 0 when it is none. */
    private static int sequence(byte[] bytes, int at, int end) {
        int first = bytes[at] & 0xFF;
        if (first < 0x80) return first == 0 ? 0 : 1;
        if (first < 0xC2 || first > 0xF4) return 0;
        int length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        if (at + length > end) return 0;
        for (int i = at + 1; i < at + length; i++) if ((bytes[i] & 0xC0) != 0x80) return 0;
        int second = bytes[at + 1] & 0xFF;
        boolean right = switch (first) {
            case 0xE0 -> second >= 0xA0; // else longer than needed
            case 0xED -> second <= 0x9F; // else a surrogate
            case 0xF0 -> second >= 0x90; // else longer than needed
            case 0xF4 -> second <= 0x8F; // else beyond U+10FFFF
            default -> true;
        };
        return right ? length : 0;
    }
}
