package dev.outrigger.backend;

import dev.outrigger.config.Default;
import dev.outrigger.config.Doc;
import dev.outrigger.config.Key;
import dev.outrigger.config.Range;
import dev.outrigger.config.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** See {@link HandoffBackend}. */
@Key("handoff")
@Doc("A person, who takes over: its models answer that, and are asked only where a stage or the app names them.")
public record HandoffSettings(
        @Doc("What the app is answered; with a webhook, where that does not say.")
        @Default("A person will take over and answer you here.")
        String text,

        @Doc(
                "Who is told of it, by POST: a good status, and text in its answer if there is some, is what the app gets. Without it nobody is.")
        Optional<URI> webhook,

        @Doc("The webhook's bearer token.") Optional<Secret> key,

        @Doc("How long the webhook has to answer.") @Default("10s") @Range(min = "100ms", max = "1m")
        Duration timeout,

        @Doc(
                "Whether the webhook is told what was said. Its models have to be trusted then to be told what is private.")
        @Default("false")
        boolean content,

        @Doc("Calls of the webhook at once; those beyond fail at once.") @Default("64") @Range(min = "1", max = "10000")
        int inFlight)
        implements BackendSettings {
    /** Characters of the text at most. */
    static final int MAX_TEXT_CHARS = 4_000;

    private static final Duration CONNECT = Duration.ofSeconds(2);

    public HandoffSettings {
        if (text.isBlank() || text.length() > MAX_TEXT_CHARS)
            throw new IllegalArgumentException("text must be 1 to " + MAX_TEXT_CHARS + " characters");
        webhook.ifPresent(HandoffSettings::check);
        if (webhook.isEmpty() && (key.isPresent() || content))
            throw new IllegalArgumentException("key and content are a webhook's, which must be given");
    }

    /** Its path and query may be what lets one in, so no message quotes them. */
    private static void check(URI url) {
        boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        if (!http || url.getHost() == null)
            throw new IllegalArgumentException("webhook must be http:// or https:// with a host");
        if (url.getUserInfo() != null || url.getFragment() != null)
            throw new IllegalArgumentException("webhook must hold neither credentials nor a fragment");
    }

    /** Whether nothing of what was said leaves this process. */
    public boolean isSilent() {
        return webhook.isEmpty() || !content;
    }

    /** What its connections are guarded by. */
    public GuardSettings guard() {
        Duration connect = timeout.compareTo(CONNECT) < 0 ? timeout : CONNECT;
        return new GuardSettings(connect, timeout, false, timeout, timeout, OptionalInt.empty(), inFlight);
    }
}
