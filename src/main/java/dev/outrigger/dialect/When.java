package dev.outrigger.dialect;

import dev.outrigger.dialect.json.FieldPath;
import dev.outrigger.dialect.json.JsonObjectText;

/** In which requests a field is refused: a refusal may be of one value of it, or of two fields together. */
public sealed interface When {
    /** Whatever else the request says. */
    When ALWAYS = new Always();

    /** Whether it is so in this request; false where only bytes that were let go could tell. */
    boolean holds(JsonObjectText request);

    /** In every request. */
    record Always() implements When {
        @Override
        public boolean holds(JsonObjectText request) {
            return true;
        }
    }

    /**
     * Where a field says this.
     *
     * @param field the one that is refused, or one in it, as a {@link FieldPath}
     * @param json its value as it was written, in whatever case
     */
    record Saying(String field, String json) implements When {
        @Override
        public boolean holds(JsonObjectText request) {
            return request.words(FieldPath.of(field)).stream().anyMatch(json::equalsIgnoreCase);
        }
    }

    /**
     * Where another field is.
     *
     * @param field that other one, as a {@link FieldPath}
     */
    record Beside(String field) implements When {
        @Override
        public boolean holds(JsonObjectText request) {
            return request.has(FieldPath.of(field));
        }
    }
}
