package dev.outrigger.backend;

import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.dialect.OfferedModels;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks a backend which models it has. Confined to one event loop. */
final class Enquiry {
    /** A longer list is not read. */
    static final int MOST_BYTES = 4 * 1024 * 1024;

    private final HttpBackend backend;
    private @Nullable Relay asked;

    Enquiry(HttpBackend backend) {
        this.backend = backend;
    }

    /** Asks, or asks again: then what came of the last time is not heard any more. */
    Future<OfferedModels> ask() {
        cancel();
        Dialect dialect = backend.dialects().getFirst();
        Optional<String> path = OfferedModels.path(dialect.name());
        if (path.isEmpty()) return failed("its dialect has no list of models");
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().set("accept", "application/json");
        dialect.headers().forEach((name, value) -> headers.set(name, value));
        Relay relay = backend.relayOfModel(dialect, HttpMethod.GET, path.get(), headers);
        asked = relay;
        return relay.send(new Relay.Body.None())
                .compose(answer -> read(relay, answer))
                .compose(body -> OfferedModels.decode(body.getBytes())
                        .map(Future::succeededFuture)
                        .orElseGet(() -> failed("its answer is no list of models")));
    }

    /** Nobody waits for it any more. */
    void cancel() {
        if (asked != null) asked.cancel();
    }

    private static Future<Buffer> read(Relay relay, Relay.Answered answer) {
        if (answer.status() != 200) {
            relay.cancel();
            return Future.failedFuture(new FailureException(answer.failure()
                    .orElseGet(() -> new Failure.Malformed("its answer to a list has status " + answer.status()))));
        }
        Promise<Buffer> read = Promise.promise();
        Buffer body = Buffer.buffer();
        answer.body().exceptionHandler(read::tryFail);
        answer.body().endHandler(end -> read.tryComplete(body));
        answer.body().handler(chunk -> {
            if (read.future().isComplete()) return;
            body.appendBuffer(chunk);
            if (body.length() <= MOST_BYTES) return;
            relay.cancel();
            read.tryFail(new FailureException(new Failure.Malformed("its list is over " + MOST_BYTES + " bytes")));
        });
        answer.body().resume();
        return read.future();
    }

    private static <T> Future<T> failed(String why) {
        return Future.failedFuture(new FailureException(new Failure.Malformed(why)));
    }
}
