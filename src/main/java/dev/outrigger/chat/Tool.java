package dev.outrigger.chat;

import java.util.Optional;

/**
 * Something the model may call.
 *
 * @param name the tool's own name; of a hosted one the vendor's type, for example {@code web_search}
 * @param description what it is for; may be empty
 * @param schema as JSON text: of a function the JSON Schema of its arguments, of a free-form tool the format of its
 *     input, of a hosted one the vendor's whole declaration
 * @param kind who runs it, and what it is called with
 * @param strictness absent when the app did not say
 */
public record Tool(String name, Passage description, Passage schema, Kind kind, Optional<Strictness> strictness) {
    /** A tool whose words are said here. */
    public Tool(String name, String description, String schema, Kind kind, Optional<Strictness> strictness) {
        this(name, Passage.of(description), Passage.of(schema), kind, strictness);
    }

    /** A tool of which nothing was said about how strictly its schema holds. */
    public Tool(String name, String description, String schema, Kind kind) {
        this(name, description, schema, kind, Optional.empty());
    }

    /** A function of the app. */
    public Tool(String name, String description, String schema) {
        this(name, description, schema, Kind.FUNCTION);
    }

    /** Who runs a tool, and what it is called with. */
    public enum Kind {
        /** The app, with JSON: every vendor has these. */
        FUNCTION,
        /** The app, with free text or a grammar's (OpenAI {@code custom}): its calls' arguments are that text. */
        FREE_FORM,
        /** The vendor, while it answers (search, code): it crosses only to its own dialect. */
        HOSTED
    }
}
