package dev.outrigger;

import dev.outrigger.backend.BackendSettings;
import dev.outrigger.backend.EnginePlace;
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
    record Reader(String encoder, String heads, EnginePlace place) {}

    /** A model that answers. */
    record Answering(String model, GeneratorSettings settings, int threads, EnginePlace place) {
        private static Answering of(String model, BackendSettings.Engine engine) {
            return new Answering(
                    model,
                    new GeneratorSettings(engine.slots(), engine.context(), engine.queue(), engine.answerTokens()),
                    engine.threads(),
                    engine.process());
        }
    }

    static Wanted of(Settings settings) {
        SequencedMap<String, Answering> generators = new LinkedHashMap<>();
        settings.models().values().forEach(model -> {
            if (settings.backends().get(model.backend()) instanceof BackendSettings.Engine engine)
                generators.put(model.model(), Answering.of(model.model(), engine));
        });
        return new Wanted(
                new Reader(settings.analyzer().encoder(), settings.analyzer().heads(), place(settings)), generators);
    }

    /** That of the one engine; without one there is nothing to crash but what reads. */
    private static EnginePlace place(Settings settings) {
        return settings.backends().values().stream()
                .filter(BackendSettings.Engine.class::isInstance)
                .map(engine -> ((BackendSettings.Engine) engine).process())
                .findFirst()
                .orElse(EnginePlace.IN_PROCESS);
    }
}
