package dev.outrigger.dialect;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.KeyOwner;
import dev.outrigger.chat.ModelName;
import java.util.Optional;
import java.util.function.Function;

/**
 * An answer of upstream with an error status, and what is to be known of the request to understand it.
 *
 * @param backend the operator's name of upstream
 * @param model the name that the request asked for
 * @param key whose key the request carried
 */
public record ErrorAnswer(
        int status,
        String contentType,
        Function<String, Optional<String>> headers,
        Bytes body,
        String backend,
        ModelName model,
        KeyOwner key) {}
