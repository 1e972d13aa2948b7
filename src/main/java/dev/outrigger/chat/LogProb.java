package dev.outrigger.chat;

import java.util.List;

/**
 * A token of an answer and how likely it was.
 *
 * @param token its text; a piece of a character that spans tokens is as the vendor wrote it
 * @param value natural logarithm of its probability
 * @param others the likeliest tokens at its place, the chosen one usually among them; those have no others of their own
 */
public record LogProb(String token, double value, List<LogProb> others) {
    public LogProb {
        others = List.copyOf(others);
    }

    /** A token of which no others were told. */
    public LogProb(String token, double value) {
        this(token, value, List.of());
    }
}
