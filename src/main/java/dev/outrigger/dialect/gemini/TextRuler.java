package dev.outrigger.dialect.gemini;

import dev.outrigger.chat.Passage;
import java.util.Arrays;

/**
 * Measures a text that comes in pieces, in Unicode code points and in bytes of UTF-8: Gemini counts the latter. Only what
 * is not ASCII takes memory.
 */
final class TextRuler {
    /** Bytes of the text up to the end of each character that is not ASCII. */
    private int[] ends = new int[0];
    /** Bytes that these characters took so far beyond one each. */
    private int[] extras = new int[0];

    private int marks;
    private int bytes;
    private int extra;

    void add(Passage more) {
        more.forEach(this::add);
    }

    private void add(String piece) {
        for (int i = 0; i < piece.length(); ) {
            int c = piece.codePointAt(i);
            i += Character.charCount(c);
            int length = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
            bytes += length;
            if (length > 1) mark(length - 1);
        }
    }

    private void mark(int more) {
        if (marks == ends.length) {
            ends = Arrays.copyOf(ends, Math.max(16, 2 * marks));
            extras = Arrays.copyOf(extras, ends.length);
        }
        extra += more;
        ends[marks] = bytes;
        extras[marks++] = extra;
    }

    /** What it takes on the heap, also while it grows. */
    long held() {
        return 2L * 2 * Integer.BYTES * ends.length;
    }

    int bytes() {
        return bytes;
    }

    /** Code points within so many first bytes. */
    int codePoints(int within) {
        int limit = Math.clamp(within, 0, bytes);
        int low = 0;
        int high = marks;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ends[middle] <= limit) low = middle + 1;
            else high = middle;
        }
        return limit - (low == 0 ? 0 : extras[low - 1]);
    }

    /** Bytes of so many first code points. */
    int bytesOf(int codePoints) {
        int low = 0;
        int high = marks;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ends[middle] - extras[middle] <= codePoints) low = middle + 1;
            else high = middle;
        }
        return Math.min(bytes, codePoints + (low == 0 ? 0 : extras[low - 1]));
    }
}
