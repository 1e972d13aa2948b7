package dev.outrigger;

import dev.outrigger.registry.Health;
import dev.outrigger.registry.ModelState;
import dev.outrigger.registry.Offers;
import dev.outrigger.registry.RegistryView;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Whether the app's pod may be given traffic: false only before the data port is bound and while draining. Everything
 * else is detail.
 *
 * @param detail what a person wants to know, by key
 */
public record Readiness(boolean isReady, SequencedMap<String, String> detail) {
    /** The key of what became of the last change of the configuration. */
    static final String RELOAD = "reload";

    private static final String READY = new Health.Ready().label();

    public Readiness {
        detail = new LinkedHashMap<>(detail);
    }

    /** The key of a model's state. */
    static String key(String model) {
        return "model." + model;
    }

    /** Adds each model's state, and what is odd about one. */
    static void tell(RegistryView view, Map<String, String> detail) {
        for (ModelState model : view.models()) {
            String name = model.profile().name();
            detail.put(key(name), model.health().words());
            if (model.figures().offer() == Offers.Offer.NO)
                detail.put("offer." + name, "not among the models that its server lists");
        }
    }

    /** Whether this model could answer now. */
    boolean isModelReady(String model) {
        return READY.equals(detail.get(key(model)));
    }

    static Readiness of(boolean isReady, Map<String, String> detail) {
        return new Readiness(isReady, new LinkedHashMap<>(detail));
    }
}
