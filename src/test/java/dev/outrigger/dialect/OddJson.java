package dev.outrigger.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Iterator;
import java.util.Map;
import java.util.Random;

/** Writes JSON as no library would: with spaces wherever they may stand, and characters escaped or not. */
final class OddJson {
    private final Random random;
    private final String spaces;
    private final StringBuilder out = new StringBuilder();
    private final boolean spaced;
    private final boolean escaped;

    /** @param spaces characters that may stand between others */
    private OddJson(Random random, String spaces) {
        this.random = random;
        this.spaces = spaces;
        this.spaced = random.nextInt(3) == 0;
        this.escaped = random.nextInt(3) == 0;
    }

    /** On one line. */
    static String line(Random random, JsonNode value) {
        return new OddJson(random, " \t").written(value);
    }

    /** On any number of lines. */
    static String lines(Random random, JsonNode value) {
        return new OddJson(random, " \t\n\r").written(value);
    }

    private String written(JsonNode value) {
        write(value);
        return out.toString();
    }

    private void write(JsonNode value) {
        if (value.isObject()) object(value);
        else if (value.isArray()) array(value);
        else if (value.isTextual()) text(value.textValue());
        else out.append(value.asText());
    }

    private void object(JsonNode value) {
        out.append('{');
        for (Iterator<Map.Entry<String, JsonNode>> fields = value.properties().iterator(); fields.hasNext(); ) {
            Map.Entry<String, JsonNode> field = fields.next();
            space();
            out.append(TextNode.valueOf(field.getKey()));
            space();
            out.append(':');
            space();
            write(field.getValue());
            space();
            if (fields.hasNext()) out.append(',');
        }
        space();
        out.append('}');
    }

    private void array(JsonNode value) {
        out.append('[');
        for (Iterator<JsonNode> items = value.elements(); items.hasNext(); ) {
            space();
            write(items.next());
            space();
            if (items.hasNext()) out.append(',');
        }
        space();
        out.append(']');
    }

    private void space() {
        while (spaced && random.nextInt(3) == 0) out.append(spaces.charAt(random.nextInt(spaces.length())));
    }

    /** Half of a pair of surrogates cannot be said but by its number. */
    private void text(String text) {
        String json = TextNode.valueOf(text).toString();
        for (int at = 0, c; at < json.length(); at += Character.charCount(c)) {
            c = json.codePointAt(at);
            boolean isHalf = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
            if (isHalf || (escaped && c > 0x7e && random.nextBoolean()))
                for (char unit : Character.toChars(c)) escape(unit);
            else out.appendCodePoint(c);
        }
    }

    private void escape(char unit) {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) out.append(Character.forDigit(unit >> shift & 0xf, 16));
    }
}
