package dev.outrigger.dialect;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ModelName;
import dev.outrigger.dialect.json.FieldPath;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonObjectText;
import java.util.List;
import java.util.Optional;

/** A request as its dialect read it: what is the same of all that a model is asked. */
public sealed interface Request permits Inbound, EmbeddingInbound {
    /** The field that names an adapter, as servers of open models have it (LoRAX, Text Generation Inference). */
    String ADAPTER = "adapter_id";

    /** The model that the app asked for. */
    ModelName model();

    /** Whether the answer is wanted piece by piece. */
    boolean stream();

    /** Where the fields stand in the bytes, so that a rewrite need not read them again. */
    JsonObjectText text();

    /**
     * The adapter that a field of its own names, in whatever dialect; absent where none does. To be asked for before the
     * bytes were let go.
     *
     * @throws Json.Unfit where the field holds no name
     */
    default Optional<String> adapter() {
        if (!text().has(ADAPTER)) return Optional.empty();
        List<String> words = text().words(FieldPath.of(ADAPTER));
        String word = words.isEmpty() ? "" : words.getFirst();
        if (word.equals("null")) return Optional.empty();
        boolean isText = word.length() > 2 && word.startsWith("\"") && word.endsWith("\"");
        if (!isText) throw new Json.Unfit(ADAPTER + " must be the name of an adapter");
        return Optional.of(word.substring(1, word.length() - 1));
    }

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
