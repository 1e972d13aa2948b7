package dev.outrigger.life;

import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.engine.Shared;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Requests that wait for one load of a model, at most so many. Thread-safe. */
final class WaitingRoom<M> {
    private static final Duration SOON = Duration.ofSeconds(1);

    private List<Waiting<M>> waiting = new ArrayList<>();

    private record Waiting<M>(Promise<Shared.Loan<M>> promise, BooleanSupplier isGivenUp) {}

    /**
     * Waits for the model. Completes on the loader's thread; the loan must be closed, also when nobody wants it any more.
     *
     * @param places of this room; one whose request is given up is free again
     */
    synchronized Future<Shared.Loan<M>> enter(BooleanSupplier isGivenUp, int places) {
        waiting.removeIf(each -> each.isGivenUp().getAsBoolean());
        if (waiting.size() >= places)
            return Future.failedFuture(new FailureException(
                    new Failure.Saturated(places + " requests wait for the model to be loaded already")));
        Waiting<M> one = new Waiting<>(Promise.promise(), isGivenUp);
        waiting.add(one);
        return one.promise().future();
    }

    /** Each gets the model; those that come later must ask again. */
    void serve(Shared<M> model) {
        for (Waiting<M> each : leave()) {
            if (each.isGivenUp().getAsBoolean()) continue;
            Optional<Shared.Loan<M>> loan = model.borrow();
            if (loan.isPresent()) each.promise().complete(loan.get());
            else each.promise().fail(overloaded("the model is gone again"));
        }
    }

    /** None gets it. */
    void fail(String why) {
        leave().forEach(each -> each.promise().fail(overloaded(why)));
    }

    private synchronized List<Waiting<M>> leave() {
        List<Waiting<M>> all = waiting;
        waiting = new ArrayList<>();
        return all;
    }

    private static FailureException overloaded(String why) {
        return new FailureException(new Failure.Overloaded(503, Optional.of(SOON), why, Optional.empty()));
    }
}
