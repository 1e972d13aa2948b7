package dev.outrigger.engine.grammar.automaton;

import java.nio.charset.StandardCharsets;

/** The one way in which texts of a known form are written as JSON strings: escaped only where JSON wants it. */
public final class JsonText {
    private static final String SHORT = "\b\t\n\f\r\"\\";
    private static final String LETTERS = "btnfr\"\\";

    private JsonText() {}

    /** How a character is escaped; empty when it is not. */
    static String escape(int character) {
        int at = SHORT.indexOf(character);
        if (at >= 0) return "\\" + LETTERS.charAt(at);
        return character < ' ' ? String.format("\\u%04x", character) : "";
    }

    /** The text, escaped, and the closing quote. */
    public static byte[] closed(String text) {
        StringBuilder json = new StringBuilder();
        text.codePoints().forEach(character -> {
            String escaped = escape(character);
            if (escaped.isEmpty()) json.appendCodePoint(character);
            else json.append(escaped);
        });
        return json.append('"').toString().getBytes(StandardCharsets.UTF_8);
    }
}
