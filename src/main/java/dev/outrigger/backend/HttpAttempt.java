package dev.outrigger.backend;

import dev.outrigger.admit.Gathering;
import dev.outrigger.analyze.Timer;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.KeyOwner;
import dev.outrigger.chat.Splice;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.dialect.Dialect.Answered;
import dev.outrigger.dialect.Dialect.StreamDecoder;
import dev.outrigger.dialect.ErrorAnswer;
import dev.outrigger.dialect.HeapCost;
import dev.outrigger.dialect.Rewrite;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** One call of an HTTP upstream, from its request to the end of its answer. Confined to one event loop. */
final class HttpAttempt {
    /** An error answer longer than this, or slower, or without room, is judged by its status alone. */
    static final int MAX_ERROR_BYTES = 256 * 1024;

    static final Duration ERROR_BODY = Duration.ofSeconds(5);

    private final HttpBackend backend;
    private final Dialect dialect;
    private final Call call;
    private final Rewrite rewrite;
    private final Speech speech;
    private final Optional<Proof> proof;
    private final StreamClocks clocks;
    private final Timer timer;
    private final Promise<Answer> answer = Promise.promise();
    private @Nullable Outgoing outgoing;
    private @Nullable Turn turn;
    private @Nullable HttpStream stream;
    private Future<Void> sent = Future.succeededFuture();
    private long began;
    private boolean answering;
    private boolean cancelled;
    private boolean done;

    /**
     * @param dialect in which upstream is asked
     * @param proof the operator's, for this call
     * @param clocks of its answer, if that is streamed
     */
    HttpAttempt(
            HttpBackend backend,
            Dialect dialect,
            Call call,
            Rewrite rewrite,
            Optional<Proof> proof,
            StreamClocks clocks) {
        this.backend = backend;
        this.dialect = dialect;
        this.call = call;
        this.rewrite = rewrite;
        this.speech = Speech.of(call, dialect, rewrite);
        this.proof = proof;
        this.clocks = clocks;
        this.timer = Timer.of(call.context().owner());
    }

    Future<Answer> send() {
        if (cancelled) return answer.future();
        began = System.nanoTime();
        HttpClients.Loop loop = backend.clients();
        Outgoing said;
        try {
            said = Outgoing.of(call, dialect, speech);
        } catch (FailureException unsaid) {
            return Future.failedFuture(unsaid);
        }
        outgoing = said;
        ask(loop.kept(), loop, said)
                .recover(thrown -> isStale(thrown) ? ask(loop.fresh(), loop, said) : Future.failedFuture(thrown))
                // An answer lets its request go: not before upstream has it.
                .compose(opened -> sent.map(opened))
                .onSuccess(answer::tryComplete)
                .onFailure(thrown -> answer.tryFail(judged(thrown)));
        return answer.future();
    }

    private FailureException judged(Throwable thrown) {
        Failure failure = UpstreamFault.of(thrown, backend.name()).failure();
        Failure judged = new Blame(call, rewrite, isTheApps(), owner()).judge(failure);
        return new FailureException(
                judged instanceof Failure.Untranslatable refused && outgoing != null
                        ? backend.learned(refused, call, rewrite, dialect, outgoing.body())
                        : judged);
    }

    /** A kept connection may have been closed by upstream just as it was used: that is nobody's failure. */
    private boolean isStale(Throwable thrown) {
        return turn != null && turn.isOnUsedConnection() && !answering && !cancelled && UpstreamFault.isClosed(thrown);
    }

    private Future<Answer> ask(HttpClient client, HttpClients.Loop loop, Outgoing said) {
        turn = null;
        return backend.open(client, said, dialect, call.headers(), proof)
                .compose(opened -> {
                    turn = loop.begin(opened);
                    // Without a handler Vert.x logs what the response's future tells already.
                    opened.exceptionHandler(told -> {});
                    if (!cancelled) return upload(opened, said.body());
                    opened.reset();
                    return Future.failedFuture(cancelled());
                })
                .compose(this::read);
    }

    private Future<HttpClientResponse> upload(HttpClientRequest opened, Splice body) {
        Upload upload = Upload.send(opened, body);
        sent = upload.sent();
        return upload.answer();
    }

    private Future<Answer> read(HttpClientResponse head) {
        answering = true;
        head.exceptionHandler(told -> {});
        if (proof.isPresent()) backend.headrooms.told(call.profile(), head.headers());
        int status = head.statusCode();
        if (status >= 300 && status < 400)
            return failed(new Failure.Malformed("upstream redirects, which is not followed"));
        if (status >= 400 || status < 200) return error(head);
        String expected = speech.streamType();
        boolean streams = type(head).regionMatches(true, 0, expected, 0, expected.length());
        if (streams && !isStream()) return failed(new Failure.Malformed("upstream streams what was asked for whole"));
        return streams ? stream(head) : whole(head);
    }

    private boolean isStream() {
        return call.request().stream();
    }

    private Future<Answer> error(HttpClientResponse head) {
        return body(head, MAX_ERROR_BYTES, ERROR_BODY)
                .otherwise(Bytes.EMPTY)
                .compose(body -> failed(refused(error(head, body))));
    }

    private ErrorAnswer error(HttpClientResponse head, Bytes body) {
        Secrets secrets = Secrets.of(proof);
        MultiMap headers = secrets.hidden(head.headers());
        return new ErrorAnswer(
                head.statusCode(),
                secrets.hidden(type(head)),
                backend.headers(headers),
                secrets.hidden(body),
                backend.name(),
                rewrite.model(),
                owner(),
                HeaderRules.ofRefusal(headers));
    }

