package dev.outrigger.proxy;

import dev.outrigger.backend.HeaderRules;
import dev.outrigger.backend.HttpBackend;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.dialect.Dialect;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
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
        return owner.passThrough(request.method(), path + query, request.headers())
                .compose(upstream -> {
                    request.response().closeHandler(gone -> upstream.reset());
                    return send(request, upstream, body);
                })
                .recover(thrown -> Future.failedFuture(HttpBackend.fault(thrown, owner)))
                .compose(answer -> {
                    account.began(answer.statusCode(), nanos.getAsLong() - start);
                    return back(answer, request.response(), account);
                });
    }

    private static Future<HttpClientResponse> send(
            HttpServerRequest request, HttpClientRequest upstream, Optional<Bytes> body) {
        String encoding = request.getHeader("accept-encoding");
        if (encoding != null) upstream.putHeader("accept-encoding", encoding);
        if (body.isPresent()) return upstream.send(Buffer.buffer(body.get().array()));
        String length = request.getHeader("content-length");
        if (length != null) upstream.putHeader("content-length", length);
        else if (request.getHeader("transfer-encoding") != null) upstream.setChunked(true);
        else return upstream.send();
        return upstream.send(request);
    }

    private static Future<Void> back(HttpClientResponse answer, HttpServerResponse response, Account account) {
        if (response.closed()) {
            answer.request().reset();
            return Future.failedFuture(new FailureException(new Failure.Cancelled("the app left")));
        }
        response.setStatusCode(answer.statusCode());
        response.headers().addAll(HeaderRules.toApp(answer.headers()));
        response.putHeader(HeaderNames.EXCHANGE, account.id().value());
        String length = answer.getHeader("content-length");
        if (length != null) response.putHeader("content-length", length);
        else response.setChunked(true);
        return answer.pipeTo(response)
                .recover(thrown -> Future.failedFuture(new FailureException(new Failure.Cut("the answer broke"))));
    }

    private static Failure nobody(Dialect dialect) {
        return new Failure.Rejected(
                404,
                "this endpoint is passed through, and no backend of kind " + dialect.name() + " is configured",
                Optional.empty());
    }

    private static Failure noUpgrade() {
        return new Failure.Rejected(
                501, "connections that change their protocol are not passed through", Optional.empty());
    }
}
