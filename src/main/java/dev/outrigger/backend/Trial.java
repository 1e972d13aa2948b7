package dev.outrigger.backend;

import dev.outrigger.backend.Breaker.Pass;
import dev.outrigger.chat.Failure;
import dev.outrigger.registry.Health;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** An attempt that is under way, and how it was let through. */
record Trial(AttemptLog log, Availability availability, Pass pass) {
    private static final Logger LOG = System.getLogger("dev.outrigger");

    /** It answered whole. */
    void succeeded() {
        availability.succeeded(pass);
    }

    /** It ended without telling anything about the model. */
    void abandoned() {
        availability.abandoned(pass);
    }

    /** It failed. An operator wants to know once that a model is not asked any more, not at each request that avoids it. */
    void failed(Failure failure) {
        boolean rested = availability.health() instanceof Health.Resting;
        availability.failed(pass, failure);
        if (!rested && availability.health() instanceof Health.Resting resting)
            LOG.log(
                    Level.WARNING,
                    "model {0} of backend {1} rests after {2}: {3}",
                    log.profile().name(),
                    log.backend().name(),
                    failure.label(),
                    resting.detail());
    }
}
