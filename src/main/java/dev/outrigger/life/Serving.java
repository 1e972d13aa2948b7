package dev.outrigger.life;

import dev.outrigger.engine.Shared;
import java.time.Instant;
import java.util.Optional;

/** A model is there and answers. */
public sealed interface Serving<M> extends Life<M> permits Ready, Degraded {
    Shared<M> shared();

    @Override
    default Optional<Shared<M>> model() {
        return Optional.of(shared());
    }

    @Override
    default Life<M> lose(String why, Instant retryAt) {
        return new Failed<>(why, retryAt);
    }

    @Override
    default Life<M> unload(String told, Optional<Instant> wakeAt) {
        return new Absent<>(Absent.Why.UNLOADED, told, wakeAt);
    }

    @Override
    default Life<M> cede(String doing) {
        return new Loading<>(cause(), doing, 0);
    }
}
