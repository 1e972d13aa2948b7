package dev.outrigger.backend;

import dev.outrigger.chat.Failure;
import dev.outrigger.route.Step;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.DoubleSupplier;

/**
 * Whether the model that failed is asked once more before the plan goes on. Going on is free where the next candidate is
 * a replica or as good; another model costs quality, and before that the exchange spends its patience: one quick retry of
 * what failed quickly, or the wait that upstream asked for. Where nobody is next, the deadline is what there is to spend.
 * What took long to fail would take as long again, and is never asked twice. One exchange's; confined to its event loop.
 */
final class Retries {
    /** A failure that took longer than this is no hiccup. */
    static final Duration FAST = Duration.ofSeconds(1);
    /** Before the first retry of a hiccup, half more or less; doubled for each further one. */
    static final Duration BACKOFF = Duration.ofMillis(200);
    /** No wait that upstream asks for is waited out beyond it. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    private static final Set<Integer> PASSING = Set.of(408, 409, 500, 502, 503, 504);

    private final Duration patience;
    private final DoubleSupplier jitter;
    private OptionalLong firstFailure = OptionalLong.empty();
    private String model = "";
    private int tried;

    /**
     * @param patience from the first failure on
     * @param jitter 0 to 1
     */
    Retries(Duration patience, DoubleSupplier jitter) {
        this.patience = patience;
        this.jitter = jitter;
    }

    /**
     * An attempt that failed.
     *
     * @param now nanoseconds since the exchange's start
     * @param next what the candidate that would be asked instead is to it; absent when there is none
     * @param left of the deadline, less what the next candidate needs of it
     */
    record Failed(Trial trial, Failure failure, long now, Optional<Step.Relation> next, Duration left) {
        private AttemptLog log() {
            return trial.log();
        }

        /** From its begin to its failure. */
        private Duration took() {
            return Duration.ofNanos(now - log().start());
        }

        /** How long its model rests by what upstream said. */
        private Duration rest() {
            return Duration.ofNanos(trial.availability().coolDown().restNanos());
        }
    }

    /**
     * The wait after which the same model is asked again, once that was taken out of its backend's budget; absent when the
     * plan goes on.
     */
    Optional<Duration> after(Failed failed) {
        if (firstFailure.isEmpty()) firstFailure = OptionalLong.of(failed.now());
        String name = failed.log().profile().name();
        if (!name.equals(model)) tried = 0;
        model = name;
        Optional<Duration> wait = wait(failed);
        boolean spent = failed.next().isPresent() && tried > 0;
        if (wait.isEmpty() || spent || wait.get().compareTo(room(failed)) >= 0) return Optional.empty();
        tried++;
        return wait;
    }

    /** How long to wait before the same model is asked again; absent when it must not be. */
    private Optional<Duration> wait(Failed failed) {
        // This process' own engine would only be asked to do the same with the same.
        if (failed.log().isLocal()) return Optional.empty();
        return switch (failed.failure()) {
            case Failure.Throttled _ -> fitting(failed.rest());
            // The same again would be told the same: 501, or 508 of a loop.
            case Failure.Overloaded told when !isPassing(told.upstreamStatus()) -> Optional.empty();
            case Failure.Overloaded told
            when told.retryAfter().isPresent() ->
                isFast(failed) ? fitting(told.retryAfter().get()) : Optional.empty();
            case Failure.Overloaded _, Failure.Unreachable _ -> hiccup(failed);
            case Failure.Malformed told when told.broken() -> hiccup(failed);
            // It is told something else the next time, which is better than nobody.
            case Failure.Untranslatable told
            when told.taught() && failed.next().isEmpty() -> Optional.of(Duration.ZERO);
            default -> Optional.empty();
        };
    }

    /**
     * How long to wait until somebody may be asked, where nobody may be now; absent when that takes too long.
     *
     * @param rest until the first rest ends; zero while another exchange finds out
     * @param now nanoseconds since the exchange's start
     * @param left of the deadline
     */
    Optional<Duration> rest(Duration rest, long now, Duration left) {
        Duration wait = rest.isZero() ? backoff(0) : rest;
        if (firstFailure.isEmpty()) firstFailure = OptionalLong.of(now);
        Duration longest = LONGEST_WAIT.minusNanos(now - firstFailure.orElseThrow());
        return wait.compareTo(longest) <= 0 && wait.compareTo(left) < 0 ? Optional.of(wait) : Optional.empty();
    }

    /**
     * Whether a rest is waited out before anybody was asked, so that as much as may be needed to answer is left of the
     * deadline; {@code now} and {@code left} as above.
     */
    boolean mayWait(Duration rest, long now, Duration left) {
        return rest.compareTo(LONGEST_WAIT.minusNanos(now)) <= 0 && rest.compareTo(left.dividedBy(2)) <= 0;
    }

    private Duration backoff(int doublings) {
        double half = 0.5 + jitter.getAsDouble();
        return Duration.ofNanos((long) (BACKOFF.toNanos() * half * (1 << doublings)));
    }

    private static Optional<Duration> fitting(Duration asked) {
        return asked.compareTo(LONGEST_WAIT) <= 0 ? Optional.of(asked) : Optional.empty();
    }

    private Optional<Duration> hiccup(Failed failed) {
        return isFast(failed) ? Optional.of(backoff(Math.min(tried, 10))) : Optional.empty();
    }

    private static boolean isPassing(int status) {
        return PASSING.contains(status) || (status >= 520 && status <= 529);
    }

    private static boolean isFast(Failed failed) {
        return failed.took().compareTo(FAST) <= 0;
    }

    private Duration room(Failed failed) {
        if (failed.next().isEmpty()) return failed.left();
        return switch (failed.next().get()) {
            case REPLICA, PEER -> Duration.ZERO;
            // A wait that the deadline does not outlast would end the exchange while somebody stands ready.
            case FIRST, OTHER -> lesser(patience.minusNanos(failed.now() - firstFailure.orElseThrow()), failed.left());
        };
    }

    private static Duration lesser(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
