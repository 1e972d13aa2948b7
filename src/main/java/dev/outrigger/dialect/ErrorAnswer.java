package dev.outrigger.dialect;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Failure.Verbatim;
import dev.outrigger.chat.Header;
import dev.outrigger.chat.KeyOwner;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Passage;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * An answer of upstream with an error status, and what is to be known of the request to understand it.
 *
 * @param backend the operator's name of upstream
 * @param model the name that the request asked for
 * @param key whose key the request carried
 * @param shown the headers that the app of the request shall see
 */
public record ErrorAnswer(
        int status,
        String contentType,
        Function<String, Optional<String>> headers,
        Bytes body,
        String backend,
        ModelName model,
        KeyOwner key,
        List<Header> shown) {
    /** One whose headers are for nobody to see. */
    public ErrorAnswer(
            int status,
            String contentType,
            Function<String, Optional<String>> headers,
            Bytes body,
            String backend,
            ModelName model,
            KeyOwner key) {
        this(status, contentType, headers, body, backend, model, key, List.of());
    }

    /** The answer as it is, for an app of this dialect, with its words for others. */
    public Verbatim verbatim(String dialect, Passage words) {
        return new Verbatim(status, contentType, body, dialect, words, shown);
    }
}
