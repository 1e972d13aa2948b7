package dev.outrigger.route;

import dev.outrigger.chat.ModelName;
import dev.outrigger.registry.Adapters;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.registry.ModelState;
import dev.outrigger.registry.Registry;
import dev.outrigger.registry.RegistryView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Which policy answers which requested model: {@code outrigger/<policy>} names one, else the first route whose pattern
 * matches. {@code auto} that no route sends to free routing is answered by the default policy.
 */
public final class Routes {
    /** The model name that asks for free routing. */
    public static final String AUTO = "auto";
    /** Before the name of a policy. */
    public static final String PREFIX = "outrigger/";

    /** What there is without a configuration: a named model is a contract. */
    public static final List<RouteSettings> DEFAULT =
            List.of(new RouteSettings(AUTO, Policy.DEFAULT), new RouteSettings("*", Policy.CONTRACT));

    private final List<RouteSettings> routes;
    private final Map<String, Policy> policies;

    /**
     * Routes over these policies.
     *
     * @param policies by name; must hold {@link Policy#DEFAULT}, {@link Policy#CONTRACT} and every name in the routes, which is found out before
     */
    public Routes(List<RouteSettings> routes, Map<String, Policy> policies) {
        this.routes = List.copyOf(routes);
        this.policies = Map.copyOf(policies);
        for (String name : List.of(Policy.DEFAULT, Policy.CONTRACT)) require(name);
        this.routes.forEach(route -> require(route.policy()));
    }

    /** Whose request it is. */
    public sealed interface Match {
        /** This policy's. */
        record Ours(Policy policy) implements Match {}

        /** Nobody's here: the model is not configured, so the request passes through to the owner of its dialect. */
        record NotOurs(ModelName model) implements Match {}

        /** A model's here, which the name says has an adapter over it, but it takes none by name. */
        record NoAdapters(String model, String adapter) implements Match {
            /** Why nobody answers. */
            public String words() {
                return "model " + model + " takes no adapters by name, so there is no " + model + ":" + adapter;
            }
        }

        /** {@code outrigger/…} with a name that no policy has: the request is at fault. */
        record NoSuchPolicy(String name) implements Match {}
    }

    /** The policy for a requested model, by these models, without a snapshot of them. */
    public Match match(ModelName requested, Registry models) {
        return match(requested, () -> new Named(models.asked(requested), models.adapter(requested)));
    }

    /** The same by a snapshot. */
    public Match match(ModelName requested, RegistryView view) {
        return match(
                requested, () -> new Named(view.asked(requested).map(ModelState::profile), view.adapter(requested)));
    }

    /** What a name means among the models. */
    private record Named(Optional<ModelProfile> model, Optional<String> adapter) {}

    private Match match(ModelName requested, Supplier<Named> named) {
        String name = requested.value();
        if (name.startsWith(PREFIX)) return named(name.substring(PREFIX.length()));
        Optional<Policy> routed = routed(name);
        if (routed.isPresent()) return new Match.Ours(routed.get());
        Named meant = named.get();
        Optional<ModelProfile> asked = meant.model();
        Optional<String> adapter = meant.adapter();
        if (asked.isPresent() && adapter.isPresent() && asked.get().adapters() != Adapters.LAID)
            return new Match.NoAdapters(asked.get().name(), adapter.get());
        if (asked.isPresent()) return new Match.Ours(contract());
        return name.equals(AUTO) ? new Match.Ours(require(Policy.DEFAULT)) : new Match.NotOurs(requested);
    }

    /** Whether the name leaves the choice of a model to a policy: {@code auto}, a policy's own, or one that a route has. */
    public boolean isFree(ModelName requested) {
        String name = requested.value();
        return name.equals(AUTO) || name.startsWith(PREFIX) || routed(name).isPresent();
    }

    /** The policy of the first route for this name; absent where it says that the name is a contract. */
    private Optional<Policy> routed(String name) {
        for (RouteSettings route : routes) {
            if (!route.matches(name)) continue;
            Policy policy = require(route.policy());
            return policy.isContract() ? Optional.empty() : Optional.of(policy);
        }
        return Optional.empty();
    }

    /** Names, beside {@code auto} and the policies' own, that a route leaves to a policy: those it names in full, in order. */
    public List<String> free() {
        return routes.stream()
                .map(RouteSettings::model)
                .filter(name -> name.indexOf('*') < 0 && isFree(new ModelName(name)))
                .toList();
    }

    /** The policy under which a named model is a contract. */
    public Policy contract() {
        return require(Policy.CONTRACT);
    }

    /** Every policy by name. */
    public Map<String, Policy> policies() {
        return policies;
    }

    private Match named(String policy) {
        Policy found = policies.get(policy);
        // The contract needs a model's name, and there is none.
        return found == null || found.isContract() ? new Match.NoSuchPolicy(policy) : new Match.Ours(found);
    }

    private Policy require(String name) {
        Policy policy = policies.get(name);
        if (policy == null) throw new IllegalArgumentException("no policy is named " + name);
        return policy;
    }
}
