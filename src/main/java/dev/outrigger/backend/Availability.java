package dev.outrigger.backend;

import dev.outrigger.backend.Breaker.Pass;
import dev.outrigger.chat.Failure;
import dev.outrigger.registry.Health;
import java.time.Duration;
import java.util.Optional;

/**
 * Whether a model may be asked, from what its own attempts told (its breaker and its cool-down), and those of its backend's
 * models of their key. Thread-safe.
 */
public record Availability(Breaker breaker, CoolDown coolDown, Lockout lockout) {
    /** Of a model that has a key of its own. */
    Availability(Breaker breaker, CoolDown coolDown) {
        this(breaker, coolDown, new Lockout(System::nanoTime, () -> true));
    }

    /** Asks to begin an attempt; how that ended must be told, with the pass. */
    public Pass tryPass() {
        if (coolDown.restNanos() > 0 || lockout.restNanos() > 0) return Pass.DENIED;
        Pass pass = breaker.tryPass();
        if (pass == Pass.DENIED || lockout.tryPass()) return pass;
        breaker.abandoned(pass);
        return Pass.DENIED;
    }

    /**
     * What upstream said that would only be said again, in words of this process; absent when it may be asked, or when what
     * keeps it from being asked may have passed.
     */
    Optional<Failure> told(String model) {
        return coolDown.told(model);
    }

    /** Whether it may be asked without that this finds out anything: it neither rests nor is on probation. */
    boolean isFree() {
        return coolDown.restNanos() <= 0 && !breaker.isOpen() && !lockout.isLocked();
    }

    /** Takes an answered attempt into account. */
    public void succeeded(Pass pass) {
        breaker.succeeded(pass);
        coolDown.succeeded();
        if (pass == Pass.DENIED) coolDown.answeredEarly();
        lockout.accepted();
    }

    /** Takes a failed attempt into account. */
    public void failed(Pass pass, Failure failure) {
        breaker.failed(pass, failure);
        coolDown.failed(failure);
        lockout.failed(failure);
    }

    /** An attempt ended without telling anything about the model. */
    public void abandoned(Pass pass) {
        breaker.abandoned(pass);
    }

    /** The model's health as seen from here. */
    public Health health() {
        long wait = coolDown.restNanos();
        long rest = breaker.restNanos();
        if (wait > 0) return resting("upstream said " + coolDown.why() + ", for " + seconds(wait));
        long locked = lockout.restNanos();
        if (locked > 0) return resting("upstream said unauthorized, for " + seconds(locked));
        return rest > 0 ? resting("breaker open for " + seconds(rest)) : new Health.Ready();
    }

    private Health resting(String why) {
        return new Health.Resting(why, rest());
    }

    /** How long it may not be asked; zero when it may, or when somebody is finding out whether it may. */
    Duration rest() {
        return Duration.ofNanos(Math.max(coolDown.restNanos(), Math.max(lockout.restNanos(), breaker.restNanos())));
    }

    private static String seconds(long nanos) {
        return Math.max(1, Duration.ofNanos(nanos).toSeconds()) + " s more";
    }

    /** Whether the model could serve now, by what its backend knows, and then by what attempts told. */
    public Health over(Health ofBackend) {
        if (!ofBackend.isChoosable()) return ofBackend;
        Health ofAttempts = health();
        return ofAttempts instanceof Health.Ready ? ofBackend : ofAttempts;
    }
}