    private Failure refused(ErrorAnswer told) {
        Failure failure = dialect.decodeFailure(told);
        Optional<String> because = proof.flatMap(shown -> shown.refused(told.status(), told.headers()));
        if (because.isEmpty()) return failure;
        String message = failure.message() + "; " + because.get();
        return switch (failure) {
            case Failure.Forbidden forbidden -> new Failure.Forbidden(message);
            case Failure.Unauthorized unauthorized -> new Failure.Unauthorized(message);
            default -> failure;
        };
    }

    private KeyOwner owner() {
        // Another vendor's key is never sent: who has to give one is the operator.
        return proof.isPresent() || !isTheApps() ? KeyOwner.OPERATOR : KeyOwner.APP;
    }

    private boolean isTheApps() {
        return dialect.name().equals(call.dialect().name());
    }

    private Future<Answer> whole(HttpClientResponse head) {
        return body(head, Integer.MAX_VALUE).compose(body -> switch (speech.decodeAnswer(body)) {
            case Answered.Whole whole -> whole(head, whole.frame());
            case Answered.Broken broken -> failed(Secrets.of(proof).hidden(broken.failure()));
        });
    }

    private Future<Answer> whole(HttpClientResponse head, Frame frame) {
        if (!call.holdings().open().tryGrow(HeapCost.ofEvents(frame)))
            return failed(call.holdings().full("an answer of so many parts"));
        FrameQueue frames = FrameQueue.whole(frame, speech.progress(), call.holdings());
        if (isStream()) return failed(new Failure.Malformed("upstream answers whole what was asked for as a stream"));
        if (!frames.progress().isOpen()) return failed(new Failure.Malformed("the answer has no content"));
        return Future.succeededFuture(answer(head, false, frames));
    }

    private Future<Bytes> body(HttpClientResponse head, int limit, Duration within) {
        Promise<Bytes> read = Promise.promise();
        Timer.Alarm alarm = timer.after(within, () -> read.tryFail("too slow"));
        body(head, limit)
                .onComplete(ended -> alarm.cancel())
                .onSuccess(read::tryComplete)
                .onFailure(read::tryFail);
        return read.future();
    }

    private Future<Bytes> body(HttpClientResponse head, int limit) {
        Promise<Bytes> read = Promise.promise();
        Gathering body = new Gathering(call.holdings().open());
        long length = ContentLength.of(head.headers());
        if (length > limit || !body.tryExpect(length)) return refused(read, "an answer of " + length + " bytes");
        head.exceptionHandler(
                thrown -> read.tryFail(new FailureException(new Failure.Malformed("the answer broke before its end"))));
        head.endHandler(end -> {
            done = true;
            read.tryComplete(body.take());
        });
        head.handler(chunk -> {
            if (read.future().isComplete()) return;
            if (chunk.length() > limit - body.size() || !body.tryAdd(chunk)) {
                body.take();
                refused(read, "an answer");
            }
        });
        return read.future();
    }

    /** What has no room is not read on. */
    private Future<Bytes> refused(Promise<Bytes> read, String what) {
        read.tryFail(new FailureException(call.holdings().full(what)));
        reset();
        return read.future();
    }

    private Future<Answer> stream(HttpClientResponse head) {
        StreamDecoder decoder = Secrets.of(proof).hidden(speech.streamDecoder());
        HttpStream begun = new HttpStream(head, decoder, speech.progress(), call, clocks, began, this::reset);
        stream = begun;
        FrameQueue queue = begun.read();
        return queue.opened().map(opened -> answer(head, true, queue));
    }

    private static String type(HttpClientResponse head) {
        return Optional.ofNullable(head.getHeader("content-type")).orElse("");
    }

    private Answer answer(HttpClientResponse head, boolean stream, FrameQueue frames) {
        return new Answer(OptionalInt.of(head.statusCode()), headers(head), stream, frames, dropped(), speech.words());
    }

    private MultiMap headers(HttpClientResponse head) {
        return switch (speech.words()) {
            case UPSTREAMS -> Secrets.of(proof).hidden(HeaderRules.toApp(head.headers()));
            case OURS -> MultiMap.caseInsensitiveMultiMap();
            case TRANSLATED -> MultiMap.caseInsensitiveMultiMap().set("content-type", "application/json");
        };
    }

    /** What upstream is not told. */
    SortedSet<String> dropped() {
        return outgoing == null ? Collections.emptySortedSet() : outgoing.dropped();
    }

    /** Whether upstream has all of the request. */
    boolean isSent() {
        return turn != null && sent.succeeded();
    }

    private static FailureException cancelled() {
        return new FailureException(new Failure.Cancelled("the attempt was given up"));
    }

    private static Future<Answer> failed(Failure failure) {
        return Future.failedFuture(new FailureException(failure));
    }

    /** Resets upstream, so that nothing is paid for that nobody reads. The answer fails at once if it is not there. */
    void cancel() {
        cancelled = true;
        answer.tryFail(cancelled());
        reset();
    }

    private void reset() {
        // Until its own request is sent, no other call is on the connection.
        boolean over = done || (stream != null && stream.isDone());
        if (turn == null || (over && sent.isComplete())) return;
        done = true;
        turn.reset();
    }
}
