package dev.outrigger.chat;

import java.util.Optional;

/** The form the answer must have. */
public sealed interface OutputFormat {
    /** Free text. */
    record Free() implements OutputFormat {}

    /** JSON without a schema. */
    record Json(Root root) implements OutputFormat {
        /** An object. */
        public Json() {
            this(Root.OBJECT);
        }

        /** What it is as a whole. */
        public enum Root {
            OBJECT,
            /** An object, an array or a single value, as the prompt wants it. */
            ANY
        }

        /** Whether a mode that knows objects alone gives what is wanted. */
        public boolean isObject() {
            return root == Root.OBJECT;
        }
    }

    /** JSON of this schema (JSON text); the name may be empty. */
    record Schema(String name, Passage schema, Optional<Strictness> strictness) implements OutputFormat {
        /** Nothing said about how strictly. */
        public Schema(String name, String schema) {
            this(name, Passage.of(schema), Optional.empty());
        }
    }
}
