package dev.outrigger.engine.grammar.automaton;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;

/** Classes of characters in patterns: in brackets, by an escape, or by a property of Unicode. */
final class PatternClass {
    /** Signs that mean themselves after a backslash. */
    private static final String SIGNS = "^$\\.*+?()[]{}|/-\"'#%&,:;<=>@`~! _";

    private PatternClass() {}

    /** What stands between brackets; the cursor is after the first. */
    static CharSet bracket(PatternCursor cursor) {
        boolean isNot = cursor.take('^');
        CharSet all = new CharSet(List.of());
        while (!cursor.take(']')) {
            CharSet first = member(cursor);
            if (!cursor.isAt('-')) {
                all = all.or(first);
                continue;
            }
            cursor.read();
            if (cursor.isAt(']')) {
                all = all.or(first).or(CharSet.of('-', '-'));
                continue;
            }
            all = all.or(CharSet.of(only(first, cursor), only(member(cursor), cursor)));
        }
        CharSet set = isNot ? all.not() : all;
        if (set.ranges().isEmpty()) throw cursor.refuse("a class without characters");
        return set;
    }

    private static CharSet member(PatternCursor cursor) {
        int character = cursor.read();
        if (character != '\\') return CharSet.of(character, character);
        return cursor.take('b') ? CharSet.of('\b', '\b') : escape(cursor);
    }

    private static int only(CharSet set, PatternCursor cursor) {
        CharSet.Range range = set.ranges().size() == 1 ? set.ranges().getFirst() : new CharSet.Range(0, 1);
        if (range.first() != range.last()) throw cursor.refuse("a range to or from what is not one character");
        return range.first();
    }

    /** What an escape stands for; the cursor is after the backslash. */
    static CharSet escape(PatternCursor cursor) {
        int letter = cursor.read();
        return switch (letter) {
            case 'd' -> CharSet.DIGITS;
            case 'D' -> CharSet.DIGITS.not();
            case 'w' -> CharSet.WORD;
            case 'W' -> CharSet.WORD.not();
            case 's' -> CharSet.BLANKS;
            case 'S' -> CharSet.BLANKS.not();
            case 'p' -> property(cursor);
            case 'P' -> property(cursor).not();
            default -> {
                int character = character(letter, cursor);
                yield CharSet.of(character, character);
            }
        };
    }

    private static int character(int letter, PatternCursor cursor) {
        int character = switch (letter) {
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'v' -> 0x0b;
            case 'f' -> '\f';
            case 'r' -> '\r';
            case '0' -> 0;
            case 'x' -> cursor.hex(2);
            case 'u' -> cursor.take('{') ? cursor.hexInBraces() : utf16(cursor);
            default -> {
                if (SIGNS.indexOf(letter) < 0) throw cursor.refuse("an escape that is not kept");
                yield letter;
            }
        };
        if (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE)
            throw cursor.refuse("half of a character");
        return character;
    }

    /** Four digits, or twice four for the two halves of a character. */
    private static int utf16(PatternCursor cursor) {
        int unit = cursor.hex(4);
        if (!Character.isHighSurrogate((char) unit) || !cursor.take('\\') || !cursor.take('u')) return unit;
        char low = (char) cursor.hex(4);
        if (!Character.isLowSurrogate(low)) throw cursor.refuse("half of a character");
        return Character.toCodePoint((char) unit, low);
    }

    private static CharSet property(PatternCursor cursor) {
        if (!cursor.take('{')) throw cursor.refuse("a property without a name");
        String name = cursor.nameInBraces();
        IntPredicate has = switch (name) {
            case "L", "Letter", "Alphabetic" -> Character::isLetter;
            case "Lu", "Uppercase_Letter" -> type(Set.of(Character.UPPERCASE_LETTER));
            case "Ll", "Lowercase_Letter" -> type(Set.of(Character.LOWERCASE_LETTER));
            case "N", "Number" ->
                type(Set.of(Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER));
            case "Nd", "Decimal_Number" -> type(Set.of(Character.DECIMAL_DIGIT_NUMBER));
            default -> throw cursor.refuse("a property that is not kept");
        };
        return matching(has);
    }

    private static IntPredicate type(Set<Byte> types) {
        return character -> types.contains((byte) Character.getType(character));
    }

    private static CharSet matching(IntPredicate has) {
        List<CharSet.Range> ranges = new ArrayList<>();
        int from = -1;
        for (int character = 0; character <= CharSet.MAX + 1; character++) {
            boolean isIn = character <= CharSet.MAX && has.test(character);
            if (isIn && from < 0) from = character;
            if (isIn || from < 0) continue;
            ranges.add(new CharSet.Range(from, character - 1));
            from = -1;
        }
        return new CharSet(ranges);
    }
}
