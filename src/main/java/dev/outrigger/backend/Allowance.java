package dev.outrigger.backend;

import dev.outrigger.chat.Failure;
import dev.outrigger.registry.ModelProfile;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How many attempts an exchange may still make, and how much of its deadline each of them has: so much that somebody else
 * can be asked after it. One exchange's; confined to its event loop.
 */
final class Allowance {
    private final Dispatcher dispatcher;
    private final Order order;
    private final Candidates candidates;
    private final Attempts attempts;
    private final Clocks clocks;
    private @Nullable Failure refusal;

    Allowance(Dispatcher dispatcher, Order order, Candidates candidates, Attempts attempts, Clocks clocks) {
        this.dispatcher = dispatcher;
        this.order = order;
        this.candidates = candidates;
        this.attempts = attempts;
        this.clocks = clocks;
    }

    boolean mayBegin() {
        return refusal == null && attempts.begun() < dispatcher.attempts();
    }

    /** After this failure nobody else may be asked, and no attempt of another one's begins any more. */
    void refused(Failure failure) {
        refusal = failure;
    }

    /** Why nobody else may be asked, if that is so. */
    Optional<Failure> refusal() {
        return Optional.ofNullable(refusal);
    }

    /** Whether there will be somebody to ask after the attempt that begins now. */
    boolean hasNext() {
        return attempts.begun() + 1 < dispatcher.attempts()
                && next(other -> true, Duration.ZERO).isPresent();
    }

    /** Whether anybody else is asked already, or may be now. */
    boolean hasOthers(Trial held) {
        return attempts.underWay().stream().anyMatch(trial -> !trial.equals(held))
                || next(other -> true, Duration.ZERO).isPresent();
    }

    /** Takes out who is asked now; absent when nobody can be. */
    Optional<Candidates.Next> instead() {
        return mayBegin() ? candidates.next() : Optional.empty();
    }

    /** Whom the exchange may still go on to, if an attempt fails. */
    Optional<ModelProfile> next(Predicate<ModelProfile> isMeant, Duration within) {
        return mayBegin() ? candidates.after(isMeant, within) : Optional.empty();
    }

    /** What an attempt leaves to this one. */
    Duration reserve(ModelProfile other) {
        return dispatcher.reserve(other, order.request().stream(), clocks.left());
    }

    /** Ends an attempt that is under way where what is left belongs to the next candidate. */
    void bound(Trial trial, Runnable late) {
        if (candidates.isDone()) return;
        String backend = trial.log().profile().backend();
        // One beside it would not be asked after a clock ran out: it has no share.
        next(other -> !other.backend().equals(backend), half(clocks.left()))
                .map(this::reserve)
                .ifPresent(reserve -> attempts.arm(trial, clocks.share(reserve, late)));
    }

    /** Dividing a duration goes by way of decimals. */
    private static Duration half(Duration left) {
        return Duration.ofNanos(left.toNanos() / 2);
    }
}
