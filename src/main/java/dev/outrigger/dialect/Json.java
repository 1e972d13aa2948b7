package dev.outrigger.dialect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Bytes;
import java.io.Serial;
import java.util.Locale;

/** Reads JSON values of a wanted type; what does not fit is said with the field's name and the rule. */
final class Json {
    /** Deeper JSON is refused; no vendor's schema needs it, and it costs stack. */
    static final int MAX_DEPTH = 64;

    /** Longer numbers are refused; nothing in a chat request needs them. */
    static final int MAX_NUMBER_CHARS = 64;

    /** More tokens are refused: a body of nothing but brackets would need many times its size as a tree. */
    static final int MAX_TOKENS = 500_000;

    /** Longer names of models are refused: they become headers, spans and log lines. */
    static final int MAX_NAME_CHARS = 256;

    /** Reads requests: strictly, so that upstream cannot read something else than what was looked at here. */
    static final ObjectMapper STRICT = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_NUMBER_CHARS)
                    .maxTokenCount(MAX_TOKENS)
                    // The body's own bound (limits.bodyBytes) holds before JSON is read.
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build());

    /** Reads what upstream says: a repeated key in an answer is no reason to lose the answer. */
    static final ObjectMapper LENIENT = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxTokenCount(10L * MAX_TOKENS)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build());

    private Json() {}

    static String text(String name, JsonNode value) {
        if (!value.isTextual()) throw new Unfit(name + " must be a string");
        return value.asText();
    }

    /** A text that is short, printable and not blank. */
    static String name(String name, JsonNode value) {
        String text = text(name, value);
        if (text.isBlank()) throw new Unfit(name + " must not be blank");
        if (text.length() > MAX_NAME_CHARS || text.chars().anyMatch(Character::isISOControl))
            throw new Unfit(name + " must be at most " + MAX_NAME_CHARS + " printable characters");
        return text;
    }

    static boolean bool(String name, JsonNode value) {
        if (!value.isBoolean()) throw new Unfit(name + " must be true or false");
        return value.asBoolean();
    }

    /** A number from 0 to {@code most}. */
    static double number(String name, JsonNode value, double most) {
        if (!value.isNumber() || !(value.asDouble() >= 0 && value.asDouble() <= most))
            throw new Unfit(name + " must be a number of at least 0" + (most == 1 ? " and at most 1" : ""));
        return value.asDouble();
    }

    /** Any number; none that JSON can write is infinite, unless it is too large for a double. */
    static double signed(String name, JsonNode value) {
        if (!value.isNumber() || !Double.isFinite(value.asDouble())) throw new Unfit(name + " must be a number");
        return value.asDouble();
    }

    static long whole(String name, JsonNode value) {
        if (!value.isIntegralNumber() || !value.canConvertToLong()) throw new Unfit(name + " must be a whole number");
        return value.asLong();
    }

    static int count(String name, JsonNode value) {
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.asInt() < 1)
            throw new Unfit(name + " must be a whole number of at least 1");
        return value.asInt();
    }

    static JsonNode array(String name, JsonNode value) {
        if (!value.isArray()) throw new Unfit(name + " must be an array");
        return value;
    }

    static JsonNode object(String name, JsonNode value) {
        if (!value.isObject()) throw new Unfit(name + " must be an object");
        return value;
    }

    static String quote(String text) {
        return STRICT.getNodeFactory().textNode(text).toString();
    }

    static Bytes bytes(ObjectNode json) {
        try {
            return Bytes.of(STRICT.writeValueAsBytes(json));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Which rule the JSON breaks, and where, but none of its text: that is the app's and may be private. */
    static Unfit unreadable(JsonProcessingException broken) {
        var at = broken.getLocation();
        boolean known = at != null && at.getLineNr() > 0;
        String where = known ? " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")" : "";
        return new Unfit(rule(String.valueOf(broken.getOriginalMessage()).toLowerCase(Locale.ROOT)) + where);
    }

    /** The parser tells its rules apart in words alone; they are not repeated, since some quote the text. */
    private static String rule(String words) {
        if (words.contains("nesting depth")) return "the body must not nest deeper than " + MAX_DEPTH;
        if (words.contains("number value length"))
            return "a number in the body must not be longer than " + MAX_NUMBER_CHARS + " characters";
        if (words.contains("token count")) return "the body must not hold more than " + MAX_TOKENS + " JSON tokens";
        if (words.startsWith("duplicate field")) return "a key must not stand twice in the same object of the body";
        if (words.startsWith("unexpected end")) return "the body must be whole JSON, but ends too early";
        return "the body must be JSON";
    }

    /** A value that is not what its field must be. */
    static final class Unfit extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1;

        private final String rule;

        Unfit(String rule) {
            super(rule, null, false, false);
            this.rule = rule;
        }

        /** The rule that is broken, in words without the value. */
        String rule() {
            return rule;
        }
    }
}
