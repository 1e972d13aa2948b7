package dev.outrigger.chat;

import java.util.Optional;

/** The form the answer must have. */
public sealed interface OutputFormat {
    /** Free text. */
    record Free() implements OutputFormat {}

    /** Any JSON object. */
    record Json() implements OutputFormat {}

    /** JSON of this schema (JSON text); the name may be empty. */
    record Schema(String name, Passage schema, Optional<Strictness> strictness) implements OutputFormat {
        /** Nothing said about how strictly. */
        public Schema(String name, String schema) {
            this(name, Passage.of(schema), Optional.empty());
        }
    }
}
