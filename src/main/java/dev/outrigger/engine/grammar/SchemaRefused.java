package dev.outrigger.engine.grammar;

import java.io.Serial;

/** A schema whose form is not promised: another model may. It has no stack, as it is an answer. */
public final class SchemaRefused extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    /** Longer values are cut in messages. */
    static final int MAX_VALUE_CHARS = 60;

    private SchemaRefused(String message) {
        super(message, null, false, false);
    }

    /** Of a keyword: {@code #/properties/a: pattern "(?=x)" has a group that looks around …}. */
    static SchemaRefused of(String path, String keyword, Tree value, String rule) {
        String written = value.toString();
        String shown = written.length() <= MAX_VALUE_CHARS ? written : written.substring(0, MAX_VALUE_CHARS) + "…";
        return new SchemaRefused(path + ": " + keyword + " " + shown + " " + rule);
    }

    /** Of a schema as a whole. */
    static SchemaRefused of(String path, String rule) {
        return new SchemaRefused(path + ": " + rule);
    }
}
