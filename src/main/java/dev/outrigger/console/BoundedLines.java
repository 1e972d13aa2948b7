package dev.outrigger.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.Optional;

/** Lines of a text, of which each holds a bounded number of characters in memory however long it is. */
final class BoundedLines {
    private final BufferedReader in;
    private final int maxChars;
    private long number;

    BoundedLines(Reader in, int maxChars) {
        this.in = new BufferedReader(in);
        this.maxChars = maxChars;
    }

    /** A line, from 1; {@code isCut} when it was longer than the bound, and its text is only the beginning. */
    record Line(long number, String text, boolean isCut) {}

    /** The next line, without its line feed; empty at the end. */
    Optional<Line> next() throws IOException {
        int c = in.read();
        if (c < 0) return Optional.empty();
        StringBuilder text = new StringBuilder();
        boolean isCut = false;
        for (; c >= 0 && c != '\n'; c = in.read()) {
            if (text.length() < maxChars) text.append((char) c);
            else isCut = true;
        }
        return Optional.of(new Line(++number, text.toString(), isCut));
    }
}
