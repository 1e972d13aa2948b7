package dev.outrigger;

import dev.outrigger.analyze.AnalyzerSettings;
import dev.outrigger.analyze.TextClassifier;
import dev.outrigger.backend.BackendSettings;
import dev.outrigger.backend.LocalModel;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ModelName;
import dev.outrigger.config.Hash;
import dev.outrigger.engine.DjlRuntime;
import dev.outrigger.engine.EncoderBounds;
import dev.outrigger.engine.EncoderFiles;
import dev.outrigger.engine.FilesState;
import dev.outrigger.engine.GeneratorSettings;
import dev.outrigger.engine.HeadsFile;
import dev.outrigger.engine.LlamaGenerator;
import dev.outrigger.engine.LoadMarker;
import dev.outrigger.engine.Manifest;
import dev.outrigger.engine.MiniLmEncoder;
import dev.outrigger.engine.ModelFiles;
import dev.outrigger.engine.ModelStore;
import dev.outrigger.registry.ModelProfile;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The models of this process: loads them one after the other on a thread of its own, while requests are already served,
 * and keeps them through reloads. A native crash in a load does not repeat itself: {@link LoadMarker} tells of it at the
 * next start, which then goes without local models for a while.
 */
final class LocalEngine implements AutoCloseable {
    private static final Logger LOG = System.getLogger(LocalEngine.class.getName());

    private final ModelStore store;
    private final LoadMarker marker;
    private final InstantSource clock;
    private final ScheduledExecutorService loader;
    private final Map<String, LocalModel> generators = new ConcurrentHashMap<>();
    private volatile TextClassifier.State classifier = new TextClassifier.State.Absent();
    private volatile String classifierDetail = "not configured";
    private @Nullable DjlRuntime runtime;
    private @Nullable MiniLmEncoder encoder;

