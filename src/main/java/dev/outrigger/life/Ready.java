package dev.outrigger.life;

import dev.outrigger.engine.Shared;
import java.time.Instant;
import java.util.Optional;

/** It serves as it is wanted. */
public record Ready<M>(Shared<M> shared) implements Serving<M> {
    @Override
    public Life<M> begin(String doing) {
        return new Degraded<>(shared, Degraded.Lack.EARLIER, doing, Optional.empty());
    }

    @Override
    public Life<M> miss(String why, Instant retryAt) {
        return fail(why, retryAt);
    }

    @Override
    public Life<M> fail(String why, Instant retryAt) {
        return new Degraded<>(shared, Degraded.Lack.EARLIER, why, Optional.of(retryAt));
    }

    @Override
    public Cause cause() {
        return Cause.SETTINGS;
    }

    @Override
    public Optional<Instant> nextAt() {
        return Optional.empty();
    }

    @Override
    public boolean isDue(Instant now) {
        return false;
    }

    @Override
    public String words() {
        return "ready";
    }
}
