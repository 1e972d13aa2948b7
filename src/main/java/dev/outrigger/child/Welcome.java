package dev.outrigger.child;

import dev.outrigger.chat.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What each side says first: that it is Outrigger's engine, or its sidecar, and in which version. */
final class Welcome {
    /** A longer one is none. */
    static final int MOST_BYTES = 64;

    private static final String WORD = "outrigger-engine ";

    private Welcome() {}

    static byte[] of(Version version) {
        return (WORD + version).getBytes(StandardCharsets.UTF_8);
    }

    /** Why whoever says this is not to be talked with; empty when it is. */
    static Optional<String> objection(byte[] said, Version own) {
        String words = Bytes.of(said).utf8();
        if (!words.startsWith(WORD)) return Optional.of("it does not speak as Outrigger's engine does");
        String version = words.substring(WORD.length());
        if (version.equals(own.name())) return Optional.empty();
        // What it said is shown only if it may be a version: it could be anything.
        String shown = version.matches("[0-9a-f]+") ? version : "unknown";
        return Optional.of("it is of version " + shown + ", and this process of version " + own);
    }
}
