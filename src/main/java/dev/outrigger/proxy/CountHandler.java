package dev.outrigger.proxy;

import dev.outrigger.analyze.TokenEstimate;
import dev.outrigger.backend.EngineBackend;
import dev.outrigger.backend.HttpBackend;
import dev.outrigger.backend.Relay;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.chat.Splice;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.dialect.Dialect.Reading;
import dev.outrigger.dialect.Endpoint;
import dev.outrigger.dialect.Inbound;
import dev.outrigger.exchange.Verdict;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.route.Policy;
import dev.outrigger.route.Routes;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Counts the tokens of a chat request. The vendor does so for a model of its own, and the tokenizer of a model of this
 * process for that, loaded or not; where it is open who would answer, or the model is another vendor's, the count is an estimate, and its header says so. Confined to one event loop.
 */
final class CountHandler {
    /** What the answer's header names as estimated. */
    private static final String TOKENS = "tokens";

    private final OpenExchange exchange;
    private final HttpServerRequest request;
    private final Dialect dialect;
    private final Endpoint.CountTokens at;
    private final Live live;
    private final BodyReader reader;

    private CountHandler(OpenExchange exchange, HttpServerRequest request, Dialect dialect, Endpoint.CountTokens at) {
        this.exchange = exchange;
        this.request = request;
        this.dialect = dialect;
        this.at = at;
        this.live = exchange.live();
        this.reader = new BodyReader(request, exchange.holdings(), live.limits());
    }

    /** Answers the request; the exchange accounts for it. */
    static void handle(Edge edge, HttpServerRequest request, Dialect dialect, Endpoint.CountTokens at) {
        OpenExchange exchange = OpenExchange.begin(edge, request, dialect, at.route());
        CountHandler count = new CountHandler(exchange, request, dialect, at);
        exchange.answer(count::answer);
    }

    private Future<Verdict> answer() {
        return exchange.admit().compose(in -> reader.readFor(exchange)).compose(this::understand);
    }

    private Future<Verdict> understand(Bytes body) {
        return switch (dialect.decodeRequest(at.chat(), body)) {
            case Reading.Unreadable unreadable -> failed(unreadable.failure());
            case Reading.Owned owned ->
                new Stateful(exchange, request, dialect, at.path(), dialect.unpassable(at)).forward(owned, body);
            case Reading.About about ->
                reader.keepFor(exchange, about.inbound()).compose(this::serve);
            case Reading.Read read -> reader.keepFor(exchange, read.inbound()).compose(this::serve);
        };
    }

    private Future<Verdict> serve(Inbound read) {
        return switch (live.routes().match(read.request().model(), live.registry())) {
            case Routes.Match.Ours ours -> count(read, ours.policy());
            case Routes.Match.NotOurs notOurs -> new PassThrough(exchange, request, dialect, at.path()).forward(read);
            case Routes.Match.NoAdapters none -> failed(new Failure.UnknownModel(none.words(), Optional.empty()));
            case Routes.Match.NoSuchPolicy none ->
                failed(new Failure.UnknownModel("no policy is named " + none.name(), Optional.empty()));
        };
    }

    /** Only a named model is known to be the one that would answer. */
    private Future<Verdict> count(Inbound read, Policy policy) {
        Optional<ModelProfile> named =
                policy.isContract() ? live.registry().asked(read.request().model()) : Optional.empty();
        Optional<HttpBackend> backend = named.flatMap(live.dispatcher()::remote)
                .filter(remote -> remote.speaks(dialect))
                // A count is not worth what may not leave.
                .filter(remote -> exchange.withheldFrom(remote).isEmpty());
        if (backend.isPresent()) return ask(backend.get(), named.orElseThrow(), read);
        Optional<EngineBackend> local =
                named.filter(model -> !model.embedsAlone()).flatMap(live.dispatcher()::local);
        return local.isPresent() ? countHere(local.get(), named.orElseThrow(), read) : estimate(read);
    }

    /** What its model cannot read, or nobody can count now, is estimated as ever. */
    private Future<Verdict> countHere(EngineBackend backend, ModelProfile model, Inbound read) {
        return backend.countTokens(exchange.context(), model, read.request())
                .map(tokens -> OptionalLong.of(tokens))
                .otherwise(OptionalLong.empty())
                .compose(counted -> counted.isPresent() ? tell(counted.getAsLong(), Optional.empty()) : estimate(read));
    }

    private Future<Verdict> ask(HttpBackend backend, ModelProfile model, Inbound read) {
        Dialect spoken = backend.dialectFor(dialect);
        Splice named = HttpBackend.named(spoken, read, model);
        if (!exchange.holdings().open().tryGrow(named.size()))
            return failed(exchange.holdings().full("a copy of the request"));
        Bytes body = named.joined();
        Relay relay =
                backend.relayOfModel(spoken, request.method(), spoken.countPath(at, model.model()), request.headers());
        return new PassThrough(exchange, request, dialect, at.path())
                .forward(
                        backend,
                        relay,
                        new Relay.Body.Whole(body),
                        Optional.of(read.request().model()));
    }

    private Future<Verdict> estimate(Inbound read) {
        return tell(TokenEstimate.of(read.request()), Optional.of(TOKENS));
    }

    /** @param estimated what of it is none that was counted */
    private Future<Verdict> tell(long tokens, Optional<String> estimated) {
        Bytes count = dialect.encodeTokenCount(tokens);
        estimated.ifPresent(what -> request.response().putHeader(HeaderNames.ESTIMATED, what));
        exchange.account().began(200, exchange.nanosSinceStart());
        return request.response()
                .putHeader("content-type", "application/json")
                .putHeader(HeaderNames.EXCHANGE, exchange.account().id().value())
                .end(Buffer.buffer(count.array()))
                .map(sent -> new Verdict.Answered());
    }

    private static <T> Future<T> failed(Failure failure) {
        return Future.failedFuture(new FailureException(failure));
    }
}
