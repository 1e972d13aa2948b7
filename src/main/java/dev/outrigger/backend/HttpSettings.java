package dev.outrigger.backend;

import java.net.URI;

/**
 * What an {@link HttpBackend} is made of.
 *
 * @param url where the vendor's paths begin, for example {@code https://api.openai.com/v1}
 * @param credential the operator's
 * @param keyHeader where upstream expects a key
 * @param lendsKey whether endpoints that are passed through may use the operator's key
 * @param asksUsage whether a stream's usage is asked for when the app did not
 */
public record HttpSettings(
        String name,
        URI url,
        Credential credential,
        KeyHeader keyHeader,
        boolean lendsKey,
        boolean asksUsage,
        GuardSettings guard) {}
