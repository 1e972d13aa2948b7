package dev.outrigger.backend;

import dev.outrigger.chat.Failure;
import dev.outrigger.registry.Health;
import java.time.Duration;

/** Whether a model may be asked, from what its own attempts told: its breaker and its cool-down. Thread-safe. */
public record Availability(Breaker breaker, CoolDown coolDown) {
    /** Whether an attempt may begin now. */
    public boolean tryPass() {
        return coolDown.restNanos() == 0 && breaker.tryPass();
    }

    /** Takes a failed attempt into account. */
    public void failed(Failure failure) {
        breaker.failed(failure);
        coolDown.failed(failure);
    }

    /** The model's health as seen from here. */
    public Health health() {
        long wait = coolDown.restNanos();
        if (wait > 0) return new Health.Resting("upstream said " + coolDown.why() + ", for " + seconds(wait));
        long rest = breaker.restNanos();
        return rest > 0 ? new Health.Resting("breaker open for " + seconds(rest)) : new Health.Ready();
    }

    private static String seconds(long nanos) {
        return Math.max(1, Duration.ofNanos(nanos).toSeconds()) + " s more";
    }
}
