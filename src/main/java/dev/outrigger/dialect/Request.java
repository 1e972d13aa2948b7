package dev.outrigger.dialect;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ModelName;
import dev.outrigger.dialect.json.JsonObjectText;

/** A request as its dialect read it: what is the same of all that a model is asked. */
public sealed interface Request permits Inbound, EmbeddingInbound {
    /** The model that the app asked for. */
    ModelName model();

    /** Whether the answer is wanted piece by piece. */
    boolean stream();

    /** Where the fields stand in the bytes, so that a rewrite need not read them again. */
    JsonObjectText text();

    /** What the request takes on the heap beside its bytes, at most. */
    long readBytes();

    /** The bytes as the app sent them; not to be asked for once they were let go. */
    default Bytes raw() {
        return text().raw();
    }

    /** How many bytes the app sent. */
    default int size() {
        return text().source().size();
    }

    /**
     * Frees the bytes, and with them every text of the request: when an answer has begun, nobody reads them any more. What
     * is not text (model, roles, numbers) stays.
     */
    default void letGo() {
        text().source().letGo();
    }
}
