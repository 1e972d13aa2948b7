package dev.outrigger.proxy;

import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.exchange.Origin;
import dev.outrigger.exchange.Verdict;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;

/** An exchange that is not a chat: handed on to the owner of its dialect, and accounted for. */
final class OtherHandler {
    private OtherHandler() {}

    static void handle(Edge edge, PassThrough passThrough, HttpServerRequest request, Dialect dialect, String path) {
        request.pause();
        Tenancy tenancy = edge.live().enter();
        Live live = tenancy.live();
        long start = edge.nanos().getAsLong();
        Account account = new Account(edge.ids().next(), edge.clock().instant(), live);
        Origin origin = origin(request, dialect);
        var recording = edge.recorder().begin(origin, account.start());
        boolean admitted = edge.admission().tryEnter(live.limits());
        var answered = admitted
                ? passThrough.forward(request, dialect, path, live, account, Optional.empty())
                : io.vertx.core.Future.<Void>failedFuture(new FailureException(new Failure.Saturated(
                        "limits.inFlight is reached: " + live.limits().inFlight() + " exchanges")));
        answered.onComplete(done -> {
            if (admitted) edge.admission().leave();
            tenancy.leave();
            Verdict verdict = done.succeeded() ? new Verdict.Answered() : failed(done.cause());
            verdict.cause().ifPresent(failure -> {
                if (!request.response().headWritten())
                    account.began(Rescue.status(failure), edge.nanos().getAsLong() - start);
                // What is still coming of the upload is let go, or its connection would never end.
                if (!request.isEnded()) request.handler(rest -> {}).resume();
                if (!request.response().headWritten()) request.response().putHeader("connection", "close");
                Rescue.send(request.response(), dialect, account, failure, Optional.empty());
            });
            recording.finish(
                    account.close(origin, List.of(), verdict, edge.nanos().getAsLong() - start));
        });
    }

    private static Verdict failed(Throwable thrown) {
        Failure failure = FailureException.of(thrown);
        return failure instanceof Failure.Cancelled ? new Verdict.Cancelled() : new Verdict.Failed(failure);
    }

    /** The path itself is not named: it may hold ids, and has no bound. */
    private static Origin origin(HttpServerRequest request, Dialect dialect) {
        return new Origin(
                dialect.name(),
                request.method().name(),
                "/" + dialect.name() + "/*",
                Optional.empty(),
                false,
                Optional.ofNullable(request.getHeader("traceparent")),
                0);
    }
}