    LocalEngine(ModelStore store, LoadMarker marker, InstantSource clock) {
        this.store = store;
        this.marker = marker;
        this.clock = clock;
        this.loader = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("outrigger-loader").factory());
    }

    /** Loads what these settings name and is not there yet; returns at once. */
    void want(Settings settings) {
        if (classifier instanceof TextClassifier.State.Absent) {
            classifier = new TextClassifier.State.Loading();
            classifierDetail = "loading";
        }
        settings.models().values().forEach(model -> {
            if (settings.backends().get(model.backend()) instanceof BackendSettings.Engine)
                generators.putIfAbsent(model.model(), new LocalModel.Loading("waiting for its turn"));
        });
        loader.execute(() -> loadOrTell(settings));
    }

    /** Calls this, on the loader's thread, when what was wanted until now has been loaded or given up. */
    void whenLoaded(Runnable then) {
        loader.execute(then);
    }

    /** What the trained heads are, by the file that describes them; absent when it is not there. */
    Optional<Hash> heads(AnalyzerSettings settings) {
        return store.find(settings.heads()).flatMap(manifest -> {
            try {
                byte[] weights = Files.readAllBytes(store.path(manifest, "analyzer.safetensors"));
                return Optional.of(Hash.of(Bytes.of(weights)));
            } catch (IOException | IllegalArgumentException missing) {
                return Optional.empty();
            }
        });
    }

    /** Loads the analyzer's models alone, on the caller's thread. */
    void loadClassifierNow(Settings settings) {
        loadClassifier(settings);
    }

    /** The state of a profile's model now. */
    LocalModel generator(ModelProfile profile) {
        return generators.getOrDefault(
                profile.model().value(), new LocalModel.Unavailable("no such local model is configured"));
    }

    /** The state of the analyzer's model now. */
    TextClassifier.State classifier() {
        return classifier;
    }

    /** The same in words. */
    String classifierDetail() {
        return classifierDetail;
    }

    /** Whatever a load runs into, a library that does not link included, costs the local models and nothing else. */
    private void loadOrTell(Settings settings) {
        try {
            load(settings);
        } catch (RuntimeException | LinkageError fault) {
            LOG.log(Level.ERROR, "local models cannot be loaded", fault);
            giveUp("loading failed: " + fault);
        }
    }

    private void giveUp(String why) {
        if (!(classifier instanceof TextClassifier.State.Ready)) {
            classifier = new TextClassifier.State.Broken();
            classifierDetail = why;
        }
        generators.replaceAll(
                (name, state) -> state instanceof LocalModel.Ready ? state : new LocalModel.Unavailable(why));
    }

    private void load(Settings settings) {
        try {
            switch (marker.standing()) {
                case LoadMarker.Standing.Clear clear -> loadMarked(settings);
                case LoadMarker.Standing.Due due -> loadMarked(settings);
                case LoadMarker.Standing.Waiting(int crashes, Instant retryAt) -> postpone(settings, crashes, retryAt);
                // Two sidecars on one cache, as in tests on one machine: the other's load says nothing about ours.
                case LoadMarker.Standing.Elsewhere elsewhere -> loadAll(settings);
            }
        } catch (IOException unwritable) {
            LOG.log(Level.WARNING, "load marker cannot be kept: {0}", unwritable.getMessage());
            loadAll(settings);
        }
    }

    private void loadMarked(Settings settings) throws IOException {
        try (LoadMarker.Loading loading = marker.begin()) {
            LOG.log(Level.DEBUG, "{0}", loading);
            loadAll(settings);
        }
    }

    private void postpone(Settings settings, int crashes, Instant retryAt) {
        String why = "the process crashed " + crashes + " times while it loaded models; next try at " + retryAt;
        LOG.log(Level.WARNING, "starting without local models: {0}", why);
        classifier = new TextClassifier.State.Broken();
        classifierDetail = why;
        generators.replaceAll(
                (name, state) -> state instanceof LocalModel.Ready ? state : new LocalModel.Unavailable(why));
        long wait = Math.max(0, Duration.between(clock.instant(), retryAt).toMillis()) + 1;
        var unusedHandle = loader.schedule(() -> loadOrTell(settings), wait, TimeUnit.MILLISECONDS);
    }

    private void loadAll(Settings settings) {
        if (!(classifier instanceof TextClassifier.State.Ready)) loadClassifier(settings);
        settings.models().values().forEach(model -> {
            if (settings.backends().get(model.backend()) instanceof BackendSettings.Engine engine
                    && !(generators.get(model.model()) instanceof LocalModel.Ready))
                loadGenerator(model.model(), engine);
        });
    }

    private void loadClassifier(Settings whole) {
        AnalyzerSettings settings = whole.analyzer();
        try {
            Manifest weights = ready(settings.encoder());
            Path heads = ready(settings.heads()).folder();
            MiniLmEncoder loaded = MiniLmEncoder.load(
                    runtime(threads(whole)),
                    EncoderFiles.in(store.folder(weights), weights.folder(), Optional.of(heads)),
                    EncoderBounds.standard());
            encoder = loaded;
            classifier = new TextClassifier.State.Ready(new EncoderClassifier(loaded, HeadsFile.read(heads)));
            classifierDetail = "ready";
        } catch (IOException failed) {
            classifier = new TextClassifier.State.Broken();
            classifierDetail = String.valueOf(failed.getMessage());
        }
        LOG.log(Level.INFO, "analyzer model {0}: {1}", settings.encoder(), classifierDetail);
    }

    private void loadGenerator(String name, BackendSettings.Engine settings) {
        LocalModel state;
        generators.put(name, new LocalModel.Loading("its weights are being read"));
        try {
            Manifest manifest = ready(name);
            ModelFiles files = new ModelFiles(store.path(manifest, "program.pt"), store.path(manifest, "model.gguf"));
            GeneratorSettings bounds = new GeneratorSettings(
                    settings.slots(), settings.context(), settings.queue(), settings.answerTokens());
            state = new LocalModel.Ready(
                    LlamaGenerator.load(runtime(settings.threads()), new ModelName(name), files, bounds));
        } catch (IOException | IllegalArgumentException failed) {
            state = new LocalModel.Unavailable(String.valueOf(failed.getMessage()));
        }
        generators.put(name, state);
        String why = state.health().detail();
        LOG.log(Level.INFO, "local model {0}: {1}{2}", name, state.health().label(), why.isEmpty() ? "" : ": " + why);
    }

    /** The model's manifest, when its files are there. */
    private Manifest ready(String name) throws IOException {
        Manifest manifest = store.find(name).orElseThrow(() -> new IOException("no local model is named " + name));
        FilesState state = store.state(manifest);
        if (state instanceof FilesState.Ready) return manifest;
        throw new IOException(state.detail() + "; run: ./outrigger models pull " + name);
    }

    /** libtorch has one bound on threads for the whole process: the largest that is asked for. */
    private static int threads(Settings settings) {
        return settings.backends().values().stream()
                .mapToInt(backend -> backend instanceof BackendSettings.Engine engine ? engine.threads() : 1)
                .max()
                .orElse(1);
    }

    private DjlRuntime runtime(int threads) throws IOException {
        DjlRuntime loaded = runtime;
        if (loaded == null) {
            loaded = DjlRuntime.load(threads);
            runtime = loaded;
        }
        return loaded;
    }

    /** Frees every model; answers that run fail. */
    @Override
    public void close() {
        loader.shutdownNow();
        generators.values().forEach(model -> model.generatorIfReady().ifPresent(generator -> generator.close()));
        if (encoder != null) encoder.close();
    }
}
