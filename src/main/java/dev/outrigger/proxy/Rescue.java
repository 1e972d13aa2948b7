package dev.outrigger.proxy;

import dev.outrigger.backend.Sever;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.Failure.Verbatim;
import dev.outrigger.chat.Header;
import dev.outrigger.dialect.Dialect;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The one exit for failures: before the commit point status, headers and body in the app's dialect, after it a cut. */
final class Rescue {
    /** How long an app is asked to wait when this process itself is at a bound. */
    private static final Duration OWN_WAIT = Duration.ofSeconds(1);

    private Rescue() {}

    /** The status that an app of this dialect gets for the failure: upstream's own only with its own body. */
    static int status(Failure failure, Dialect dialect) {
        return original(failure, dialect).map(Verbatim::status).orElse(failure.status());
    }

    /** Of another dialect the app gets the words alone. */
    private static Optional<Verbatim> original(Failure failure, Dialect dialect) {
        return failure.original().filter(sent -> sent.dialect().equals(dialect.name()));
    }

    /** Sends it. An answer that has begun is cut: nobody may take it for a whole one. Nothing when the app has left. */
    static void send(HttpServerRequest request, Dialect dialect, Account account, Failure failure) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) return;
        if (response.headWritten()) {
            cut(request);
            return;
        }
        Optional<Verbatim> original = original(failure, dialect);
        response.setStatusCode(status(failure, dialect));
        for (Header header : original.map(Verbatim::headers).orElse(List.of()))
            response.headers().add(header.name(), header.value());
        ResponseHead.write(response.headers(), account, 0);
        Optional<Duration> wait = wait(failure);
        wait.ifPresent(
                time -> response.putHeader(HeaderNames.RETRY_AFTER, Long.toString(Math.max(1, wholeSeconds(time)))));
        // We have tried what could be tried: an SDK that retries would only multiply it. Where we name a wait, its own
        // wait is right.
        if (wait.isEmpty() && account.dispatch().isPresent()) response.putHeader(HeaderNames.SHOULD_RETRY, "false");
        response.putHeader("content-type", original.map(Verbatim::contentType).orElse("application/json"));
        Bytes body = original.map(Verbatim::body).orElseGet(() -> dialect.encodeFailure(failure, account.id()));
        if (!request.isEnded()) response.putHeader("connection", "close");
        response.end(Buffer.buffer(body.array()));
    }

    /** Ends the answer where it is; an app that does not even read that far has a moment to. */
    static void cut(HttpServerRequest request) {
        request.response().reset();
        later(() -> Sever.now(request.connection()));
    }

    /**
     * What is still coming of a body that nobody reads any more is let go; a connection that then goes on sending is
     * closed, once its app had the time to read the answer. Does nothing when the body has come.
     */
    static void letGo(HttpServerRequest request) {
        if (request.isEnded() || request.response().closed()) return;
        request.handler(rest -> {}).resume();
        Runnable disarm = later(() -> Sever.now(request.connection()));
        request.exceptionHandler(gone -> disarm.run());
        request.endHandler(end -> {
            disarm.run();
            request.connection().close();
        });
    }

    private static Runnable later(Runnable task) {
        Vertx vertx = Vertx.currentContext().owner();
        long timer = vertx.setTimer(OpenExchange.GRACE.toMillis(), passed -> task.run());
        return () -> vertx.cancelTimer(timer);
    }

    /** Whoever came a moment before the wait is over would be told to wait again. */
    private static long wholeSeconds(Duration wait) {
        return wait.plusNanos(999_999_999).toSeconds();
    }

    private static Optional<Duration> wait(Failure failure) {
        return switch (failure) {
            case Failure.Throttled throttled -> throttled.retryAfter();
            case Failure.Overloaded overloaded -> overloaded.retryAfter();
            case Failure.Saturated saturated -> Optional.of(OWN_WAIT);
            case Failure.NoCandidate nobody -> Optional.of(OWN_WAIT);
            default -> Optional.empty();
        };
    }
}
