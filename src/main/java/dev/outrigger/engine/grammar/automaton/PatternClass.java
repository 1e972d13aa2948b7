package dev.outrigger.engine.grammar.automaton;

import java.util.ArrayList;
import java.util.LinkedHashSet;
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
        Set<CharSet> members = new LinkedHashSet<>();
        while (!cursor.take(']')) {
            CharSet first = member(cursor);
            members.add(first);
            if (!cursor.isAt('-')) continue;
            cursor.read();
            if (cursor.isAt(']')) members.add(CharSet.of('-', '-'));
            else members.add(CharSet.of(only(first, cursor), only(member(cursor), cursor)));
        }
        CharSet all = CharSet.of(members);
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
            case 'p' -> property(cursor).in();
            case 'P' -> property(cursor).out();
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

    /** A property's characters, and all others: of each once, for all of Unicode is looked at. */
    private record Property(CharSet in, CharSet out) {
        private static final Property LETTERS = of(Character::isLetter);
        private static final Property UPPER = of(Set.of(Character.UPPERCASE_LETTER));
        private static final Property LOWER = of(Set.of(Character.LOWERCASE_LETTER));
        private static final Property DIGITS = of(Set.of(Character.DECIMAL_DIGIT_NUMBER));
        private static final Property NUMBERS =
                of(Set.of(Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER));

        private static Property of(Set<Byte> types) {
            return of(character -> types.contains((byte) Character.getType(character)));
        }

        private static Property of(IntPredicate has) {
            CharSet in = matching(has);
            return new Property(in, in.not());
        }
    }

    private static Property property(PatternCursor cursor) {
        if (!cursor.take('{')) throw cursor.refuse("a property without a name");
        String name = cursor.nameInBraces();
        return switch (name) {
            case "L", "Letter", "Alphabetic" -> Property.LETTERS;
            case "Lu", "Uppercase_Letter" -> Property.UPPER;
            case "Ll", "Lowercase_Letter" -> Property.LOWER;
            case "N", "Number" -> Property.NUMBERS;
            case "Nd", "Decimal_Number" -> Property.DIGITS;
            default -> throw cursor.refuse("a property that is not kept");
        };
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
