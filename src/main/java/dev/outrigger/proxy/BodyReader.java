package dev.outrigger.proxy;

import dev.outrigger.admit.Gathering;
import dev.outrigger.admit.Hold;
import dev.outrigger.admit.Holdings;
import dev.outrigger.admit.Limits;
import dev.outrigger.backend.ContentLength;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.dialect.Request;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request's body whole, within {@code limits.bodyBytes} and {@code limits.bufferedBytes}, and holds it until an
 * answer begins. Confined to one event loop.
 */
final class BodyReader {
    /** The deadline passed while the app was still sending. */
    static final Failure NOT_SENT =
            new Failure.Rejected(408, "the request was not sent whole within limits.deadline", Optional.empty());

    /** What was sent in chunks is no body. */
    static final Failure BROKEN =
            new Failure.Rejected(400, "the body is not in chunks as HTTP has them", Optional.empty());

    private final HttpServerRequest request;
    private final Holdings holdings;
    private final Limits limits;
    private final Hold hold;
    private final Gathering body;
    private @Nullable Promise<Bytes> reading;

    BodyReader(HttpServerRequest request, Holdings holdings, Limits limits) {
        this.request = request;
        this.holdings = holdings;
        this.limits = limits;
        this.hold = holdings.open();
        this.body = new Gathering(hold);
    }

    /** Completes at the body's end; fails as soon as a bound is passed, without keeping more. */
    Future<Bytes> read() {
        long announced = ContentLength.of(request.headers());
        if (announced > limits.bodyBytes().bytes()) return Future.failedFuture(tooLarge());
        if (!body.tryExpect(announced)) return Future.failedFuture(full("a body of " + announced + " bytes"));
        Promise<Bytes> begun = Promise.promise();
        reading = begun;
        request.exceptionHandler(
                gone -> fail(new FailureException(new Failure.Cancelled("the app left while it was sending"))));
        request.handler(this::take);
        request.endHandler(end -> complete());
        StrictHttp.whenBroken(request, () -> fail(new FailureException(BROKEN)));
        goOn(request);
        return begun.future();
    }

    /** An app that waits with its body, until it is told that it will be read, is told so. */
    static void goOn(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_1_1 && "100-continue".equalsIgnoreCase(request.getHeader("expect")))
            request.response().writeContinue();
    }

    /** Likewise, as what the exchange does meanwhile: fails as soon as that is stopped. */
    Future<Bytes> readFor(OpenExchange exchange) {
        Promise<Bytes> whole = Promise.promise();
        exchange.now(why -> {
            // Where its own clock ran out the reader says so better.
            if (!(why instanceof Failure.TimedOut)) whole.tryFail(new FailureException(why));
            giveUp();
        });
        read().onSuccess(whole::tryComplete).onFailure(whole::tryFail);
        return whole.future().map(bytes -> {
            exchange.now(Work.NONE);
            return bytes;
        });
    }

    /** The deadline passed before the body was whole. */
    void giveUp() {
        fail(new FailureException(NOT_SENT));
    }

    /**
     * Holds what the request takes beside its bytes, from when the exchange knows of it, and has it looked through; fails when
     * there is no room, before anybody looks.
     */
    <T extends Request> Future<T> keepFor(OpenExchange exchange, T read) {
        exchange.read(read);
        return hold.tryGrow(read.readBytes())
                ? exchange.look(gate -> gate.read(read)).map(seen -> read)
                : Future.failedFuture(full("a request of so many parts"));
    }

    /** An answer has begun: the request is not needed any more. */
    void letGo(Request read) {
        read.letGo();
        hold.release();
    }

    private void take(Buffer piece) {
        if (reading == null) return;
        if (body.size() + (long) piece.length() > limits.bodyBytes().bytes()) fail(tooLarge());
        else if (!body.tryAdd(piece)) fail(full("a request body"));
    }

    /** What was read is not kept here: whoever asked for it decides how long it lives. */
    private void complete() {
        Promise<Bytes> begun = reading;
        reading = null;
        if (begun != null) begun.complete(body.take());
    }

    private void fail(FailureException failure) {
        Promise<Bytes> begun = reading;
        reading = null;
        if (begun == null) return;
        body.take();
        hold.release();
        begun.fail(failure);
    }

    private FailureException full(String what) {
        return new FailureException(holdings.full(what));
    }

    private FailureException tooLarge() {
        return new FailureException(
                new Failure.BodyTooLarge("the body is over limits.bodyBytes, " + limits.bodyBytes()));
    }
}
