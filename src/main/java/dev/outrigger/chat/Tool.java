package dev.outrigger.chat;

/**
 * Something the model may call.
 *
 * @param name the function's name; of a hosted tool the vendor's type, for example {@code web_search}
 * @param description what it is for; may be empty
 * @param schema JSON Schema of the arguments, as JSON text; of a hosted tool the vendor's whole declaration
 * @param kind who runs it
 */
public record Tool(String name, String description, String schema, Kind kind) {
    /** A function of the app. */
    public Tool(String name, String description, String schema) {
        this(name, description, schema, Kind.FUNCTION);
    }

    /** Who runs a tool. */
    public enum Kind {
        /** The app: every vendor has these. */
        FUNCTION,
        /** The vendor, while it answers (search, code): it crosses only to its own dialect. */
        HOSTED
    }
}
