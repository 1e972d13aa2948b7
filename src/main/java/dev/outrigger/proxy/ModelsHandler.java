package dev.outrigger.proxy;

import dev.outrigger.chat.Failure;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.dialect.Endpoint;
import dev.outrigger.dialect.ListedModel;
import dev.outrigger.route.Routes;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/** Lists the models an app may ask for: free routing, each policy, each configured model. */
final class ModelsHandler {
    private static final String ROUTE = "/v1/models";
    private static final String ONE = ROUTE + "/*";

    private ModelsHandler() {}

    static void handle(Edge edge, HttpServerRequest request, Dialect dialect) {
        ToldHandler.answer(edge, request, dialect, ROUTE, live -> dialect.encodeModels(new Catalog(live).all()));
    }

    /** Those in memory: of this process, unless a server of this dialect stands behind it, which then is asked. */
    static void handle(Edge edge, HttpServerRequest request, Dialect dialect, Endpoint.Loaded asked) {
        if (edge.live().peek().owners().containsKey(dialect.name()))
            OtherHandler.handle(edge, request, dialect, asked.path());
        else
            ToldHandler.answer(
                    edge, request, dialect, asked.route(), live -> dialect.encodeLoaded(new Catalog(live).loaded()));
    }

    /** One of them; what is not among them is its vendor's business, if it is nobody's here. */
    static void handle(Edge edge, HttpServerRequest request, Dialect dialect, Endpoint.Model asked) {
        Catalog catalog = new Catalog(edge.live().peek());
        Optional<ListedModel> known = catalog.find(asked.name());
        Optional<Catalog.Adapted> adapted = catalog.adapted(asked.name());
        Optional<Failure> none = absent(dialect, asked);
        if (known.isPresent())
            ToldHandler.answer(edge, request, dialect, ONE, live -> dialect.encodeModel(known.get()));
        else if (adapted.isPresent()) handle(edge, request, dialect, adapted.get());
        else if (none.isPresent()) RefusalHandler.handle(edge, request, Optional.of(dialect), none.get());
        else OtherHandler.handle(edge, request, dialect, asked.path());
    }

    /** One with an adapter, if that is there; it is nobody else's business. */
    private static void handle(Edge edge, HttpServerRequest request, Dialect dialect, Catalog.Adapted adapted) {
        OpenExchange exchange = OpenExchange.begin(edge, request, dialect, ONE);
        exchange.answer(() -> exchange.admit()
                .compose(in -> exchange.live().adapters().find(exchange.context(), adapted))
                .compose(model -> ToldHandler.send(exchange, request, dialect.encodeModel(model))));
    }

    /** Why no vendor is asked for one that is not known here. */
    private static Optional<Failure> absent(Dialect dialect, Endpoint.Model asked) {
        return asked.name().startsWith(Routes.PREFIX)
                ? Optional.of(new Failure.UnknownModel("no policy is called " + asked.name(), Optional.empty()))
                : dialect.unpassable(asked).map(why -> new Failure.Rejected(404, why, Optional.empty()));
    }
}
