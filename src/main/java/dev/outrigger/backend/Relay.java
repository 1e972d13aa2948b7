package dev.outrigger.backend;

import dev.outrigger.chat.Bytes;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.streams.ReadStream;
import java.util.Optional;

/**
 * A request that is passed through to upstream unread, and its answer. Never retried: it may leave state upstream.
 * Confined to the event loop it was opened on.
 */
public final class Relay {
    private final HttpBackend backend;
    private final HttpClientRequest request;

    Relay(HttpBackend backend, HttpClientRequest request) {
        this.backend = backend;
        this.request = request;
    }

    /** What is sent. */
    public sealed interface Body {
        /** Nothing. */
        record None() implements Body {}

        /** Bytes that were read already. */
        record Whole(Bytes bytes) implements Body {}

        /** What is still being read, of the length that was announced; the stream is paused. */
        record Streamed(ReadStream<Buffer> stream, Optional<String> length) implements Body {}
    }

    /**
     * An answer whose body is still to be read.
     *
     * @param headers for the app, the length of the body among them if upstream said it
     */
    public record Answered(int status, MultiMap headers, ReadStream<Buffer> body) {}

    /** Sends the body; completes with the head of the answer, or fails as an attempt would. */
    public Future<Answered> send(Body body) {
        return sent(body)
                .map(Relay::answered)
                .recover(thrown -> Future.failedFuture(UpstreamFault.of(thrown, backend.name())));
    }

    /** The app has left: upstream is reset. */
    public void cancel() {
        request.reset();
    }

    private Future<HttpClientResponse> sent(Body body) {
        return switch (body) {
            case Body.None none -> request.send();
            case Body.Whole whole -> request.send(Buffer.buffer(whole.bytes().array()));
            case Body.Streamed streamed -> {
                streamed.length()
                        .ifPresentOrElse(
                                length -> request.putHeader("content-length", length), () -> request.setChunked(true));
                yield request.send(streamed.stream());
            }
        };
    }

    private static Answered answered(HttpClientResponse response) {
        MultiMap headers = HeaderRules.toApp(response.headers());
        String length = response.getHeader("content-length");
        if (length != null) headers.set("content-length", length);
        // Nothing of the body may be lost before its reader is there.
        response.pause();
        return new Answered(response.statusCode(), headers, response);
    }
}
