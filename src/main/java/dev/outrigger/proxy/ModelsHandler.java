package dev.outrigger.proxy;

import dev.outrigger.dialect.Dialect;
import dev.outrigger.dialect.Endpoint;
import dev.outrigger.dialect.ListedModel;
import dev.outrigger.route.Routes;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lists the models an app may ask for: free routing, each policy, each configured model. */
final class ModelsHandler {
    private static final String ROUTE = "/v1/models";
    private static final String OWNER = "outrigger";

    private ModelsHandler() {}

    static void handle(Edge edge, HttpServerRequest request, Dialect dialect) {
        ToldHandler.answer(edge, request, dialect, ROUTE, live -> dialect.encodeModels(models(live)));
    }

    /** One of them; what is not among them is its vendor's business. */
    static void handle(Edge edge, HttpServerRequest request, Dialect dialect, Endpoint.Model asked) {
        Optional<ListedModel> known = models(edge.live().peek()).stream()
                .filter(model -> model.id().equals(asked.name()))
                .findFirst();
        if (known.isEmpty()) OtherHandler.handle(edge, request, dialect, asked.path());
        else ToldHandler.answer(edge, request, dialect, ROUTE + "/*", live -> dialect.encodeModel(known.get()));
    }

    private static List<ListedModel> models(Live live) {
        List<ListedModel> models = new ArrayList<>();
        models.add(new ListedModel(Routes.AUTO, OWNER));
        live.routes().policies().values().stream()
                .filter(policy -> !policy.isContract())
                .forEach(policy -> models.add(new ListedModel(Routes.PREFIX + policy.name(), OWNER)));
        live.registry().cells().stream()
                .map(cell -> cell.profile())
                .forEach(profile -> models.add(new ListedModel(profile.model().value(), profile.backend())));
        return models.stream().distinct().toList();
    }
}
