package dev.outrigger.admit;

import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.sensitive.Allowance;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** A request that is being looked through, or waits for it, or was. Its futures complete on the context that asked for it. */
public final class Look<T> {
    private final Allowance allowance;
    private final Function<Allowance, T> work;
    private final Optional<Context> caller;
    private final Predicate<Look<?>> leaveQueue;
    private final Promise<T> seen = Promise.promise();
    private final Promise<Void> ended = Promise.promise();

    Look(Allowance allowance, Function<Allowance, T> work, Optional<Context> caller, Predicate<Look<?>> leaveQueue) {
        this.allowance = allowance;
        this.work = work;
        this.caller = caller;
        this.leaveQueue = leaveQueue;
    }

    /** One that is over. */
    static <T> Look<T> over(T seen) {
        Look<T> look = none();
        look.finish(Future.succeededFuture(seen));
        return look;
    }

    /** One that never began. */
    static <T> Look<T> refused(FailureException why) {
        Look<T> look = none();
        look.finish(Future.failedFuture(why));
        return look;
    }

    private static <T> Look<T> none() {
        return new Look<>(
                Allowance.ample(),
                spent -> {
                    throw new IllegalStateException("it is over");
                },
                Optional.empty(),
                look -> false);
    }

    /** What was found; fails where nobody could look, with what broke while somebody did, or once it is abandoned. */
    public Future<T> seen() {
        return seen.future();
    }

    /** Completes when nobody reads the request any more, and not before, also where it was abandoned. */
    public Future<Void> ended() {
        return ended.future();
    }

    /** Nobody waits for it any more: it leaves the queue at once, or ends soon. Called where it was asked for. */
    public void abandon() {
        allowance.end();
        if (leaveQueue.test(this)) ended.tryComplete();
        seen.tryFail(new FailureException(new Failure.Cancelled("nobody waits for it any more")));
    }

    /** It left the queue, and nobody looks. */
    void refuse(FailureException why) {
        tell(Future.failedFuture(why));
    }

    /** Looks, on another thread. Whatever breaks there is told, as whoever waits must not take it for looked through. */
    void run(Runnable leave) {
        Future<T> found;
        try {
            found = Future.succeededFuture(work.apply(allowance));
        } catch (Throwable fault) {
            found = Future.failedFuture(fault);
        } finally {
            leave.run();
        }
        tell(found);
    }

    private void tell(Future<T> found) {
        try {
            caller.ifPresentOrElse(loop -> loop.runOnContext(now -> finish(found)), () -> finish(found));
        } catch (RuntimeException closed) {
            // An event loop that is closed serves nobody who could wait.
            System.getLogger("dev.outrigger").log(System.Logger.Level.DEBUG, "nobody is left to tell", closed);
        }
    }

    private void finish(Future<T> found) {
        // First, as what follows on the other may end the exchange.
        ended.tryComplete();
        if (found.succeeded()) seen.tryComplete(found.result());
        else seen.tryFail(found.cause());
    }
}
