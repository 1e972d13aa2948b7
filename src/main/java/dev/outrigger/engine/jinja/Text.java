package dev.outrigger.engine.jinja;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A text that knows which of its characters are quoted from the chat and which are the template's own. What cannot be
 * told apart counts as quoted. Equality looks at the characters alone, as templates do.
 */
public final class Text implements Value {
    private static final int[] ALL_OWN = {};

    static final Text EMPTY = own("");

    private final String string;

    /** Ascending places where it changes between own and quoted; the text begins as own. */
    private final int[] borders;

    Text(String string, int[] borders) {
        this.string = string;
        this.borders = borders;
    }

    /** Some characters of one origin. */
    public record Range(int from, int to, boolean isQuoted) {}

    /** A text of the template's own, or of someone who is trusted as it is. */
    public static Text own(String string) {
        return new Text(string, ALL_OWN);
    }

    /** A text from the chat. */
    public static Text quoted(String string) {
        return new Text(string, new int[] {0});
    }

    /** The characters. */
    public String string() {
        return string;
    }

    /** All of it in ranges that are not empty. */
    public List<Range> ranges() {
        List<Range> ranges = new ArrayList<>(borders.length + 1);
        for (int i = 0; i <= borders.length; i++) {
            int from = i == 0 ? 0 : borders[i - 1];
            int to = i == borders.length ? string.length() : borders[i];
            if (from < to) ranges.add(new Range(from, to, i % 2 == 1));
        }
        return ranges;
    }

    int length() {
        return string.length();
    }

    boolean isEmpty() {
        return string.isEmpty();
    }

    /** The characters between two places. */
    Text cut(int from, int to) {
        int passed = bordersUpTo(from);
        int end = Math.max(passed, bordersUpTo(to - 1));
        boolean startsQuoted = passed % 2 == 1;
        int[] cut = new int[end - passed + (startsQuoted ? 1 : 0)];
        int next = startsQuoted ? 1 : 0;
        for (int i = passed; i < end; i++) cut[next++] = borders[i] - from;
        return new Text(string.substring(from, to), cut);
    }

    /** How many borders lie at or before a place. */
    private int bordersUpTo(int place) {
        int found = Arrays.binarySearch(borders, place);
        return found < 0 ? -found - 1 : found + 1;
    }

    /** Rewritten as a whole. A text of two origins is quoted afterwards, unless each character kept its place. */
    Text map(UnaryOperator<String> change) {
        String changed = change.apply(string);
        boolean isOfOneOrigin = ranges().size() < 2;
        if (isOfOneOrigin || changed.length() == string.length()) return new Text(changed, borders);
        return quoted(changed);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Text text && string.equals(text.string);
    }

    @Override
    public int hashCode() {
        return string.hashCode();
    }

    /** Its size: what a chat says belongs in no message. */
    @Override
    public String toString() {
        return "Text of " + string.length() + " characters" + (borders.length == 0 ? "" : Arrays.toString(borders));
    }
}
