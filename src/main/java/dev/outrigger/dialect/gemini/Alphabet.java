package dev.outrigger.dialect.gemini;

import dev.outrigger.chat.Passage;

/**
 * Base64 in either alphabet: Gemini takes both, and its own SDK writes the one for URLs; other vendors take the standard
 * one alone. Source: RFC 4648, sections 4 and 5.
 */
final class Alphabet {
    private static final int GROUP = 4;

    private Alphabet() {}

    /** The same in the standard alphabet, padded; itself, not decoded, when it is. */
    static Passage standard(Passage base64) {
        if (isStandard(base64)) return base64;
        String text = base64.text().replace('-', '+').replace('_', '/');
        int over = text.length() % GROUP;
        return Passage.of(over == 0 ? text : text + "=".repeat(GROUP - over));
    }

    /** Whether it is in the standard alphabet. */
    static boolean isStandard(Passage base64) {
        boolean[] isOther = new boolean[1];
        base64.forEach(piece -> isOther[0] |= piece.indexOf('-') >= 0 || piece.indexOf('_') >= 0);
        return !isOther[0];
    }
}
