package dev.outrigger;

import dev.outrigger.backend.BackendSettings;
import dev.outrigger.backend.EnginePlace;
import dev.outrigger.config.DataSize;
import dev.outrigger.engine.AdapterSettings;
import dev.outrigger.engine.AdapterShelf;
import dev.outrigger.engine.Device;
import dev.outrigger.engine.GeneratorSettings;
import dev.outrigger.engine.Loss;
import dev.outrigger.life.Residence;
import dev.outrigger.life.Terms;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.Set;

/**
 * The local models a configuration names, each with all that its loading depends on: what is equal need not be loaded
 * again.
 *
 * @param generators by the model's name
 * @param embedders likewise; they stay for good
 * @param residences how long each generator stays
 * @param modelBytes what all models together may hold
 */
record Wanted(
        Reader reader,
        SequencedMap<String, Answering> generators,
        SequencedMap<String, Embedding> embedders,
        Map<String, Residence> residences,
        OptionalLong modelBytes) {
    Wanted {
        generators = new LinkedHashMap<>(generators);
        embedders = new LinkedHashMap<>(embedders);
        residences = Map.copyOf(residences);
    }

    /**
     * What reads requests: an encoder and the heads that were trained on it.
     *
     * @param device where it must compute; absent where libtorch may choose
     */
    record Reader(String encoder, String heads, EnginePlace place, Optional<Device> device) implements Terms<Reader> {
        Reader(String encoder, String heads, EnginePlace place) {
            this(encoder, heads, place, Optional.empty());
        }

        @Override
        public Optional<Reader> lesser(Loss.Kind loss, Device there) {
            return isOfDevice(loss, there)
                    ? Optional.of(new Reader(encoder, heads, place, Optional.of(Device.CPU)))
                    : Optional.empty();
        }

        @Override
        public String shortfall(Reader wanted) {
            return "on the CPU";
        }
    }

    /**
     * A model that makes vectors of texts.
     *
     * @param device where it must compute; absent where libtorch may choose
     */
    record Embedding(String model, EnginePlace place, Optional<Device> device) implements Terms<Embedding> {
        Embedding(String model, EnginePlace place) {
            this(model, place, Optional.empty());
        }

        @Override
        public Optional<Embedding> lesser(Loss.Kind loss, Device there) {
            return isOfDevice(loss, there)
                    ? Optional.of(new Embedding(model, place, Optional.of(Device.CPU)))
                    : Optional.empty();
        }

        @Override
        public String shortfall(Embedding wanted) {
            return "on the CPU";
        }
    }

    /**
     * A model that answers.
     *
     * @param device where it must compute; absent where libtorch may choose
     */
    record Answering(
            String model,
            GeneratorSettings settings,
            int threads,
            EnginePlace place,
            Optional<AdapterSettings> adapters,
            Optional<Device> device)
            implements Terms<Answering> {
        Answering(String model, GeneratorSettings settings, int threads, EnginePlace place) {
            this(model, settings, threads, place, Optional.empty(), Optional.empty());
        }

        private static Answering of(String model, BackendSettings.Engine engine, Optional<Path> adapters) {
            return new Answering(
                    model,
                    new GeneratorSettings(engine.slots(), engine.context(), engine.queue(), engine.answerTokens()),
                    engine.threads(),
                    engine.process(),
                    adapters.map(folder -> new AdapterSettings(
                            folder,
                            engine.residentAdapters(),
                            engine.adapterBytes().bytes(),
                            engine.adapterRank())),
                    Optional.empty());
        }

        /** Two names of a model are one model: adapters lie where either says. */
        private Answering or(Answering other) {
            return adapters.isPresent() ? this : other;
        }

        /** Requests that run or wait at once. */
        int places() {
            return settings.slots() + settings.queued();
        }

        @Override
        public Optional<Answering> lesser(Loss.Kind loss, Device there) {
            if (isOfDevice(loss, there))
                return Optional.of(new Answering(model, settings, threads, place, adapters, Optional.of(Device.CPU)));
            return loss == Loss.Kind.OUT_OF_MEMORY && settings.slots() > 1 ? Optional.of(halved()) : Optional.empty();
        }

        private Answering halved() {
            GeneratorSettings fewer = new GeneratorSettings(
                    settings.slots() / 2, settings.contextTokens(), settings.queued(), settings.answerTokens());
            return new Answering(model, fewer, threads, place, adapters, device);
        }

        @Override
        public String shortfall(Answering wanted) {
            String where = device.equals(wanted.device()) ? "" : "on the CPU, ";
            return where + settings.slots() + " of " + wanted.settings().slots() + " slots";
        }
    }

    /** What a processor of its own ran out of, or what became of that, the CPU may do without. */
    private static boolean isOfDevice(Loss.Kind loss, Device there) {
        return there != Device.CPU && (loss == Loss.Kind.OUT_OF_MEMORY || loss == Loss.Kind.DEVICE_LOST);
    }

    /** What is loaded, by the names that loads are told by. */
    Set<String> names() {
        Set<String> names = new LinkedHashSet<>(generators.keySet());
        names.addAll(embedders.keySet());
        names.add(reader.encoder());
        return names;
    }

    /** Where the adapters lie of those generators that take some. */
    Map<String, AdapterShelf> adapters() {
        Map<String, AdapterShelf> shelves = new LinkedHashMap<>();
        generators.forEach((name, model) ->
                model.adapters().ifPresent(settings -> shelves.put(name, new AdapterShelf(settings.folder()))));
        return shelves;
    }

    static Wanted of(Settings settings) {
        SequencedMap<String, Answering> generators = new LinkedHashMap<>();
        SequencedMap<String, Embedding> embedders = new LinkedHashMap<>();
        settings.embedders().forEach(model -> embedders.put(model, new Embedding(model, place(settings))));
        Map<String, Residence> residences = new LinkedHashMap<>();
        settings.models().values().forEach(model -> {
            if (model.embedsAlone()) return;
            if (settings.backends().get(model.backend()) instanceof BackendSettings.Engine engine) {
                generators.merge(model.model(), Answering.of(model.model(), engine, model.adapters()), Answering::or);
                residences.merge(model.model(), new Residence(model.unloadAfter(), model.wakeAt()), Residence::longer);
            }
        });
        return new Wanted(
                new Reader(settings.analyzer().encoder(), settings.analyzer().heads(), place(settings)),
                generators,
                embedders,
                residences,
                settings.limits()
                        .modelBytes()
                        .map(DataSize::bytes)
                        .map(OptionalLong::of)
                        .orElse(OptionalLong.empty()));
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
