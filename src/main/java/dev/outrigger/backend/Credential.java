package dev.outrigger.backend;

import java.util.Optional;

/** The operator's right to ask a backend. Any thread may ask it; it never blocks. */
public interface Credential extends AutoCloseable {
    /** Why there is none now, in words without a secret; then nothing is sent, least of all the app's own. */
    Optional<String> lack();

    /** What to show upstream, for one call; absent when none is configured and the app's own is forwarded. */
    Optional<Proof> proof();

    /** Whether what would be shown now is what upstream has refused, as far as is known. */
    default boolean isRefused() {
        return true;
    }

    /** Lets go of what keeps it fresh. */
    @Override
    default void close() {}
}
