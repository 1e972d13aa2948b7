package dev.outrigger.chat;

/** The form the answer must have. */
public sealed interface OutputFormat {
    /** Free text. */
    record Free() implements OutputFormat {}

    /** Any JSON object. */
    record Json() implements OutputFormat {}

    /** JSON of this schema (JSON text). */
    record Schema(String name, String schema) implements OutputFormat {}
}
