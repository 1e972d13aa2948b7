package dev.outrigger;

import dev.outrigger.backend.BackendSettings;
import dev.outrigger.engine.GeneratorSettings;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * The local models a configuration names, each with all that its loading depends on: what is equal need not be loaded
 * again.
 *
 * @param generators by the model's name
 */
record Wanted(Reader reader, SequencedMap<String, Answering> generators) {
    Wanted {
        generators = new LinkedHashMap<>(generators);
    }

    /** What reads requests: an encoder and the heads that were trained on it. */
    record Reader(String encoder, String heads) {}

    /** A model that answers. */
    record Answering(String model, GeneratorSettings settings, int threads) {
        private static Answering of(String model, BackendSettings.Engine engine) {
            return new Answering(
                    model,
                    new GeneratorSettings(engine.slots(), engine.context(), engine.queue(), engine.answerTokens()),
                    engine.threads());
        }
    }

    static Wanted of(Settings settings) {
        SequencedMap<String, Answering> generators = new LinkedHashMap<>();
        settings.models().values().forEach(model -> {
            if (model.embedsAlone()) return;
            if (settings.backends().get(model.backend()) instanceof BackendSettings.Engine engine)
                generators.put(model.model(), Answering.of(model.model(), engine));
        });
        return new Wanted(
                new Reader(settings.analyzer().encoder(), settings.analyzer().heads()), generators);
    }
}
