package dev.outrigger.proxy;

import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.dialect.ListedModel;
import dev.outrigger.engine.AdapterShelf;
import dev.outrigger.route.Routes;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Looks on disk whether a model of this process has an adapter, off the event loops and few at a time. */
public final class AdapterLookup {
    /** Looks at once. */
    static final int LOOKS = 4;

    private final Map<String, AdapterShelf> shelves;
    private final Semaphore looks = new Semaphore(LOOKS);

    /** @param shelves where adapters lie, by the own names of the models that take some */
    public AdapterLookup(Map<String, AdapterShelf> shelves) {
        this.shelves = Map.copyOf(shelves);
    }

    /** The model that was asked for, on the context; fails with {@link Failure.UnknownModel} where it has no adapter of this name. */
    Future<ListedModel> find(Context context, Catalog.Adapted asked) {
        String model = asked.profile().model().value();
        AdapterShelf shelf = shelves.get(model);
        if (shelf == null) {
            String why = new Routes.Match.NoAdapters(asked.profile().name(), asked.adapter()).words();
            return failed(new Failure.UnknownModel(why, Optional.empty()));
        }
        if (!looks.tryAcquire()) return failed(new Failure.Saturated(LOOKS + " adapters are being looked for already"));
        return context.executeBlocking(() -> shelf.objection(asked.adapter()), false)
                .onComplete(looked -> looks.release())
                .compose(objection -> objection
                        .map(why -> failed(new Failure.UnknownModel("model " + model + ": " + why, Optional.empty())))
                        .orElseGet(() -> Future.succeededFuture(asked.model())));
    }

    private static Future<ListedModel> failed(Failure failure) {
        return Future.failedFuture(new FailureException(failure));
    }
}
