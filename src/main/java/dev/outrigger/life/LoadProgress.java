package dev.outrigger.life;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.DoubleConsumer;

/** Passes a load's progress on, and logs it now and then, so that a load of seconds logs nothing. One thread. */
final class LoadProgress implements DoubleConsumer {
    static final Duration EACH = Duration.ofSeconds(5);

    private static final Logger LOG = System.getLogger(Succession.class.getName());

    private final String model;
    private final Berth<?, ?> berth;
    private final InstantSource clock;
    private Instant told;

    LoadProgress(String model, Berth<?, ?> berth, InstantSource clock) {
        this.model = model;
        this.berth = berth;
        this.clock = clock;
        this.told = clock.instant();
    }

    @Override
    public void accept(double share) {
        berth.advance(share);
        Instant now = clock.instant();
        if (now.isBefore(told.plus(EACH))) return;
        told = now;
        LOG.log(Level.INFO, "local model {0}: loading, {1} %", model, Math.round(100 * share));
    }
}
