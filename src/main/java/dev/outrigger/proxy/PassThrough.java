package dev.outrigger.proxy;

import dev.outrigger.backend.HttpBackend;
import dev.outrigger.backend.Relay;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.dialect.Dialect;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Hands a request on to the one owner of its dialect, unread, and the answer back, streamed both ways. Never retried: it
 * may leave state upstream.
 */
final class PassThrough {
    private final LongSupplier nanos;

    PassThrough(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /**
     * Completes when the answer's last byte was handed to the connection.
     *
     * @param path below the backend's URL
     * @param body when it was read already; else it is streamed from the request, which must be paused
     */
    Future<Void> forward(
            HttpServerRequest request, Dialect dialect, String path, Live live, Account account, Optional<Bytes> body) {
        HttpBackend owner = live.owners().get(dialect.name());
        if (owner == null) return Future.failedFuture(new FailureException(nobody(dialect)));
        if (request.getHeader("upgrade") != null) return Future.failedFuture(new FailureException(noUpgrade()));
        String query = request.query() == null ? "" : "?" + request.query();
        long start = nanos.getAsLong();
        return owner.relay(request.method(), path + query, request.headers()).compose(relay -> {
            request.response().closeHandler(gone -> relay.cancel());
            return relay.send(body.<Relay.Body>map(Relay.Body.Whole::new).orElseGet(() -> body(request)))
                    .compose(answer -> {
                        account.began(answer.status(), nanos.getAsLong() - start);
                        return back(answer, request.response(), account);
                    })
                    .onFailure(broken -> stop(relay, request));
        });
    }

    /** Neither side goes on: not upstream, whose answer nobody takes, nor what the app may still be sending. */
    private static void stop(Relay relay, HttpServerRequest request) {
        relay.cancel();
        if (!request.isEnded()) request.handler(dropped -> {}).resume();
        // The status is sent: a cut connection is the only way left to say that this is not all.
        if (request.response().headWritten()) request.response().reset();
    }

    private static Relay.Body body(HttpServerRequest request) {
        Optional<String> length = Optional.ofNullable(request.getHeader("content-length"));
        boolean none = length.isEmpty() && request.getHeader("transfer-encoding") == null;
        return none ? new Relay.Body.None() : new Relay.Body.Streamed(request, length);
    }

    private static Future<Void> back(Relay.Answered answer, HttpServerResponse response, Account account) {
        response.setStatusCode(answer.status());
        response.headers().addAll(answer.headers());
        response.putHeader(HeaderNames.EXCHANGE, account.id().value());
        if (!answer.headers().contains("content-length")) response.setChunked(true);
        return answer.body()
                .pipe()
                // An end of its own would make a whole answer of a broken one.
                .endOnFailure(false)
                .to(response)
                .recover(thrown -> Future.failedFuture(new FailureException(
                        response.closed()
                                ? new Failure.Cancelled("the app left")
                                : new Failure.Cut("the answer broke"))));
    }

    private static Failure nobody(Dialect dialect) {
        return new Failure.Rejected(
                404,
                "no such model or endpoint is served here, and there is no backend of kind " + dialect.name()
                        + " to pass it on to",
                Optional.empty());
    }

    private static Failure noUpgrade() {
        return new Failure.Rejected(
                501, "connections that change their protocol are not passed through", Optional.empty());
    }
}
