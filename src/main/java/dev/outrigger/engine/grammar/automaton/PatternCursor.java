package dev.outrigger.engine.grammar.automaton;

/** Where a pattern is being read. */
final class PatternCursor {
    private static final int MAX_DIGITS = 6;

    private final int[] characters;
    private int at;

    PatternCursor(String pattern) {
        this.characters = pattern.codePoints().toArray();
    }

    boolean isAtEnd() {
        return at == characters.length;
    }

    boolean isAt(char wanted) {
        return !isAtEnd() && characters[at] == wanted;
    }

    /** Goes past the character if it stands here. */
    boolean take(char wanted) {
        if (!isAt(wanted)) return false;
        at++;
        return true;
    }

    int read() {
        if (isAtEnd()) throw refuse("an end in the midst of something");
        return characters[at++];
    }

    /** A decimal number of a few digits. */
    int number() {
        int from = at;
        int number = 0;
        while (!isAtEnd() && characters[at] >= '0' && characters[at] <= '9' && at - from < MAX_DIGITS)
            number = 10 * number + characters[at++] - '0';
        if (at == from) throw refuse("a count without a number");
        return number;
    }

    /** A character by so many hexadecimal digits. */
    int hex(int digits) {
        int number = 0;
        for (int i = 0; i < digits; i++) number = 16 * number + hexDigit();
        return number;
    }

    /** A character by hexadecimal digits up to a brace. */
    int hexInBraces() {
        int number = 0;
        while (!take('}')) {
            number = 16 * number + hexDigit();
            if (number > CharSet.MAX) throw refuse("a character beyond Unicode");
        }
        return number;
    }

    private int hexDigit() {
        int digit = Character.digit(read(), 16);
        if (digit < 0) throw refuse("a character that is no hexadecimal digit");
        return digit;
    }

    /** What stands before a closing brace. */
    String nameInBraces() {
        StringBuilder name = new StringBuilder();
        while (!take('}')) name.appendCodePoint(read());
        return name.toString();
    }

    /** Goes past a group's name; what is none, because it looks behind, is refused. */
    void skipName() {
        if (isAt('=') || isAt('!')) throw refuse("a group that looks around");
        while (!take('>')) read();
    }

    NotRegular refuse(String what) {
        return new NotRegular("has " + what + " before its character " + (at + 1));
    }
}
