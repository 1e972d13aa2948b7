package dev.outrigger.analyze;

/**
 * What each UTF-16 unit is to {@link HashedText}, and what it is read as. The ranges are written out, not asked of a
 * version of Unicode, so that training and use cut a text alike.
 */
final class UnitTable {
    static final byte SPACE = 0;
    static final byte LETTER = 1;
    /** A character that is a word of its own: Chinese, Japanese. */
    static final byte ALONE = 2;

    static final byte SIGN = 3;
    /** Left out: what has no width hides words from filters. */
    static final byte NOTHING = 4;

    /** What digits are read as. */
    static final char DIGIT = '0';

    private static final int FULL_WIDTH = 0xFEE0;
    private static final char[] FOLDED = new char[Character.MAX_VALUE + 1];
    private static final byte[] KIND = new byte[Character.MAX_VALUE + 1];

    static {
        for (int unit = 0; unit < FOLDED.length; unit++) {
            FOLDED[unit] = fold((char) unit);
            KIND[unit] = kindOf(FOLDED[unit]);
        }
    }

    private UnitTable() {}

    /** Small instead of capital, ASCII instead of full width, 0 for any digit. */
    static char folded(char unit) {
        return FOLDED[unit];
    }

    static byte kind(char unit) {
        return KIND[unit];
    }

    private static char fold(char unit) {
        char narrow = unit >= 0xFF01 && unit <= 0xFF5E ? (char) (unit - FULL_WIDTH) : unit;
        if (narrow >= '0' && narrow <= '9') return DIGIT;
        boolean hasCase = narrow < 0x590 || (narrow >= 0x1E00 && narrow < 0x2000);
        return hasCase ? Character.toLowerCase(narrow) : narrow;
    }

    private static byte kindOf(char unit) {
        if (unit < 0x80) return ofAscii(unit);
        if (isNothing(unit)) return NOTHING;
        if (isSpace(unit)) return SPACE;
        if (isSign(unit)) return SIGN;
        boolean isAlone = (unit >= 0x2E80 && unit <= 0x9FFF) || (unit >= 0xF900 && unit <= 0xFAFF);
        return isAlone ? ALONE : LETTER;
    }

    private static byte ofAscii(char unit) {
        boolean isLetter = (unit >= '0' && unit <= '9') || (unit >= 'a' && unit <= 'z');
        if (isLetter) return LETTER;
        return unit <= ' ' ? SPACE : SIGN;
    }

    private static boolean isNothing(char unit) {
        return unit == 0xAD || (unit >= 0x200B && unit <= 0x200D) || unit == 0x2060 || unit == 0xFEFF;
    }

    private static boolean isSpace(char unit) {
        return switch (unit) {
            case 0xA0, 0x2028, 0x2029, 0x202F, 0x3000 -> true;
            default -> unit >= 0x2000 && unit <= 0x200A;
        };
    }

    private static boolean isSign(char unit) {
        return switch (unit) {
            case 0xAA, 0xB5, 0xBA -> false;
            case 0xD7, 0xF7, 0x964, 0x965 -> true;
            default ->
                unit < 0xC0
                        || (unit >= 0x2010 && unit <= 0x2BFF)
                        || (unit >= 0x3001 && unit <= 0x303F)
                        || (unit >= 0xFF00 && unit <= 0xFF65);
        };
    }
}
