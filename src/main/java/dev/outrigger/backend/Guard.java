package dev.outrigger.backend;

import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import io.smallrye.faulttolerance.api.TypedGuard;
import io.vertx.core.Context;
import io.vertx.core.Future;
import jakarta.enterprise.util.TypeLiteral;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;

/**
 * The fault-tolerance wrapping of one backend, up to an attempt's first content: a bulkhead, and for streams the
 * first-token clock. What comes after has timers of its own. Retries are not here: the {@link Dispatcher} owns them.
 */
final class Guard {
    private final String backend;
    private final TypedGuard<CompletionStage<Answer>> bulkhead;
    private final TypedGuard<CompletionStage<Answer>> firstToken;

    Guard(String backend, GuardSettings settings) {
        this.backend = backend;
        this.bulkhead = TypedGuard.create(new AnswerType())
                .withBulkhead()
                .limit(settings.inFlight())
                .queueSize(1)
                .done()
                .build();
        this.firstToken = TypedGuard.create(new AnswerType())
                .withTimeout()
                .duration(settings.firstToken().toMillis(), ChronoUnit.MILLIS)
                .done()
                .build();
    }

    /** Runs the action guarded; the result completes on the context. */
    Future<Answer> whole(Context context, Supplier<Future<Answer>> action) {
        return onContext(context, bulkhead.get(() -> action.get().toCompletionStage()));
    }

    /** The same with the first-token clock. */
    Future<Answer> stream(Context context, Supplier<Future<Answer>> action) {
        return onContext(
                context, bulkhead.get(() -> firstToken.get(() -> action.get().toCompletionStage())));
    }

    private Future<Answer> onContext(Context context, CompletionStage<Answer> stage) {
        return Future.fromCompletionStage(stage, context).recover(thrown -> Future.failedFuture(translated(thrown)));
    }

    private FailureException translated(Throwable thrown) {
        if (thrown instanceof TimeoutException)
            return new FailureException(
                    new Failure.TimedOut("firstToken", "backend " + backend + " sent no content in time"));
        if (thrown instanceof BulkheadException)
            return new FailureException(new Failure.Overloaded(
                    503, "backend " + backend + " has guard.inFlight attempts waiting", java.util.Optional.empty()));
        return thrown instanceof FailureException failure ? failure : new FailureException(FailureException.of(thrown));
    }

    private static final class AnswerType extends TypeLiteral<CompletionStage<Answer>> {
        @java.io.Serial
        private static final long serialVersionUID = 1;
    }
}
