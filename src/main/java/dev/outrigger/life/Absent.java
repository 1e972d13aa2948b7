package dev.outrigger.life;

import java.time.Instant;
import java.util.Optional;

/**
 * There is none, and nothing is wrong with that.
 *
 * @param note for people
 * @param nextAt when it is loaded though nobody asks for it
 */
public record Absent<M>(Why why, String note, Optional<Instant> nextAt) implements Life<M> {
    /** Why there is none. */
    public enum Why {
        NO_FILES,
        /** Nobody asked it for long; the next request loads it. */
        UNLOADED,
        NOT_WANTED
    }

    @Override
    public Life<M> begin(String doing) {
        return new Loading<>(cause(), doing, 0);
    }

    @Override
    public Life<M> renew(String doing) {
        return why == Why.UNLOADED ? this : new Loading<>(Cause.SETTINGS, doing, 0);
    }

    @Override
    public Life<M> wake(Cause because, String doing) {
        return why == Why.UNLOADED ? new Loading<>(because, doing, 0) : this;
    }

    @Override
    public Life<M> unload(String told, Optional<Instant> wakeAt) {
        return why == Why.UNLOADED ? new Absent<>(why, told, wakeAt) : this;
    }

    @Override
    public Cause cause() {
        return why == Why.NO_FILES ? Cause.RETRY : Cause.SETTINGS;
    }

    @Override
    public boolean isDue(Instant now) {
        return why == Why.NO_FILES && Life.hasCome(nextAt, now);
    }

    @Override
    public String words() {
        return note;
    }
}
