package dev.outrigger.backend;

import dev.outrigger.backend.Breaker.Pass;
import dev.outrigger.chat.Failure;
import dev.outrigger.registry.Health;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Supplier;

/** An attempt, and how it was let through. */
record Trial(AttemptLog log, Availability availability, Pass pass) {
    private static final Logger LOG = System.getLogger("dev.outrigger");

    /** Begins it. */
    Run run(Supplier<Call> call) {
        try {
            Call asked = call.get();
            log.over(asked.adapter());
            return log.asked(asked.request(), log.backend().attempt(asked));
        } catch (RuntimeException fault) {
            return Running.failed(fault);
        }
    }

    /** Why it ended that another candidate might still answer in time. */
    Failure late() {
        return new Failure.TimedOut(
                Failure.Clock.SHARE,
                "backend " + log.backend().name() + " did not answer in its share of the deadline");
    }

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
