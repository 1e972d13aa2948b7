package dev.outrigger.backend;

import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.dialect.Request;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.registry.Adapters;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.registry.Registry;
import java.util.Optional;

/**
 * Which adapter a request wants over a model of this process: the one behind the model's name, or the one that its field
 * {@link Request#ADAPTER} names. A name's is that model's and its replicas' alone.
 */
final class AskedAdapter {
    private AskedAdapter() {}

    /**
     * Absent where none is asked for, and for models of servers, which read the request themselves.
     *
     * @throws FailureException {@link Failure.Rejected} when name and field say two, or the field none
     */
    static Optional<String> of(Request request, ModelProfile model, Registry registry) {
        if (model.adapters() == Adapters.THEIRS) return Optional.empty();
        Optional<String> named = named(request, model, registry);
        Optional<String> field = field(request);
        if (named.isPresent() && field.isPresent() && !named.equals(field))
            throw rejected("the model's name says adapter " + named.get() + ", and " + Request.ADAPTER + " says "
                    + field.get());
        return named.or(() -> field);
    }

    private static Optional<String> named(Request request, ModelProfile model, Registry registry) {
        return registry.adapter(request.model())
                .filter(adapter -> registry.asked(request.model())
                        .filter(asked -> asked.equals(model) || registry.areReplicas(asked, model))
                        .isPresent());
    }

    private static Optional<String> field(Request request) {
        try {
            return request.adapter();
        } catch (Json.Unfit unfit) {
            throw rejected(unfit.rule());
        }
    }

    private static FailureException rejected(String message) {
        return new FailureException(new Failure.Rejected(400, message, Optional.empty()));
    }
}
