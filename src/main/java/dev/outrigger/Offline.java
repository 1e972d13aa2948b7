package dev.outrigger;

import dev.outrigger.admit.Aside;
import dev.outrigger.admit.Limits;
import dev.outrigger.analyze.AnalyzerSettings;
import dev.outrigger.analyze.TextClassifier;
import dev.outrigger.config.Keyring;
import dev.outrigger.console.Explainer;
import dev.outrigger.dialect.Dialects;
import dev.outrigger.engine.CacheFolder;
import dev.outrigger.engine.LoadMarker;
import dev.outrigger.engine.Manifests;
import dev.outrigger.engine.MemoryRoom;
import dev.outrigger.engine.ModelStore;
import dev.outrigger.life.LoadListener;
import dev.outrigger.registry.Cell;
import dev.outrigger.registry.Health;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.registry.RegistryView;
import dev.outrigger.rollout.Rollout;
import dev.outrigger.route.Occasion;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The same parts as a server's, for work that answers nobody: no port is opened, nothing is asked of a backend, and
 * nobody waits, so that the analysis may take its time. Local models count as ready: what they would say is not asked.
 */
final class Offline implements AutoCloseable {
    /** Nobody waits for a single answer, but a model that hangs must not hang a whole run. */
    private static final Duration BUDGET = Duration.ofSeconds(10);

    /** Analyses at once: as many as a run looks ahead. */
    private static final int IN_FLIGHT = 64;

    private final Vertx vertx;
    private final ExecutorService analysis;
    private final LocalEngine local;
    private final Sidecar sidecar;
    private final Assembly assembly;

    private Offline(Settings settings, Map<String, String> environment) {
        this.vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        this.analysis = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("outrigger-analysis").factory());
        CacheFolder cache = CacheFolder.of(environment, Path.of(System.getProperty("user.home")));
        InstantSource clock = InstantSource.system();
        ModelStore store = new ModelStore(cache, Manifests.read(Manifests.folder(environment)));
        this.local = new LocalEngine(
                new NativeModels(store, MemoryRoom.ofProcess()),
                new LoadMarker(cache, "explain", clock),
                clock,
                LoadListener.NOBODY);
        this.sidecar =
                new Sidecar(vertx, local, Keyring.ofProcess(), analysis, "offline", VersionNames.of(environment));
        this.assembly = sidecar.assemble(patient(settings), Optional.empty());
    }

    /** Assembled, with the analyzer's models loaded. */
    static Offline of(Settings settings, Map<String, String> environment) {
        Offline offline = new Offline(settings, environment);
        offline.local.loadReaderNow(settings);
        offline.sidecar
                .reader()
                .warm()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        return offline;
    }

    /** Assembled without the analyzer's models, for whoever reads no request. */
    static Offline unread(Settings settings, Map<String, String> environment) {
        return new Offline(settings, environment);
    }

    /** The policies. */
    Rollout rollout() {
        return assembly.live().rollout();
    }

    /** The models, with what was measured of them. */
    List<ModelProfile> profiles() {
        return assembly.live().registry().cells().stream().map(Cell::profile).toList();
    }

    private static Settings patient(Settings settings) {
        AnalyzerSettings hurried = settings.analyzer();
        Limits limits = settings.limits();
        return new Settings(
                settings.listen(),
                settings.backends(),
                settings.models(),
                settings.routes(),
                settings.policies(),
                settings.examples(),
                new AnalyzerSettings(hurried.encoder(), hurried.heads(), hurried.router(), BUDGET, IN_FLIGHT),
                settings.egress(),
                settings.translation(),
                limits,
                settings.privacy(),
                settings.telemetry(),
                settings.decisionLog(),
                settings.rollout());
    }

    /** What a person should know of the run: models that are not there. */
    List<String> warnings() {
        return local.classifier() instanceof TextClassifier.State.Ready
                ? List.of()
                : List.of("outrigger: without the analyzer's model: " + local.classifierDetail());
    }

    Dialects dialects() {
        return assembly.live().dialects();
    }

    Explainer explainer() {
        RegistryView view = allReady();
        return new Explainer(
                        Aside.here(),
                        assembly.live().analyzer()::analyze,
                        () -> assembly.live().routes(),
                        () -> view,
                        () -> assembly.live().privacy())
                .on(() -> Occasion.at(InstantSource.system().instant(), 0, OptionalDouble.empty()));
    }

    private RegistryView allReady() {
        return new RegistryView(assembly.live().registry().view().models().stream()
                .map(state -> new dev.outrigger.registry.ModelState(
                        state.profile(), new Health.Ready(), state.inFlight(), state.firstTokenSeconds()))
                .toList());
    }

    @Override
    public void close() {
        assembly.close();
        local.close();
        analysis.shutdownNow();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
