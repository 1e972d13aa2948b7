package dev.outrigger.engine.jinja;

import java.util.Arrays;

/** Joins texts and remembers where each character is from. */
final class TextBuilder {
    private final StringBuilder string = new StringBuilder();
    private int[] borders = new int[8];
    private int count;

    TextBuilder append(Text text) {
        for (Text.Range range : text.ranges()) {
            begin(range.isQuoted());
            string.append(text.string(), range.from(), range.to());
        }
        return this;
    }

    /** Appends characters of the template's own. */
    TextBuilder append(String own) {
        if (own.isEmpty()) return this;
        begin(false);
        string.append(own);
        return this;
    }

    int length() {
        return string.length();
    }

    Text build() {
        return new Text(string.toString(), Arrays.copyOf(borders, count));
    }

    private void begin(boolean isQuoted) {
        if (isQuoted == (count % 2 == 1)) return;
        if (count == borders.length) borders = Arrays.copyOf(borders, 2 * count);
        borders[count++] = string.length();
    }
}
