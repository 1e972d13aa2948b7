package dev.outrigger;

import dev.outrigger.backend.BackendSettings;
import dev.outrigger.engine.AdapterSettings;
import dev.outrigger.engine.GeneratorSettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Optional;
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
    record Answering(String model, GeneratorSettings settings, int threads, Optional<AdapterSettings> adapters) {
        private static Answering of(String model, BackendSettings.Engine engine, Optional<Path> adapters) {
            return new Answering(
                    model,
                    new GeneratorSettings(engine.slots(), engine.context(), engine.queue(), engine.answerTokens()),
                    engine.threads(),
                    adapters.map(folder -> new AdapterSettings(
                            folder,
                            engine.residentAdapters(),
                            engine.adapterBytes().bytes(),
                            engine.adapterRank())));
        }

        /** Two names of a model are one model: adapters lie where either says. */
        private Answering or(Answering other) {
            return adapters.isPresent() ? this : other;
        }
    }

    static Wanted of(Settings settings) {
        SequencedMap<String, Answering> generators = new LinkedHashMap<>();
        settings.models().values().forEach(model -> {
            if (model.embedsAlone()) return;
            if (settings.backends().get(model.backend()) instanceof BackendSettings.Engine engine)
                generators.merge(model.model(), Answering.of(model.model(), engine, model.adapters()), Answering::or);
        });
        return new Wanted(
                new Reader(settings.analyzer().encoder(), settings.analyzer().heads()), generators);
    }
}
