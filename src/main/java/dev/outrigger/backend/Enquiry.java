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
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks a backend which models it has. Confined to one event loop. */
final class Enquiry {
    /** A longer list is not read. */
    static final int MOST_BYTES = 4 * 1024 * 1024;

    /** Further pages of a list are not asked for. */
    static final int MOST_PAGES = 20;

    private final HttpBackend backend;
    private final List<URI> lists;
    private @Nullable Relay asked;

    /** @param lists where it tells them */
    Enquiry(HttpBackend backend, List<URI> lists) {
        this.backend = backend;
        this.lists = List.copyOf(lists);
    }

    /** Asks, or asks again: then what came of the last time is not heard any more. */
    Future<OfferedModels> ask() {
        cancel();
        if (lists.isEmpty()) return failed("its dialect has no list of models");
        return ask(0, new OfferedModels(List.of(), true), true);
    }

    /** Goes on with the list of this number; {@code whole} says whether those before it were. */
    private Future<OfferedModels> ask(int list, OfferedModels known, boolean whole) {
        if (list == lists.size()) return Future.succeededFuture(new OfferedModels(known.names(), whole));
        return page(lists.get(list), lists.get(list), known, 1)
                .compose(more -> ask(list + 1, more.cut(), whole && more.whole()));
    }

    private Future<OfferedModels> page(URI list, URI page, OfferedModels known, int number) {
        return ask(page).compose(body -> {
            Optional<OfferedModels> told = OfferedModels.decode(body.getBytes());
            if (told.isEmpty()) return failed("its answer is no list of models");
            OfferedModels more = known.and(told.get());
            return more.next().isEmpty() || number == MOST_PAGES
                    ? Future.succeededFuture(more)
                    : page(list, with(list, more.next().get()), more, number + 1);
        });
    }

    private static URI with(URI list, String parameter) {
        return URI.create(list + (list.getRawQuery() == null ? "?" : "&") + parameter);
    }

    private Future<Buffer> ask(URI at) {
        Dialect dialect = backend.dialects().getFirst();
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().set("accept", "application/json");
        dialect.headers().forEach((name, value) -> headers.set(name, value));
        Relay relay =
                backend.relayOfModel(dialect, HttpMethod.GET, "/", headers).at(at);
        asked = relay;
        return relay.send(new Relay.Body.None()).compose(answer -> read(relay, answer));
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
