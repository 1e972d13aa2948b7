package dev.outrigger.backend;

import dev.outrigger.config.Secret;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** What the settings of every backend over HTTP say. */
public interface RemoteSettings {
    /** Where the vendor's paths begin. */
    URI url();

    /** The operator's key. */
    Optional<Secret> key();

    /** Whether endpoints that are passed through may use it. */
    boolean lendKey();

    /** Whether a stream's usage is asked for when the app did not; only some dialects have to be asked. */
    default boolean streamUsage() {
        return false;
    }

    GuardSettings guard();

    /** Where upstream expects the key. */
    default KeyHeader keyHeader() {
        return KeyHeader.BEARER;
    }

    /** Names of the dialects upstream speaks; apps that speak none of them are served in the first. */
    List<String> dialects();

    /**
     * Looks whether a vendor can be reached at this URL.
     *
     * @throws IllegalArgumentException with the rule that it breaks
     */
    static void check(URI url) {
        boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        if (!http || url.getHost() == null)
            throw new IllegalArgumentException("url must be http:// or https:// with a host");
        if (url.getUserInfo() != null || url.getQuery() != null)
            throw new IllegalArgumentException("url must hold neither credentials nor a query");
    }
}
