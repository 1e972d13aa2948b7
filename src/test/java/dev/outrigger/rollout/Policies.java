package dev.outrigger.rollout;

import dev.outrigger.config.Binder;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.route.Policy;
import dev.outrigger.route.PolicySettings;
import dev.outrigger.route.Readers;
import dev.outrigger.route.Recipe;
import dev.outrigger.support.Known;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Policies and models that tests name. */
final class Policies {
    static final ModelProfile CHEAP = new Known("cheap", "cloud", "vendor-cheap")
            .price(1, 1)
            .quality(0.5)
            .latency(1)
            .profile();
    static final ModelProfile DEAR = new Known("dear", "cloud", "vendor-dear")
            .price(10, 10)
            .quality(0.9)
            .latency(2)
            .profile();
    static final List<ModelProfile> MODELS = List.of(CHEAP, DEAR);

    private Policies() {}

    static PolicySettings plain() {
        return settings("{}");
    }

    /** As the configuration says it. */
    static PolicySettings settings(String yaml) {
        return Binder.bind("policy", yaml.getBytes(StandardCharsets.UTF_8), PolicySettings.class)
                .orElseThrow();
    }

    static Policy named(String name, String yaml) {
        return recipe(name, yaml, MODELS).policy();
    }

    static Recipe recipe(String name, String yaml, List<ModelProfile> models) {
        return new Recipe(name, Optional.of(settings(yaml)), models, Readers.NONE);
    }

    /** Asks this model first, whatever is asked. */
    static Policy preferring(String model) {
        return named("thrift", "{ stages: [ rule: { when: 'true', prefer: [" + model + "] } ] }");
    }
}
