package dev.outrigger.backend;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Splice;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.dialect.ErrorAnswer;
import dev.outrigger.exchange.Attempt;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.streams.ReadStream;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request that is passed through to upstream unread, and its answer. Never sent twice where it may leave state
 * upstream. It has
 * the backend's connect clock, and a place under its guard until the head of the answer has come; how long it may take
 * is its owner's to say. Confined to the event loop it is sent on.
 */
public final class Relay {
    private static final Set<HttpMethod> IDEMPOTENT =
            Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS, HttpMethod.PUT, HttpMethod.DELETE);

    private final HttpBackend backend;
    private final Dialect dialect;
    private final RequestOptions head;
    private final Optional<Proof> proof;
    private final Optional<FailureException> lack;
    private final Promise<Answered> answer = Promise.promise();
    private @Nullable Turn turn;
    private @Nullable Pour pour;
    private boolean isElsewhere;
    private boolean cancelled;
    private boolean done;

    /**
     * @param dialect of the path
     * @param head complete but for the length of the body
     * @param lack why it cannot be sent at all, if it cannot
     */
    Relay(
            HttpBackend backend,
            Dialect dialect,
            RequestOptions head,
            Optional<Proof> proof,
            Optional<FailureException> lack) {
        this.backend = backend;
        this.dialect = dialect;
        this.head = head;
        this.proof = proof;
        this.lack = lack;
    }

    /**
     * The same, of another place of the same vendor's; to be called before it is sent. Being refused there says nothing of
     * what is shown for chats: a key may be good for these alone.
     */
    Relay at(URI place) {
        isElsewhere = true;
        HttpTarget target = HttpTarget.of(place);
        String query = place.getRawQuery() == null ? "" : "?" + place.getRawQuery();
        head.setHost(target.host()).setPort(target.port()).setSsl(target.tls()).setURI(target.basePath() + query);
        return this;
    }

    /** What is sent. */
    public sealed interface Body {
        /** Nothing. */
        record None() implements Body {}

        /** Bytes that were read already. */
        record Whole(Bytes bytes) implements Body {}

        /** Bytes that were read already, and may leave state upstream. */
        record Once(Bytes bytes) implements Body {}

        /** What is still being read, of the length that was announced; the stream is paused. */
        record Streamed(ReadStream<Buffer> stream, Optional<String> length) implements Body {}
    }

    /**
     * An answer whose body is still to be read.
     *
     * @param headers for the app, the length of the body among them if upstream said it
     * @param failure what the status says is wrong; the body is for the app all the same
     */
    public record Answered(int status, MultiMap headers, ReadStream<Buffer> body, Optional<Failure> failure) {}

    /** Sends the body; completes with the head of the answer, or fails as an attempt would. Called once. */
    public Future<Answered> send(Body body) {
        if (cancelled) return answer.future();
        return backend.guard().inRoom(() -> {
            asked(body)
                    .onSuccess(head -> answer.tryComplete(answered(head)))
                    .onFailure(thrown -> answer.tryFail(UpstreamFault.of(thrown, backend.name())));
            return answer.future();
        });
    }

    /**
     * A kept connection may have been closed by upstream just as it is used. What may be asked twice is asked again on a
     * fresh one; what may not has a fresh one from the beginning.
     */
    private Future<HttpClientResponse> asked(Body body) {
        if (lack.isPresent()) return Future.failedFuture(lack.get());
        HttpClients.Loop loop = backend.clients();
        if (!isRepeatable(body)) return asked(loop.fresh(), body);
        return asked(loop.kept(), body)
                .recover(thrown -> isStale(thrown) ? asked(loop.fresh(), body) : Future.failedFuture(thrown));
    }

    private Future<HttpClientResponse> asked(HttpClient client, Body body) {
        turn = null;
        return Proof.shown(proof, head, read(body))
                .compose(shown -> cancelled ? Future.failedFuture(given()) : client.request(shown))
                .compose(opened -> sent(opened, body));
    }

    private static Optional<Splice> read(Body body) {
        return switch (body) {
            case Body.None none -> Optional.of(Splice.of(Bytes.EMPTY));
            case Body.Whole whole -> Optional.of(Splice.of(whole.bytes()));
            case Body.Once once -> Optional.of(Splice.of(once.bytes()));
            case Body.Streamed streamed -> Optional.empty();
        };
    }

    /** A chat leaves no state upstream; of the rest, methods that may be repeated. Source: RFC 9110, section 9.2.2. */
    private boolean isRepeatable(Body body) {
        return switch (body) {
            case Body.Whole chat -> true;
            case Body.None none -> IDEMPOTENT.contains(head.getMethod());
            case Body.Once once -> false;
            case Body.Streamed streamed -> false;
        };
    }

    private boolean isStale(Throwable thrown) {
        return turn != null && turn.isOnUsedConnection() && !cancelled && UpstreamFault.isClosed(thrown);
    }

    /** Whether upstream, and whoever waits for it, waits for more of the body. */
    public boolean isStarved() {
        return pour != null && pour.isStarved();
    }

    /** Nobody waits any more: upstream is reset, in the middle of whatever it is. Harmless after the end. */
    public void cancel() {
        cancelled = true;
        answer.tryFail(given());
        if (pour != null) pour.stop();
        if (turn == null || done) return;
        done = true;
        turn.sever();
    }

    private Future<HttpClientResponse> sent(HttpClientRequest opened, Body body) {
        turn = backend.clients().begin(opened);
        // Without a handler Vert.x logs what the response's future tells already.
        opened.exceptionHandler(told -> {});
        if (cancelled) {
            opened.reset();
            return Future.failedFuture(given());
        }
        return switch (body) {
            case Body.None none -> opened.send();
            case Body.Whole whole ->
                Upload.send(opened, Splice.of(whole.bytes())).answer();
            case Body.Once once -> Upload.send(opened, Splice.of(once.bytes())).answer();
            case Body.Streamed streamed -> upload(opened, streamed);
        };
    }

    private Future<HttpClientResponse> upload(HttpClientRequest opened, Body.Streamed body) {
        body.length()
                .ifPresentOrElse(length -> opened.putHeader("content-length", length), () -> opened.setChunked(true));
        Pour begun = new Pour(body.stream(), opened);
        pour = begun;
        begun.begin().onFailure(broken -> cancel());
        return opened.response();
    }

    private Answered answered(HttpClientResponse response) {
        // Nothing of the body may be lost before its reader is there.
        response.pause();
        response.end().onComplete(ended -> done = true);
        Secrets secrets = Secrets.of(proof);
        MultiMap headers = secrets.hidden(HeaderRules.toApp(response.headers()));
        String length = response.getHeader("content-length");
        boolean quotes = response.statusCode() >= 400 && !secrets.isEmpty();
        if (length != null && !quotes) headers.set("content-length", length);
        ReadStream<Buffer> body = quotes ? new Unquoted(response, secrets) : response;
        return new Answered(response.statusCode(), headers, body, failure(response));
    }

    private Optional<Failure> failure(HttpClientResponse response) {
        int status = response.statusCode();
        return switch (status) {
            case 401, 402, 403, 408, 409, 429 -> Optional.of(decoded(response));
            default ->
                status >= 500
                        ? Optional.of(decoded(response))
                        : status >= 400
                                ? Optional.of(
                                        new Failure.Rejected(status, "upstream answered " + status, Optional.empty()))
                                : Optional.empty();
        };
    }

    /** By its status alone: the body is the app's. */
    private Failure decoded(HttpClientResponse response) {
        proof.filter(shown -> !isElsewhere)
                .ifPresent(shown ->
                        shown.refused(response.statusCode(), name -> Optional.ofNullable(response.getHeader(name))));
        return dialect.decodeFailure(new ErrorAnswer(
                response.statusCode(),
                "",
                backend.headers(response.headers()),
                Bytes.EMPTY,
                backend.name(),
                new ModelName(Attempt.NO_MODEL),
                HttpBackend.owner(proof)));
    }

    private static FailureException given() {
        return new FailureException(new Failure.Cancelled("the request was given up"));
    }
}
