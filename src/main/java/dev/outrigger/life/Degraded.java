package dev.outrigger.life;

import dev.outrigger.engine.Shared;
import java.time.Instant;
import java.util.Optional;

/**
 * It serves, but not as it is wanted.
 *
 * @param nextAt when something is done about it; absent while that is being done
 */
public record Degraded<M>(Shared<M> shared, Lack lack, String note, Optional<Instant> nextAt) implements Serving<M> {
    /** What it lacks, in words that the note follows. */
    public enum Lack {
        EARLIER("with earlier settings"),
        LESS("with less than wanted"),
        /** It was lost and loaded again; it is as wanted when it has held out for a while. */
        TRUST("on probation");

        private final String words;

        Lack(String words) {
            this.words = words;
        }
    }

    @Override
    public Life<M> begin(String doing) {
        return new Degraded<>(shared, lackOfTwo(), doing, Optional.empty());
    }

    @Override
    public Life<M> miss(String why, Instant retryAt) {
        return fail(why, retryAt);
    }

    @Override
    public Life<M> fail(String why, Instant retryAt) {
        return new Degraded<>(shared, lackOfTwo(), why, Optional.of(retryAt));
    }

    @Override
    public Life<M> renew(String doing) {
        return begin(doing);
    }

    @Override
    public Life<M> settle() {
        return lack == Lack.EARLIER ? new Ready<>(shared) : this;
    }

    @Override
    public Life<M> prove() {
        return lack == Lack.TRUST ? new Ready<>(shared) : this;
    }

    @Override
    public Cause cause() {
        return nextAt.isPresent() ? Cause.RETRY : Cause.SETTINGS;
    }

    @Override
    public boolean isDue(Instant now) {
        return lack != Lack.TRUST && (nextAt.isEmpty() || Life.hasCome(nextAt, now));
    }

    @Override
    public String words() {
        return "ready " + lack.words + ": " + note;
    }

    /** Beside a successor, trust is the smaller lack. */
    private Lack lackOfTwo() {
        return lack == Lack.TRUST ? Lack.EARLIER : lack;
    }
}
