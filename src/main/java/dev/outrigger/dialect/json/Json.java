package dev.outrigger.dialect.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Passage;
import java.io.Serial;
import java.util.function.Consumer;

/** Reads JSON values of a wanted type; what does not fit is said with the field's name and the rule. */
public final class Json {
    /** Longer names of models are refused: they become headers, spans and log lines. */
    public static final int MAX_NAME_CHARS = 256;

    /** Writes JSON, and reads what was written here. */
    public static final ObjectMapper STRICT = new ObjectMapper();

    /** Reads error answers, which are short. */
    public static final ObjectMapper LENIENT = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxTokenCount(JsonBounds.MAX_TOKENS)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build());

    /** Reads schemas to write them again: their numbers stay as exact as they were. */
    private static final ObjectMapper EXACT = JsonMapper.builder(LENIENT.getFactory())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Json() {}

    public static String text(String name, JsonValue value) {
        if (!value.isText()) throw new Unfit(name + " must be a string");
        return value.text();
    }

    /** A text that may be long. */
    public static Passage passage(String name, JsonValue value) {
        if (!value.isText()) throw new Unfit(name + " must be a string");
        return value.passage();
    }

    /** A text that may be long, and may be left out or {@code null}: then it is empty. */
    public static Passage passageOrNone(String name, JsonValue value) {
        return isNone(value) ? Passage.of("") : passage(name, value);
    }

    /** The same of a word. */
    public static String textOrNone(String name, JsonValue value) {
        return isNone(value) ? "" : text(name, value);
    }

    /** An object that may be left out or {@code null}: then it is missing. */
    public static JsonValue objectOrNone(String name, JsonValue value) {
        return isNone(value) ? JsonValue.MISSING : object(name, value);
    }

    /** An object as it is written; an empty one when it is left out or {@code null}. */
    public static Passage writtenObject(String name, JsonValue value) {
        return isNone(value) ? Passage.of("{}") : object(name, value).written();
    }

    /** Whether it is {@code true}; it may be left out or {@code null}. */
    public static boolean isTrue(String name, JsonValue value) {
        return !isNone(value) && bool(name, value);
    }

    private static boolean isNone(JsonValue value) {
        return value.isMissing() || value.isNull();
    }

    /** A text that is short, printable and not blank. */
    public static String name(String name, JsonValue value) {
        String text = text(name, value);
        if (text.isBlank()) throw new Unfit(name + " must not be blank");
        if (text.length() > MAX_NAME_CHARS || hasControl(text))
            throw new Unfit(name + " must be at most " + MAX_NAME_CHARS + " printable characters");
        return text;
    }

    private static boolean hasControl(String text) {
        for (int i = 0; i < text.length(); i++) if (Character.isISOControl(text.charAt(i))) return true;
        return false;
    }

    public static boolean bool(String name, JsonValue value) {
        if (!value.isBoolean()) throw new Unfit(name + " must be true or false");
        return value.isTrue();
    }

    /** A number from 0 to {@code most}. */
    public static double number(String name, JsonValue value, double most) {
        double number = value.isNumber() ? value.number() : Double.NaN;
        if (!(number >= 0 && number <= most))
            throw new Unfit(name + " must be a number of at least 0" + (most == 1 ? " and at most 1" : ""));
        return number;
    }

    /** Any number; none that JSON can write is infinite, unless it is too large for a double. */
    public static double signed(String name, JsonValue value) {
        double number = value.isNumber() ? value.number() : Double.NaN;
        if (!Double.isFinite(number)) throw new Unfit(name + " must be a number");
        return number;
    }

    public static long whole(String name, JsonValue value) {
        return value.whole().orElseThrow(() -> new Unfit(name + " must be a whole number of at most 64 bits"));
    }

    public static int count(String name, JsonValue value) {
        long count = value.whole().orElse(0);
        if (count < 1 || count > Integer.MAX_VALUE)
            throw new Unfit(name + " must be a whole number from 1 to " + Integer.MAX_VALUE);
        return (int) count;
    }

    public static JsonValue array(String name, JsonValue value) {
        if (!value.isArray()) throw new Unfit(name + " must be an array");
        return value;
    }

    /**
     * Reads each item; a rule that one breaks is said of that very item.
     *
     * @param name of the array, as rules about its items have it before {@code []}
     */
    public static void each(String name, Iterable<JsonValue> items, Consumer<JsonValue> reader) {
        int index = 0;
        for (JsonValue item : items) {
            try {
                reader.accept(item);
            } catch (Unfit unfit) {
                throw unfit.of(name, index);
            }
            index++;
        }
    }

    public static JsonValue object(String name, JsonValue value) {
        if (!value.isObject()) throw new Unfit(name + " must be an object");
        return value;
    }

    public static String quote(String text) {
        if (isPlain(text)) return "\"" + text + "\"";
        return STRICT.getNodeFactory().textNode(text).toString();
    }

    /** Whether no character of it has to be escaped. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') return false;
        }
        return true;
    }

    /**
     * A value that was written as JSON, to stand in another; missing when nothing was written.
     *
     * @throws Unfit when it is none, which nobody looked at before
     */
    public static JsonNode tree(Passage written) {
        try {
            return EXACT.readTree(written.text());
        } catch (JsonProcessingException garbage) {
            throw new Unfit("a schema in the request must be JSON");
        }
    }

    public static Bytes bytes(ObjectNode json) {
        try {
            return Bytes.of(STRICT.writeValueAsBytes(json));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A value that is not what its field must be. */
    public static final class Unfit extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1;

        private final String rule;

        public Unfit(String rule) {
            super(rule, null, false, false);
            this.rule = rule;
        }

        /** The same, of this item of an array. */
        private Unfit of(String name, int index) {
            String items = name + "[]";
            String item = name + "[" + index + "]";
            return new Unfit(rule.contains(items) ? rule.replace(items, item) : item + ": " + rule);
        }

        /** The rule that is broken, in words without the value. */
        public String rule() {
            return rule;
        }
    }
}
