package dev.outrigger.proxy;

import dev.outrigger.backend.HttpBackend;
import dev.outrigger.backend.Relay;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.chat.ModelName;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.dialect.Dialect.Reading;
import dev.outrigger.exchange.Verdict;
import dev.outrigger.registry.ModelProfile;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/**
 * Requests that leave or use state upstream: for one owner alone, unread but for the model's name, and once. Confined to
 * one event loop.
 */
final class Stateful {
    private final OpenExchange exchange;
    private final HttpServerRequest request;
    private final Dialect dialect;
    private final String path;
    private final Optional<String> keptHere;
    private final Live live;

    /**
     * @param path below the backend's URL
     * @param keptHere why nobody else is asked where nobody here knows the model
     */
    Stateful(
            OpenExchange exchange, HttpServerRequest request, Dialect dialect, String path, Optional<String> keptHere) {
        this.exchange = exchange;
        this.request = request;
        this.dialect = dialect;
        this.path = path;
        this.keptHere = keptHere;
        this.live = exchange.live();
    }

    /**
     * What speaks of state upstream is its owner's: the backend of the model that it names, or, of a model that nobody here
     * knows, the one of all such state. No other backend is shown it, and none where the app named a model of this process.
     */
    Future<Verdict> forward(Reading.Owned owned, Bytes body) {
        exchange.read();
        return exchange.look(gate -> gate.stored(body)).compose(seen -> handOn(owned, body));
    }

    private Future<Verdict> handOn(Reading.Owned owned, Bytes body) {
        Optional<ModelName> model = owned.model();
        if (model.filter(live.routes()::isFree).isPresent())
            return failed(400, "a request that uses state upstream needs the name of a model, not of a policy");
        Optional<ModelProfile> named = model.flatMap(live.registry()::asked);
        Optional<HttpBackend> remote = named.flatMap(live.dispatcher()::remote);
        if (remote.filter(this::isOwner).isPresent()) return forward(remote.get(), named.orElseThrow(), body);
        if (named.isEmpty())
            return keptHere.isEmpty()
                    ? passThrough().forward(new Relay.Body.Once(body), model)
                    : failed(404, keptHere.get());
        return failed(
                400,
                "model " + named.get().name() + " keeps no state: what uses some (" + dialect.name()
                        + ") is not sent to another vendor in its place");
    }

    /** To the backend of this model, with the name that it knows it by. */
    Future<Verdict> forward(HttpBackend backend, ModelProfile model, Bytes body) {
        Bytes named = HttpBackend.named(body, model).joined();
        if (!exchange.holdings().open().tryGrow(named.size()))
            return Future.failedFuture(new FailureException(exchange.holdings().full("a copy of the request")));
        Relay relay = backend.relayOfModel(
                dialect, request.method(), path + PassThrough.query(request, dialect), request.headers());
        return passThrough().forward(backend, relay, new Relay.Body.Once(named), Optional.of(model.model()));
    }

    /** One of the same words may keep state without saying so; it knows. */
    private boolean isOwner(HttpBackend backend) {
        return backend.speaks(dialect) || backend.provider().equals(dialect.provider());
    }

    private PassThrough passThrough() {
        return new PassThrough(exchange, request, dialect, path);
    }

    private static <T> Future<T> failed(int status, String why) {
        return Future.failedFuture(new FailureException(new Failure.Rejected(status, why, Optional.empty())));
    }
}
