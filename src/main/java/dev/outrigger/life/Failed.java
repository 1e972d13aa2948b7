package dev.outrigger.life;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** There is none because something went wrong. */
public record Failed<M>(String why, Instant retryAt) implements Life<M> {
    @Override
    public Life<M> begin(String doing) {
        return new Loading<>(Cause.RETRY, doing, 0);
    }

    @Override
    public Life<M> renew(String doing) {
        return new Loading<>(Cause.SETTINGS, doing, 0);
    }

    @Override
    public Cause cause() {
        return Cause.RETRY;
    }

    @Override
    public Optional<Instant> nextAt() {
        return Optional.of(retryAt);
    }

    @Override
    public boolean isDue(Instant now) {
        return Life.hasCome(nextAt(), now);
    }

    @Override
    public String words() {
        return why + "; next try at " + retryAt.truncatedTo(ChronoUnit.SECONDS);
    }
}
