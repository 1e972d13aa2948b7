package dev.outrigger.proxy;

import dev.outrigger.admit.Admission;
import dev.outrigger.admit.Limits;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/** Reads a request's body whole, within {@code limits.bodyBytes} and {@code limits.bufferedBytes}. */
final class BodyReader {
    private final HttpServerRequest request;
    private final Admission admission;
    private final Limits limits;
    private final Promise<Bytes> read = Promise.promise();
    private final Buffer body = Buffer.buffer();
    private long held;

    BodyReader(HttpServerRequest request, Admission admission, Limits limits) {
        this.request = request;
        this.admission = admission;
        this.limits = limits;
    }

    /** Completes at the body's end; fails as soon as a bound is passed, without reading on. */
    Future<Bytes> read() {
        if (announced() > limits.bodyBytes().bytes()) return Future.failedFuture(tooLarge());
        request.exceptionHandler(
                gone -> read.tryFail(new FailureException(new Failure.Cancelled("the app left while it was sending"))));
        request.handler(this::take);
        request.endHandler(end -> read.tryComplete(Bytes.of(body.getBytes())));
        return read.future();
    }

    /** The deadline passed before the body was whole. */
    void giveUp() {
        read.tryFail(new FailureException(
                new Failure.Rejected(408, "the request was not sent whole within limits.deadline", Optional.empty())));
    }

    /** Gives back the memory it counted; the body must not be used after. */
    void release() {
        admission.release(held);
        held = 0;
    }

    private void take(Buffer chunk) {
        if (read.future().isComplete()) return;
        if (body.length() + (long) chunk.length() > limits.bodyBytes().bytes()) {
            read.tryFail(tooLarge());
        } else if (!admission.tryHold(chunk.length(), limits)) {
            read.tryFail(new FailureException(new Failure.Saturated(
                    "limits.bufferedBytes is reached: request bodies hold " + limits.bufferedBytes())));
        } else {
            held += chunk.length();
            body.appendBuffer(chunk);
        }
    }

    private long announced() {
        String length = request.getHeader("content-length");
        return length != null && length.matches("\\d{1,18}") ? Long.parseLong(length) : 0;
    }

    private FailureException tooLarge() {
        return new FailureException(
                new Failure.BodyTooLarge("the body is over limits.bodyBytes, " + limits.bodyBytes()));
    }
}
