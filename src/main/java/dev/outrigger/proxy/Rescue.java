package dev.outrigger.proxy;

import dev.outrigger.backend.Dispatch;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.Failure.Verbatim;
import dev.outrigger.dialect.Dialect;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.Optional;

/** The one exit for failures before the commit point: status, headers and body in the app's dialect. */
final class Rescue {
    /** How long an app is asked to wait when this process itself is at a bound. */
    private static final Duration OWN_WAIT = Duration.ofSeconds(1);

    private Rescue() {}

    /** The status that the app gets for this failure. */
    static int status(Failure failure) {
        return failure.original().map(Verbatim::status).orElse(failure.status());
    }

    /** Sends it. Does nothing when the app has left or an answer has begun. */
    static void send(
            HttpServerResponse response,
            Dialect dialect,
            Account account,
            Failure failure,
            Optional<Dispatch> dispatch) {
        if (response.ended() || response.closed() || response.headWritten()) return;
        response.setStatusCode(status(failure));
        ResponseHead.write(response.headers(), account, dispatch, 0);
        Optional<Duration> wait = wait(failure);
        wait.ifPresent(
                time -> response.putHeader(HeaderNames.RETRY_AFTER, Long.toString(Math.max(1, time.toSeconds()))));
        // We have tried what could be tried: an SDK that retries would only multiply it. Where we name a wait, its own
        // wait is right.
        if (wait.isEmpty() && dispatch.isPresent()) response.putHeader(HeaderNames.SHOULD_RETRY, "false");
        Optional<Verbatim> original = failure.original();
        response.putHeader("content-type", original.map(Verbatim::contentType).orElse("application/json"));
        Bytes body = original.map(Verbatim::body).orElseGet(() -> dialect.encodeFailure(failure, account.id()));
        response.end(Buffer.buffer(body.array()));
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
