package dev.outrigger.dialect;

import dev.outrigger.chat.Bytes;
import java.util.Optional;
import java.util.function.Function;

/**
 * An answer of upstream with an error status.
 *
 * @param keyOwner whose key the request carried
 */
public record ErrorAnswer(
        int status, String contentType, Function<String, Optional<String>> headers, Bytes body, KeyOwner keyOwner) {
    /** Whose key upstream saw: an app's own wrong key is the app's to mend. */
    public enum KeyOwner {
        OPERATOR,
        APP
    }
}
