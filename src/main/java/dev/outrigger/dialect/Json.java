package dev.outrigger.dialect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.Serial;

/** Reads JSON values of a wanted type; what does not fit is said with the field's name and the rule. */
final class Json {
    private Json() {}

    static String text(String name, JsonNode value) {
        if (!value.isTextual()) throw new Unfit(name + " must be a string");
        return value.asText();
    }

    static boolean bool(String name, JsonNode value) {
        if (!value.isBoolean()) throw new Unfit(name + " must be true or false");
        return value.asBoolean();
    }

    static double number(String name, JsonNode value) {
        if (!value.isNumber()) throw new Unfit(name + " must be a number");
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

    static String quote(String text) {
        return JsonObjectText.JSON.getNodeFactory().textNode(text).toString();
    }

    /** What is wrong with the JSON, and where, but none of its text: that is the app's and may be private. */
    static String complaint(IOException malformed) {
        if (!(malformed instanceof JsonProcessingException json)) return String.valueOf(malformed.getMessage());
        var at = json.getLocation();
        String where = at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
        return "the body is not JSON that can be read" + where;
    }

    /** A value that is not what its field must be. */
    static final class Unfit extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1;

        Unfit(String message) {
            super(message, null, false, false);
        }
    }
}
