package dev.outrigger.chat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A token of an answer and how likely it was.
 *
 * @param token its text; a piece of a character that spans tokens is as the vendor wrote it
 * @param value natural logarithm of its probability
 * @param others the likeliest tokens at its place, the chosen one usually among them; those have no others of their own
 */
public record LogProb(String token, double value, List<LogProb> others) {
    /** How OpenAI, and we, write a piece of a character. */
    private static final Pattern PIECE = Pattern.compile("bytes:(\\\\x[0-9a-f]{2})+");

    public LogProb {
        others = List.copyOf(others);
    }

    /** A token of which no others were told. */
    public LogProb(String token, double value) {
        this(token, value, List.of());
    }

    /** The token's bytes: its text's in UTF-8, or those that a piece of a character is written by. */
    public Bytes bytes() {
        if (!PIECE.matcher(token).matches()) return Bytes.of(token.getBytes(StandardCharsets.UTF_8));
        return Bytes.of(
                HexFormat.of().parseHex(token.substring("bytes:".length()).replace("\\x", "")));
    }
}
