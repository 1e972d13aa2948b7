package dev.outrigger.proxy;

import dev.outrigger.backend.HttpBackend;
import dev.outrigger.backend.Pour;
import dev.outrigger.backend.Relay;
import dev.outrigger.chat.Evidence;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Splice;
import dev.outrigger.chat.Usage;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.dialect.Inbound;
import dev.outrigger.dialect.QueryKeys;
import dev.outrigger.dialect.Rewrite;
import dev.outrigger.exchange.Attempt;
import dev.outrigger.exchange.Verdict;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Hands a request on to the one owner of its dialect, unread, and the answer back, streamed both ways. Never retried: it
 * may leave state upstream. Confined to one event loop.
 */
final class PassThrough implements Work {
    private static final int HTTP_ERROR = 400;

    private final OpenExchange exchange;
    private final HttpServerRequest request;
    private final Dialect dialect;
    private final String path;
    private final Promise<Verdict> answered = Promise.promise();
    private List<Attempt> made = List.of();
    private OptionalInt status = OptionalInt.empty();
    private @Nullable Relay relay;
    private @Nullable Pour pour;

    /** @param path below the backend's URL */
    PassThrough(OpenExchange exchange, HttpServerRequest request, Dialect dialect, String path) {
        this.exchange = exchange;
        this.request = request;
        this.dialect = dialect;
        this.path = path;
    }

    /**
     * Likewise, a request that was read: as it is, but for what another vendor's model thought, which was told to the app
     * as this vendor's and is refused by it.
     */
    Future<Verdict> forward(Inbound read) {
        Rewrite same = Rewrite.none(read.model());
        SortedSet<String> dropped = dialect.dropped(read, same);
        exchange.account().dropped(dropped);
        if (dropped.isEmpty()) return forward(new Relay.Body.Whole(read.raw()), Optional.of(read.model()));
        Splice kept = dialect.rewriteRequest(read, same);
        return exchange.holdings().open().tryGrow(kept.size())
                ? forward(new Relay.Body.Whole(kept.joined()), Optional.of(read.model()))
                : failed(exchange.holdings().full("a copy of the request"));
    }

    /**
     * Completes when the answer's last byte was handed to the connection, with what upstream made of it; fails when there
     * is no whole answer.
     *
     * @param model the one that was asked for, where the body was read that names it
     */
    Future<Verdict> forward(Relay.Body body, Optional<ModelName> model) {
        HttpBackend owner = exchange.live().owners().get(dialect.name());
        if (owner == null) return failed(model.map(PassThrough::unknown).orElseGet(() -> nobody(dialect)));
        String asked = path + query(request, dialect);
        return forward(owner, owner.relay(dialect, request.method(), asked, request.headers()), body, model);
    }

    /** Likewise, to a backend that was chosen, as this call of it. */
    Future<Verdict> forward(HttpBackend owner, Relay begun, Relay.Body body, Optional<ModelName> model) {
        // The one way out for what is passed on.
        Optional<Failure> withheld = exchange.withheldFrom(owner);
        if (withheld.isPresent()) return failed(withheld.get());
        relay = begun;
        exchange.now(this);
        long start = exchange.nanosSinceStart();
        begun.send(body).compose(this::back).onSuccess(answered::tryComplete).onFailure(answered::tryFail);
        return answered.future()
                .andThen(ended -> made = List.of(attempt(
                        owner,
                        model,
                        start,
                        ended.succeeded() ? ended.result() : ended(FailureException.of(ended.cause())))));
    }

    /** Without the key that {@link DataHandler} has read from it. */
    static String query(HttpServerRequest request, Dialect dialect) {
        String asked = request.query() == null ? "" : request.query();
        String query = dialect.takesKeyInQuery() ? QueryKeys.without(asked) : asked;
        return query.isEmpty() ? "" : "?" + query;
    }

    /** Neither side goes on: upstream is reset, and the app is told, or cut where it was told otherwise already. */
    @Override
    public void stop(Failure why) {
        answered.tryFail(new FailureException(blame(why)));
        if (pour != null) pour.stop();
        if (relay != null) relay.cancel();
    }

    /** Upstream is not late as long as it waits for the app. */
    private Failure blame(Failure why) {
        boolean apps = why instanceof Failure.TimedOut && relay != null && relay.isStarved();
        return apps ? BodyReader.NOT_SENT : why;
    }

    @Override
    public Future<List<Attempt>> attempts() {
        return Future.succeededFuture(made);
    }

    private Future<Verdict> back(Relay.Answered answer) {
        status = OptionalInt.of(answer.status());
        exchange.account().began(answer.status(), exchange.nanosSinceStart());
        HttpServerResponse response = request.response();
        response.setStatusCode(answer.status());
        response.headers().addAll(answer.headers());
        response.putHeader(HeaderNames.EXCHANGE, exchange.account().id().value());
        ResponseHead.dropped(response.headers(), exchange.account());
        if (hasBody(answer.status()) && !answer.headers().contains("content-length")) response.setChunked(true);
        Pour begun = new Pour(answer.body(), response);
        pour = begun;
        return begun.begin()
                .recover(broken -> failed(new Failure.Cut("the answer broke")))
                .map(sent -> answer.failure().<Verdict>map(Verdict.Failed::new).orElseGet(Verdict.Answered::new));
    }

    private boolean hasBody(int answered) {
        return !request.method().equals(HttpMethod.HEAD) && answered != 204 && answered != 304;
    }

    private Attempt attempt(HttpBackend owner, Optional<ModelName> model, long start, Verdict verdict) {
        return unread(owner, model, start, exchange.nanosSinceStart(), status, verdict);
    }

    /** The one call of a request that was passed through. */
    static Attempt unread(
            HttpBackend owner, Optional<ModelName> model, long start, long end, OptionalInt status, Verdict verdict) {
        return new Attempt(
                1,
                Attempt.Cause.INITIAL,
                owner.name(),
                Attempt.NO_MODEL,
                model.orElseGet(() -> new ModelName(Attempt.NO_MODEL)),
                Optional.empty(),
                owner.provider(),
                false,
                owner.server(),
                status,
                start,
                OptionalLong.empty(),
                end,
                Usage.ABSENT,
                isPaidFor(status, verdict) ? Optional.of(Usage.ABSENT) : Optional.empty(),
                Evidence.NONE,
                Optional.empty(),
                List.of(),
                verdict);
    }

    /** Nobody read what for. */
    private static boolean isPaidFor(OptionalInt status, Verdict verdict) {
        return switch (verdict) {
            case Verdict.Answered _, Verdict.Heard _ -> false;
            case Verdict.Cancelled _ -> true;
            case Verdict.Failed(Failure.TimedOut late) -> late.clock() != Failure.Clock.CONNECT;
            case Verdict.Failed _ -> status.orElse(HTTP_ERROR) < HTTP_ERROR;
        };
    }

    private static Verdict ended(Failure failure) {
        return failure instanceof Failure.Cancelled ? new Verdict.Cancelled() : new Verdict.Failed(failure);
    }

    private static Failure unknown(ModelName model) {
        return new Failure.UnknownModel(
                "model '" + model.value() + "' not found: nobody here serves it", Optional.empty());
    }

    static Failure nobody(Dialect dialect) {
        return new Failure.Rejected(
                404,
                "no such model or endpoint is served here, and there is no backend that speaks " + dialect.name()
                        + " to pass it on to",
                Optional.empty());
    }

    private static <T> Future<T> failed(Failure failure) {
        return Future.failedFuture(new FailureException(failure));
    }
}
