package dev.outrigger.life;

import java.time.Instant;
import java.util.Optional;

/**
 * It is being loaded, or will be.
 *
 * @param share of its weights that is in, 0 to 1
 */
public record Loading<M>(Cause cause, String note, double share) implements Life<M> {
    @Override
    public Life<M> begin(String doing) {
        return new Loading<>(cause, doing, 0);
    }

    @Override
    public Life<M> advance(double now) {
        return new Loading<>(cause, note, Math.clamp(now, 0, 1));
    }

    @Override
    public boolean isDue(Instant now) {
        return true;
    }

    @Override
    public Optional<Instant> nextAt() {
        return Optional.empty();
    }

    @Override
    public String words() {
        return "loading: " + note + (share > 0 ? ", " + Math.round(100 * share) + " %" : "");
    }
}
