package dev.outrigger.engine.grammar;

import dev.outrigger.chat.OutputFormat;

/**
 * The form of an answer: which JSON it may be. Compiled once, then immutable and safe for use by several threads.
 *
 * <p>Between two tokens of JSON there may be one blank; after the value there is none. Members of an object come in the order in which the schema names them, others after them, none
 * twice. Objects and arrays stand in at most {@link Bounds#DEPTH} others.
 */
public final class Grammar {
    private final Rule root;

    Grammar(Rule root) {
        this.root = root;
    }

    /** JSON without a schema: an object, or any value. */
    public static Grammar json(OutputFormat.Json.Root root) {
        return switch (root) {
            case OBJECT -> AnyJson.OBJECT;
            case ANY -> AnyJson.VALUE;
        };
    }

    /**
     * JSON of a schema. Takes microseconds to milliseconds; a tenth of a second for schemas at the bounds.
     *
     * @throws SchemaRefused when it is no schema, or its form is not promised
     */
    public static Grammar schema(String json) {
        return new SchemaCompiler(TreeReader.read(json)).compile();
    }

    /** Before the first byte. */
    public GrammarState start() {
        return GrammarState.before(root);
    }
}
