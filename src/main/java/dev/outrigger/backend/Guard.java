package dev.outrigger.backend;

import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import io.smallrye.faulttolerance.api.TypedGuard;
import io.vertx.core.Context;
import io.vertx.core.Future;
import jakarta.enterprise.util.TypeLiteral;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;

/**
 * The fault-tolerance wrapping of one backend, up to an attempt's first content: a bulkhead, and for streams the
 * first-token clock. What comes after has timers of its own. Retries are not here: the {@link Dispatcher} owns them.
 *
 * <p>The clock is SmallRye Fault Tolerance's, for some 3 µs and one turn of the event loop: the action runs in the next
 * tick. Its asynchronous bulkhead is not used: it queues at least one action, and
 * runs what was queued on the thread that made room, which is another event loop. Here an attempt over the bound fails at
 * once, and every action runs where it was begun.
 */
final class Guard {
    private final String backend;
    private final int bound;
    private final Semaphore room;
    /** By the time they leave: the backend's own, four times that, and whole seconds between, of which there are few. */
    private final Map<Duration, TypedGuard<CompletionStage<Answer>>> firstTokens = new ConcurrentHashMap<>();

    Guard(String backend, int inFlight) {
        this.backend = backend;
        this.bound = inFlight;
        this.room = new Semaphore(inFlight);
    }

    private static TypedGuard<CompletionStage<Answer>> firstToken(Duration within) {
        return TypedGuard.create(new AnswerType())
                .withTimeout()
                .duration(within.toMillis(), ChronoUnit.MILLIS)
                .done()
                .build();
    }

    /** Runs the action at once, on the calling thread, which is the context's; so does its result complete. */
    Future<Answer> whole(Supplier<Future<Answer>> action) {
        return inRoom(action);
    }

    /** Runs the action on the context, in the next tick, with the first-token clock; its result completes there. */
    Future<Answer> stream(Context context, Duration firstToken, Supplier<Future<Answer>> action) {
        TypedGuard<CompletionStage<Answer>> clock = firstTokens.computeIfAbsent(firstToken, Guard::firstToken);
        return inRoom(
                () -> Future.fromCompletionStage(clock.get(() -> action.get().toCompletionStage()), context));
    }

    /** Runs the action at once, with a place of its own until its result is there; fails when there is none. */
    <T> Future<T> inRoom(Supplier<Future<T>> action) {
        if (!room.tryAcquire()) return Future.failedFuture(full());
        Future<T> begun = begun(action);
        return begun.transform(ended -> {
            room.release();
            return ended.succeeded() ? begun : Future.failedFuture(translated(ended.cause()));
        });
    }

    private static <T> Future<T> begun(Supplier<Future<T>> action) {
        try {
            return action.get();
        } catch (RuntimeException fault) {
            return Future.failedFuture(fault);
        }
    }

    private FailureException full() {
        return new FailureException(
                new Failure.Saturated("guard.inFlight of backend " + backend + " is reached: " + bound + " attempts"));
    }

    private FailureException translated(Throwable thrown) {
        if (thrown instanceof TimeoutException)
            return new FailureException(
                    new Failure.TimedOut(Failure.Clock.FIRST_TOKEN, "backend " + backend + " sent no content in time"));
        return thrown instanceof FailureException failure ? failure : new FailureException(FailureException.of(thrown));
    }

    private static final class AnswerType extends TypeLiteral<CompletionStage<Answer>> {
        @java.io.Serial
        private static final long serialVersionUID = 1;
    }
}
