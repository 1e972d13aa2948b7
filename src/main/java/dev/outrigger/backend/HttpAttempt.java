package dev.outrigger.backend;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.dialect.Dialect.Answered;
import dev.outrigger.dialect.Dialect.StreamDecoder;
import dev.outrigger.dialect.ErrorAnswer;
import dev.outrigger.dialect.ErrorAnswer.KeyOwner;
import dev.outrigger.dialect.Rewrite;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** One call of an HTTP upstream, from its request to the end of its answer. Confined to one event loop. */
final class HttpAttempt implements Valve {
    /** An error answer longer than this is not read to its end. */
    static final int MAX_ERROR_BYTES = 1024 * 1024;

    /** An answer that is not streamed is held whole; a longer one is refused as malformed. */
    static final int MAX_WHOLE_BYTES = 64 * 1024 * 1024;

    private final HttpBackend backend;
    private final Call call;
    private final Rewrite rewrite;
    private final KeyOwner keyOwner;
    private @Nullable HttpClientRequest request;
    private @Nullable HttpClientResponse response;
    private boolean cancelled;
    private boolean done;

    HttpAttempt(HttpBackend backend, Call call, Rewrite rewrite, KeyOwner keyOwner) {
        this.backend = backend;
        this.call = call;
        this.rewrite = rewrite;
        this.keyOwner = keyOwner;
    }

    Future<Answer> send() {
        Buffer body = Buffer.buffer(
                backend.dialect().rewriteRequest(call.inbound(), rewrite).array());
        return backend.open(call.headers())
                .compose(opened -> {
                    request = opened;
                    if (cancelled) opened.reset();
                    return opened.send(body);
                })
                .compose(this::read)
                .recover(thrown -> Future.failedFuture(UpstreamFault.of(thrown, backend.name())));
    }

    private Future<Answer> read(HttpClientResponse head) {
        response = head;
        if (head.statusCode() >= 300 || head.statusCode() < 200) return error(head);
        String type = Optional.ofNullable(head.getHeader("content-type")).orElse("");
        return type.startsWith(backend.dialect().streamType()) ? stream(head) : whole(head);
    }

    private Future<Answer> error(HttpClientResponse head) {
        return body(head, MAX_ERROR_BYTES).compose(body -> {
            String type = Optional.ofNullable(head.getHeader("content-type")).orElse("text/plain");
            Failure failure = backend.dialect()
                    .decodeFailure(new ErrorAnswer(
                            head.statusCode(),
                            type,
                            name -> Optional.ofNullable(head.getHeader(name)),
                            body,
                            keyOwner));
            return Future.failedFuture(new FailureException(failure));
        });
    }

    private Future<Answer> whole(HttpClientResponse head) {
        return body(head, MAX_WHOLE_BYTES).compose(body -> switch (backend.dialect()
                .decodeAnswer(body)) {
            case Answered.Whole whole ->
                Future.succeededFuture(answer(head, false, FrameQueue.whole(whole.frame(), progress())));
            case Answered.Broken broken -> Future.failedFuture(new FailureException(broken.failure()));
        });
    }

    private Future<Bytes> body(HttpClientResponse head, int limit) {
        Promise<Bytes> read = Promise.promise();
        Buffer body = Buffer.buffer();
        head.exceptionHandler(
                thrown -> read.tryFail(new FailureException(new Failure.Malformed("the answer broke before its end"))));
        head.endHandler(end -> {
            done = true;
            read.tryComplete(Bytes.of(body.getBytes()));
        });
        head.handler(chunk -> {
            body.appendBuffer(chunk);
            if (body.length() <= limit) return;
            read.tryFail(new FailureException(new Failure.Malformed("the answer is longer than " + limit + " bytes")));
            cancel();
        });
        return read.future();
    }

    private Future<Answer> stream(HttpClientResponse head) {
        FrameQueue queue = new FrameQueue(progress(), this);
        StreamDecoder decoder = backend.dialect().streamDecoder(rewrite);
        head.exceptionHandler(thrown -> {
            done = true;
            queue.fail(new Failure.Malformed("the connection broke"));
        });
        head.endHandler(end -> {
            done = true;
            decoder.end().forEach(queue::offer);
            queue.complete();
        });
        head.handler(chunk -> decoder.decode(Bytes.of(chunk.getBytes())).forEach(queue::offer));
        return queue.opened().map(opened -> answer(head, true, queue));
    }

    private Progress progress() {
        return new Progress(call.inbound().request().sampling().choices());
    }

    private static Answer answer(HttpClientResponse head, boolean stream, FrameQueue frames) {
        return new Answer(OptionalInt.of(head.statusCode()), HeaderRules.toApp(head.headers()), stream, frames);
    }

    /** Resets upstream, so that nothing is paid for that nobody reads. */
    void cancel() {
        cancelled = true;
        if (request != null && !done) request.reset();
    }

    @Override
    public void open() {
        if (response != null && !done) response.resume();
    }

    @Override
    public void close() {
        if (response != null && !done) response.pause();
    }

    @Override
    public void shut() {
        cancel();
    }
}
