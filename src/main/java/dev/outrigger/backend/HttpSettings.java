package dev.outrigger.backend;

import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What an {@link HttpBackend} is made of.
 *
 * @param url where the vendor's paths begin, for example {@code https://api.openai.com/v1}
 * @param keyHeader where upstream expects the operator's key
 * @param key the operator's key as it is now; absent when none is configured and the app's own is forwarded
 * @param keyLack why a configured key is not there now; then nothing is sent, least of all the app's own
 * @param lendsKey whether endpoints that are passed through may use the operator's key
 * @param asksUsage whether a stream's usage is asked for when the app did not
 */
public record HttpSettings(
        String name,
        URI url,
        KeyHeader keyHeader,
        Supplier<Optional<String>> key,
        Supplier<Optional<String>> keyLack,
        boolean lendsKey,
        boolean asksUsage,
        GuardSettings guard) {}
