package dev.outrigger.backend;

import dev.outrigger.backend.Breaker.Pass;
import dev.outrigger.backend.Candidates.Next;
import dev.outrigger.chat.Failure;
import dev.outrigger.exchange.Attempt;
import dev.outrigger.exchange.Verdict;
import dev.outrigger.registry.ModelProfile;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The answer that the app reads, and who goes on with it where it breaks off: the same model once more, or else the next.
 * One exchange's; confined to its event loop.
 */
final class Continuation implements Seam.Owner {
    /** Who makes attempts. */
    interface Owner {
        /** The model that was asked last. */
        ModelProfile asked();

        /** It is asked now. */
        void attempt(Next next, Attempt.Cause cause);

        /** The next one is asked, or else this is done. */
        void goOn(Runnable otherwise);

        /** The attempt is not wanted any more. */
        void drop(Trial trial, Verdict how);

        /** It is over. */
        void close(Verdict how);
    }

    private final Dispatcher dispatcher;
    private final Order order;
    private final Candidates candidates;
    private final Attempts attempts;
    private final Allowance allowance;
    private final Owner owner;
    private @Nullable Resumption resumption;

    Continuation(
            Dispatcher dispatcher,
            Order order,
            Candidates candidates,
            Attempts attempts,
            Allowance allowance,
            Owner owner) {
        this.dispatcher = dispatcher;
        this.order = order;
        this.candidates = candidates;
        this.attempts = attempts;
        this.allowance = allowance;
        this.owner = owner;
    }

    /** An answer has begun; returns what the app reads. */
    Answer begin(Answer opened) {
        Resumption begun = Resumption.of(order, opened, this).orElse(null);
        resumption = begun;
        if (begun == null) return opened;
        begun.begin(opened);
        return begun.answer();
    }

    /** Whether an answer has begun that may be gone on with: from now on every attempt is to do that. */
    boolean hasBegun() {
        return resumption != null;
    }

    /** The answer that has begun, if it may be gone on with. */
    Optional<Resumption> begun() {
        return Optional.ofNullable(resumption);
    }

    /** What this model is asked. */
    Order order(ModelProfile model) {
        return resumption == null ? order : resumption.order(model);
    }

    /** All of what broke off has gone to the app: the same model is asked again, or else the next. */
    @Override
    public void cut(Failure failure) {
        Resumption broken = Objects.requireNonNull(resumption);
        if (!broken.mayFollow(failure) || !allowance.mayBegin()) {
            giveUp();
            return;
        }
        ModelProfile model = owner.asked();
        candidates.failed(model, failure);
        Availability availability = dispatcher.availability(model.name());
        Pass pass = broken.mayAskAgain(dispatcher.budget(model), candidates.drafts())
                ? availability.tryPass()
                : Pass.DENIED;
        if (pass == Pass.DENIED) elsewhere();
        else owner.attempt(new Next(model, availability, pass), Attempt.Cause.RESUME);
    }

    @Override
    public void differs() {
        Failure diverged = new Failure.Diverged("it says something else than the app has already");
        attempts.underWay().forEach(trial -> owner.drop(trial, new Verdict.Failed(diverged)));
        elsewhere();
    }

    /** The next one is asked to go on. */
    void elsewhere() {
        if (allowance.mayBegin()) owner.goOn(this::giveUp);
        else giveUp();
    }

    private void giveUp() {
        owner.close(Verdict.of(Objects.requireNonNull(resumption).giveUp()));
    }
}
