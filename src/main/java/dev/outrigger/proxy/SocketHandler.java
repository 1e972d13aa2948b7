package dev.outrigger.proxy;

import dev.outrigger.backend.HttpBackend;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.exchange.Attempt;
import dev.outrigger.exchange.Verdict;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketBase;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket that an app wants of the owner of its dialect: upstream shakes hands first, so that its refusal is the
 * app's answer; then frames go both ways as they come, each side as fast as the other reads. It lasts until either side
 * closes it, for no deadline holds for a conversation, or until a newer configuration does not let it go on. Confined to
 * one event loop.
 */
final class SocketHandler implements Work {
    private static final int SWITCHED = 101;

    /** Codes of a close. Source: RFC 6455, section 7.4.1. */
    private static final short NORMAL = 1000;

    private static final short GOING_AWAY = 1001;
    private static final short FORBIDDEN = 1008;
    private static final short UNSAID = 1005;
    private static final short ABNORMAL = 1006;
    private static final short BROKEN = 1011;

    /** At most 123 bytes. Source: RFC 6455, section 5.5. */
    private static final String WITHHELD = "the section privacy does not let this be passed on any more";

    private final OpenExchange exchange;
    private final HttpServerRequest request;
    private final HttpBackend owner;
    private final Promise<Verdict> over = Promise.promise();
    private long start;
    private List<Attempt> made = List.of();
    private @Nullable WebSocket upstream;
    private @Nullable ServerWebSocket app;

    private SocketHandler(OpenExchange exchange, HttpServerRequest request, HttpBackend owner) {
        this.exchange = exchange;
        this.request = request;
        this.owner = owner;
    }

    /** Whether the request wants one. */
    static boolean isWanted(HttpServerRequest request) {
        return "websocket".equalsIgnoreCase(request.getHeader("upgrade"));
    }

    /** @param path below the backend's URL */
    static void handle(Edge edge, HttpServerRequest request, Dialect dialect, String path) {
        // It must not end before it has become a socket.
        request.pause();
        OpenExchange exchange = OpenExchange.begin(edge, request, dialect, "/" + dialect.name() + "/*");
        exchange.answer(() -> exchange.admit()
                .compose(in -> exchange.look(Gate::unread))
                .compose(seen -> {
                    HttpBackend owner = exchange.live().owners().get(dialect.name());
                    if (owner == null) return Future.failedFuture(new FailureException(PassThrough.nobody(dialect)));
                    Optional<Failure> withheld = exchange.withheldFrom(owner);
                    return withheld.isPresent()
                            ? Future.failedFuture(new FailureException(withheld.get()))
                            : new SocketHandler(exchange, request, owner).converse(dialect, path);
                }));
    }

    private Future<Verdict> converse(Dialect dialect, String path) {
        exchange.now(this);
        exchange.lastsWith(owner);
        // A configuration that came in between may have stopped it.
        if (exchange.stopped().isPresent())
            return Future.failedFuture(new FailureException(exchange.stopped().get()));
        start = exchange.nanosSinceStart();
        owner.socket(path + PassThrough.query(request, dialect), request.headers())
                .compose(this::shake)
                .onSuccess(ours -> join())
                .onFailure(over::tryFail);
        return over.future().andThen(ended -> made = List.of(attempt(verdict(ended.result(), ended.cause()))));
    }

    private static Verdict verdict(@Nullable Verdict ended, @Nullable Throwable cause) {
        if (ended != null) return ended;
        Failure failure = FailureException.of(cause == null ? new IllegalStateException() : cause);
        return failure instanceof Failure.Cancelled ? new Verdict.Cancelled() : new Verdict.Failed(failure);
    }

    private Future<ServerWebSocket> shake(WebSocket theirs) {
        upstream = theirs;
        theirs.pause();
        if (exchange.stopped().isPresent()) {
            close(theirs, GOING_AWAY);
            return Future.failedFuture(new FailureException(exchange.stopped().get()));
        }
        return request.toWebSocket().onSuccess(ours -> app = ours).onFailure(gone -> close(theirs, GOING_AWAY));
    }

    private void join() {
        WebSocket theirs = upstream;
        ServerWebSocket ours = app;
        if (theirs == null || ours == null) return;
        exchange.account().began(SWITCHED, exchange.nanosSinceStart());
        pour(ours, theirs);
        pour(theirs, ours);
        theirs.closeHandler(closed -> ended(theirs, ours, new Failure.Cut("upstream broke the socket")));
        ours.closeHandler(closed -> ended(ours, theirs, new Failure.Cancelled("the app left")));
        theirs.resume();
        ours.resume();
    }

    private static void pour(WebSocketBase from, WebSocketBase to) {
        from.exceptionHandler(told -> {});
        from.frameHandler(frame -> {
            // Each connection answers its own pings, and closes itself.
            if (frame.isPing() || frame.isClose()) return;
            to.writeFrame(frame);
            if (!to.writeQueueFull()) return;
            from.pause();
            to.drainHandler(drained -> from.resume());
        });
    }

    /** One side is closed: so is the other, with the same code; without one it was broken. */
    private void ended(WebSocketBase side, WebSocketBase other, Failure broken) {
        Short said = side.closeStatusCode();
        short code = said == null ? ABNORMAL : said;
        boolean whole = code != ABNORMAL;
        if (!other.isClosed())
            close(
                    other,
                    switch (code) {
                        case ABNORMAL -> GOING_AWAY;
                        case UNSAID -> NORMAL;
                        default -> code;
                    });
        if (whole) over.tryComplete(new Verdict.Answered());
        else over.tryFail(new FailureException(broken));
    }

    private static void close(WebSocketBase socket, short code) {
        socket.close(code).onFailure(closedAlready -> {});
    }

    @Override
    public void stop(Failure why) {
        short code = switch (why) {
            case Failure.Private withheld -> FORBIDDEN;
            case Failure.NoCandidate removed -> GOING_AWAY;
            case Failure.Cancelled left -> GOING_AWAY;
            case Failure.Saturated full -> GOING_AWAY;
            default -> BROKEN;
        };
        if (upstream != null) close(upstream, code);
        if (app != null && code == FORBIDDEN) app.close(code, WITHHELD).onFailure(closedAlready -> {});
        else if (app != null) close(app, code);
        over.tryFail(new FailureException(why));
    }

    @Override
    public Future<List<Attempt>> attempts() {
        return Future.succeededFuture(made);
    }

    private Attempt attempt(Verdict verdict) {
        OptionalInt status = app == null ? OptionalInt.empty() : OptionalInt.of(SWITCHED);
        return PassThrough.unread(owner, Optional.empty(), start, exchange.nanosSinceStart(), status, verdict);
    }
}
