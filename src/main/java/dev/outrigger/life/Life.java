package dev.outrigger.life;

import dev.outrigger.engine.Shared;
import java.time.Instant;
import java.util.Optional;

/**
 * How a model of this process is doing. Each state says what it becomes when something happens; what cannot happen in it,
 * or changes nothing, leaves it as it is. Values, and pure: a {@link Berth} holds the one there is now.
 *
 * @param <M> the loaded model
 */
public sealed interface Life<M> permits Absent, Loading, Serving, Failed {
    /** Why a model is loaded. */
    enum Cause {
        SETTINGS,
        /** Somebody asks it after it was unloaded. */
        REQUEST,
        /** The time of day at which it is to be there again has come. */
        SCHEDULE,
        /** It was lost, or could not be loaded, a while ago. */
        RETRY
    }

    /** It is loaded, or waits for that; what serves goes on meanwhile. */
    Life<M> begin(String doing);

    /** So much of it is in. */
    default Life<M> advance(double share) {
        return this;
    }

    /** This one serves from now on. */
    default Life<M> serve(Shared<M> fresh) {
        return new Ready<>(fresh);
    }

    /** Likewise, lacking something. */
    default Life<M> serve(Shared<M> fresh, Degraded.Lack lack, String note, Instant nextAt) {
        return new Degraded<>(fresh, lack, note, Optional.of(nextAt));
    }

    /** Its files are not there. */
    default Life<M> miss(String why, Instant retryAt) {
        return new Absent<>(Absent.Why.NO_FILES, why, Optional.of(retryAt));
    }

    /** It could not be loaded. */
    default Life<M> fail(String why, Instant retryAt) {
        return new Failed<>(why, retryAt);
    }

    /** What serves is what is wanted. */
    default Life<M> settle() {
        return this;
    }

    /** It has held out for long enough. */
    default Life<M> prove() {
        return this;
    }

    /** It can answer no more. */
    default Life<M> lose(String why, Instant retryAt) {
        return this;
    }

    /** It is taken out of memory until somebody asks, or until then. */
    default Life<M> unload(String told, Optional<Instant> wakeAt) {
        return this;
    }

    /** It makes room for its successor, which is loaded after it. */
    default Life<M> cede(String doing) {
        return this;
    }

    /** It is to be there again. */
    default Life<M> wake(Cause because, String doing) {
        return this;
    }

    /** Its settings were read again: what failed with them before is tried at once. */
    default Life<M> renew(String doing) {
        return this;
    }

    /** Nobody wants it any more. */
    default Life<M> leave(String told) {
        return new Absent<>(Absent.Why.NOT_WANTED, told, Optional.empty());
    }

    /** What serves. */
    default Optional<Shared<M>> model() {
        return Optional.empty();
    }

    /** Why it would be loaded now. */
    Cause cause();

    /** When something is to be done about it. */
    Optional<Instant> nextAt();

    /** Whether it is to be loaded now, though nothing else is wanted than before. */
    boolean isDue(Instant now);

    /** For people. */
    String words();

    static boolean hasCome(Optional<Instant> when, Instant now) {
        return when.filter(at -> !at.isAfter(now)).isPresent();
    }
}
