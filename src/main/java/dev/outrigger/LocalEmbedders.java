package dev.outrigger;

import dev.outrigger.backend.LocalEmbedder;
import dev.outrigger.engine.Embedder;
import dev.outrigger.engine.LoadMarker;
import dev.outrigger.engine.Shared;
import dev.outrigger.life.Life;
import dev.outrigger.life.LoadListener;
import dev.outrigger.registry.ModelProfile;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * The models of this process that make vectors of texts. Each is loaded once, after all that chat and read, on the same
 * loader's thread and under the same {@link LoadMarker}; a configuration that names it no more frees it after its last
 * answer.
 */
final class LocalEmbedders {
    private static final Logger LOG = System.getLogger(LocalEngine.class.getName());

    private final ModelLoader models;
    private final LoadMarker marker;
    private final InstantSource clock;
    private final LoadListener listener;
    private final Executor loader;
    private final Map<String, LocalEmbedder> states = new ConcurrentHashMap<>();
    private volatile Set<String> wanted = Set.of();
    private volatile boolean isClosed;

    /** @param loader the thread that loads all models, one after the other */
    LocalEmbedders(ModelLoader models, LoadMarker marker, InstantSource clock, LoadListener listener, Executor loader) {
        this.models = models;
        this.marker = marker;
        this.clock = clock;
        this.listener = listener;
        this.loader = loader;
    }

    /** Loads those of these settings that are not there yet; returns at once. */
    void want(Settings settings) {
        wanted = settings.embedders();
        if (wanted.isEmpty()) return;
        wanted.forEach(name -> states.compute(
                name,
                (same, before) -> before instanceof LocalEmbedder.Ready
                        ? before
                        : new LocalEmbedder.Loading("waiting for its turn")));
        loader.execute(this::loadMissing);
    }

    /** Frees what is not wanted any more. */
    void forget() {
        loader.execute(() -> states.keySet().stream()
                .filter(name -> !wanted.contains(name))
                .forEach(name -> {
                    if (states.remove(name) instanceof LocalEmbedder.Ready(Shared<Embedder> embedder)) {
                        var unusedEnd = embedder.retire();
                        LOG.log(Level.INFO, "local model {0}: freed", name);
                    }
                }));
    }

    /** The state of a profile's model now. */
    LocalEmbedder of(ModelProfile profile) {
        LocalEmbedder state = states.get(profile.model().value());
        return state == null ? new LocalEmbedder.Unavailable("no such local model is configured") : state;
    }

    /** Frees every model on this thread. */
    void close() {
        isClosed = true;
        states.keySet().forEach(this::freeNow);
    }

    private void freeNow(String name) {
        if (states.remove(name) instanceof LocalEmbedder.Ready(Shared<Embedder> embedder)) embedder.freeNow();
    }

    // ---- the loader's thread --------------------------------------------------------------------------------------

    private void loadMissing() {
        if (wanted.stream().allMatch(name -> states.get(name) instanceof LocalEmbedder.Ready)) return;
        try {
            switch (marker.standing()) {
                case LoadMarker.Standing.Clear clear -> loadMarked();
                case LoadMarker.Standing.Due due -> loadMarked();
                case LoadMarker.Standing.Waiting waiting -> postpone(waiting);
                case LoadMarker.Standing.Elsewhere elsewhere -> loadAll();
            }
        } catch (IOException unwritable) {
            LOG.log(Level.WARNING, "load marker cannot be kept: {0}", unwritable.getMessage());
            loadAll();
        }
    }

    private void postpone(LoadMarker.Standing.Waiting waiting) {
        String why = "the process crashed " + waiting.crashes() + " times while it loaded models; next try at "
                + waiting.retryAt();
        wanted.forEach(name -> states.put(name, new LocalEmbedder.Unavailable(why)));
        long wait =
                Math.max(0, Duration.between(clock.instant(), waiting.retryAt()).toMillis()) + 1;
        CompletableFuture.delayedExecutor(wait, TimeUnit.MILLISECONDS, loader).execute(this::loadMissing);
    }

    private void loadMarked() throws IOException {
        try (LoadMarker.Loading loading = marker.begin()) {
            LOG.log(Level.DEBUG, "{0}", loading);
            loadAll();
        }
    }

    private void loadAll() {
        for (String name : wanted)
            if (!isClosed && !(states.get(name) instanceof LocalEmbedder.Ready)) {
                LocalEmbedder state = load(name);
                states.put(name, state);
                if (isClosed) freeNow(name);
                boolean isReady = state instanceof LocalEmbedder.Ready;
                LOG.log(
                        isReady ? Level.INFO : Level.WARNING,
                        "local model {0}: {1}",
                        name,
                        isReady ? "ready" : state.health().detail());
                listener.loaded(
                        name, isReady ? LoadListener.Outcome.READY : LoadListener.Outcome.FAILED, Life.Cause.SETTINGS);
            }
    }

    /** Whatever a load runs into costs this model and nothing else. */
    private LocalEmbedder load(String name) {
        states.put(name, new LocalEmbedder.Loading("its weights are being read"));
        try {
            Embedder embedder = models.embedder(name);
            return new LocalEmbedder.Ready(new Shared<>(embedder, embedder::close));
        } catch (IOException failed) {
            return new LocalEmbedder.Unavailable(String.valueOf(failed.getMessage()));
        } catch (RuntimeException | LinkageError | OutOfMemoryError fault) {
            LOG.log(Level.ERROR, "local model " + name + " cannot be loaded", fault);
            return new LocalEmbedder.Unavailable("loading failed: " + fault);
        }
    }
}
