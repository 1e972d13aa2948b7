package dev.outrigger.engine;

import dev.outrigger.chat.Failure;
import java.util.Optional;

/** An adapter that an answer asked for by name, and what was found of it. Thread safe; found or refused once. */
final class AdapterWish {
    private volatile Optional<AdapterVersion> found = Optional.empty();
    private volatile Optional<Failure> refusal = Optional.empty();

    /** It is there, as it is now. */
    void found(AdapterVersion version) {
        found = Optional.of(version);
    }

    /** It is not, or cannot be used. */
    void refused(Failure failure) {
        refusal = Optional.of(failure);
    }

    /** Absent until it was looked for. */
    Optional<AdapterVersion> version() {
        return found;
    }

    Optional<Failure> refusal() {
        return refusal;
    }
}
