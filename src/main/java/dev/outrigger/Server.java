package dev.outrigger;

import dev.outrigger.admit.Admission;
import dev.outrigger.analyze.Dimension;
import dev.outrigger.backend.Discovery;
import dev.outrigger.config.Bound;
import dev.outrigger.config.Keyring;
import dev.outrigger.config.Mistake;
import dev.outrigger.config.SchemaWriter;
import dev.outrigger.config.Seen;
import dev.outrigger.config.Watch;
import dev.outrigger.console.AdminListener;
import dev.outrigger.console.Explainer;
import dev.outrigger.exchange.ExchangeIds;
import dev.outrigger.proxy.Edge;
import dev.outrigger.proxy.ListenSettings;
import dev.outrigger.proxy.Listener;
import dev.outrigger.proxy.LiveSwitch;
import dev.outrigger.proxy.OpenExchanges;
import dev.outrigger.telemetry.Journal;
import dev.outrigger.telemetry.Recorder;
import dev.outrigger.telemetry.Tracing;
import dev.outrigger.telemetry.Vitals;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A running sidecar: its configuration as it changes, its data port, and its end. */
public final class Server implements AutoCloseable {
    /** Where the data port listens: nobody outside the pod reaches it. */
    static final String LOOPBACK = "127.0.0.1";

    /** How often the configuration's file is looked at. */
    static final Duration RECHECK = Duration.ofSeconds(1);

    private static final Duration BIND = Duration.ofSeconds(10);

    private static final Logger LOG = System.getLogger("dev.outrigger");

    private final Vertx vertx;
    private final SettingsSource source;
    private final LocalEngine local;
    private final ExecutorService analysis;
    private final Sidecar sidecar;
    private final Tracing tracing;
    private final Journal journal = new Journal(System.getLogger(Recorder.LOGGER));
    private final Recorder recorder;
    private final Vitals vitals;
    private final Discovery discovery;
    private final Admission admission = new Admission();
    private final OpenExchanges open = new OpenExchanges();
    private final LiveSwitch live;
    private final Edge edge;
    private volatile Assembly assembly;
    private final Rollouts rollouts;
    private volatile Optional<Watch> watch = Optional.empty();
    private volatile String reload = "never changed";
    private volatile boolean bound;
    private volatile boolean draining;

    private Server(Vertx vertx, MeterRegistry metrics, SettingsSource source, Settings settings) {
        this.vertx = vertx;
        this.source = source;
        Map<String, String> environment = source.environment();
        InstantSource clock = InstantSource.system();
        this.local = PlacedModels.engine(environment, clock, new LoadAccount(this::vitals, this::relearned));
        this.analysis = RequestReader.thread();
        SecureRandom random = new SecureRandom();
        String instance = HexFormat.of().toHexDigits(random.nextLong());
        VersionNames names = VersionNames.of(environment);
        this.sidecar = new Sidecar(vertx, local, Keyring.ofProcess(), analysis, instance, names);
        this.tracing = Tracing.open(settings.telemetry().otlp(), environment, metrics);
        this.recorder = new Recorder(tracing.telemetry(), metrics, journal);
        this.recorder.accountTo(settings.telemetry().app());
        this.assembly = sidecar.assemble(settings, Optional.empty());
        this.live = new LiveSwitch(assembly.live());
        this.rollouts = new Rollouts(clock, this::settings, () -> live.peek().rollout(), names, this::relearned);
        rollouts.follow(recorder, metrics);
        ExchangeIds ids = new ExchangeIds(clock, new SplittableRandom(random.nextLong()));
        this.edge = new Edge(live, admission, open, recorder, ids, clock, System::nanoTime, instance)
                .naming(rollouts.naming());
        this.discovery = new Discovery(
                vertx, () -> assembly.discovered(), () -> live.peek().registry(), clock);
        this.vitals =
                new Vitals(metrics, admission, live::state, () -> readiness().isReady());
    }

    /**
     * Starts the sidecar and returns when its data port is bound; local models load on.
     *
     * @param settings as read from the source before
     * @throws IllegalStateException when the port cannot be bound
     */
    public static Server start(
            Vertx vertx, MeterRegistry metrics, SettingsSource source, Settings settings, int eventLoops) {
        Server server = new Server(vertx, metrics, source, settings);
        server.learn(settings);
        server.bind(settings.listen(), eventLoops);
        server.local.want(settings);
        server.warm();
        server.discovery.start();
        server.watchSource();
        return server;
    }

    /** Only a policy that reads the language pays for its detector. */
    private void warm() {
        boolean reads = live.peek().routes().policies().values().stream()
                .anyMatch(policy -> policy.dimensions().contains(Dimension.LANGUAGE));
        if (reads)
            sidecar.reader()
                    .warm()
                    // Reading its model leaves as much garbage as it keeps; nothing else would ever collect it.
                    .onSuccess(read -> System.gc())
                    .onFailure(fault -> LOG.log(Level.ERROR, "no language detector: {0}", fault));
    }

    private void bind(ListenSettings listen, int eventLoops) {
        await("data port " + listen.data(), new Listener(vertx, edge).listen(LOOPBACK, listen.data(), eventLoops));
        bound = true;
        await("admin port " + listen.admin(), admin().listen(LOOPBACK, listen.admin()));
    }

    private AdminListener admin() {
        Explainer explainer = new Explainer(
                edge.aside(),
                (subject, wanted) -> live.peek().analyzer().analyze(subject, wanted),
                () -> live.peek().routes(),
                live::view,
                () -> live.peek().privacy());
        return new AdminListener(
                        vertx,
                        explainer.on(edge::occasion),
                        () -> live.peek().dialects(),
                        new AdminListener.Sights(
                                () -> readiness().detail(),
                                local::held,
                                () -> SchemaWriter.write("outrigger.yaml", Settings.class),
                                () -> live.peek().registry(),
                                recorder.ledger()))
                .with(rollouts.desk())
                .with(recorder.answers());
    }

    private static void await(String what, Future<Integer> listening) {
        try {
            listening.toCompletionStage().toCompletableFuture().get(BIND.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException failed) {
            throw new IllegalStateException(what + " cannot be bound: " + failed.getMessage(), failed);
        }
    }

    private void watchSource() {
        source.file().ifPresent(file -> {
            Watch watching = new Watch(file, source.look(), this::changed);
            watching.start(RECHECK);
            watch = Optional.of(watching);
        });
        rollouts.watch();
    }

    /** The file means something else now: serve by it, or say why not and go on as before. */
    private void changed(Seen seen) {
        switch (source.read(seen)) {
            case Bound.Ok<Settings>(Settings settings) -> apply(settings);
            case Bound.Wrong<Settings>(List<Mistake> mistakes) -> refuse(mistakes);
        }
    }

    private synchronized void apply(Settings settings) {
        Settings before = assembly.settings();
        // Before the switch, whose last exchange may end at once: then what is not wanted any more is freed.
        local.want(settings);
        serve(settings);
        rollouts.watch();
        warm();
        discovery.look();
        vitals.reloaded(Vitals.Reload.APPLIED);
        String hash = live.peek().hash();
        reload = "applied " + hash + settings.needsRestart(before);
        LOG.log(Level.INFO, "configuration {0} applied, hash {1}", source.name(), hash);
    }

    /** New exchanges are served by these settings; what only earlier ones need is freed with the last of them. */
    private void serve(Settings settings) {
        Assembly before = assembly;
        Assembly next = sidecar.assemble(settings, Optional.of(before));
        assembly = next;
        learn(settings);
        edge.swap(next.live(), () -> {
            before.freeExceptFor(next);
            local.forget();
        });
    }

    /** Policies are named by what they read requests with, so other heads make other policies. */
    private synchronized void relearned() {
        serve(assembly.settings());
    }

    private void refuse(List<Mistake> mistakes) {
        vitals.reloaded(Vitals.Reload.REFUSED);
        String list = String.join("; ", mistakes.stream().map(Mistake::toString).toList());
        reload = "refused, " + live.peek().hash() + " stays: " + list;
        LOG.log(Level.WARNING, "configuration {0} has mistakes and is not applied: {1}", source.name(), list);
    }

    private Vitals vitals() {
        return vitals;
    }

    private void learn(Settings settings) {
        recorder.learn(
                settings.profiles(),
                settings.backends().keySet(),
                assembly.live().routes().policies().keySet());
        vitals.watch(settings.models().keySet(), assembly.refusedKeys(), assembly.openBreakers());
        Wanted wanted = Wanted.of(settings);
        vitals.expect(wanted.names());
        wanted.adapters().keySet().forEach(model -> vitals.laid(model, () -> local.laid(model)));
    }

    /** Whether the app may be given traffic, and what a person wants to know. */
    public Readiness readiness() {
        SequencedMap<String, String> detail = new LinkedHashMap<>();
        detail.put("configuration", source.name() + " " + live.peek().hash());
        detail.put(Readiness.RELOAD, reload);
        detail.put("tracing", tracing.isOn() ? "on" : "off");
        detail.put("analyzer", local.classifierDetail());
        sidecar.reader().router().words().ifPresent(words -> detail.put("router", words));
        local.place().ifPresent(words -> detail.put("engine", words));
        Readiness.tell(live.view(), detail);
        local.shortcomings().forEach((name, words) -> detail.put("local." + name, words));
        rollouts.tell(detail);
        if (draining) detail.put("draining", admission.exchanges() + " exchanges left");
        return Readiness.of(bound && !draining, detail);
    }

    /** Calls this when the local models that are wanted now are loaded, or are known not to be. */
    void whenLoaded(Runnable then) {
        local.whenLoaded(then);
    }

    /** The configuration that new requests are served with. */
    public Settings settings() {
        return assembly.settings();
    }

    /** What is shared by whoever looks into the running sidecar. */
    Edge edge() {
        return edge;
    }

    /**
     * Stops being ready, and returns when nothing has been in flight for a moment. What still is when the drain time is
     * over is ended so that its app can tell.
     */
    public void drain() {
        draining = true;
        edge.shadows().drain();
        Drain.ofProcess().await(admission::exchanges, settings().limits().drain(), open::close);
    }

    @Override
    public void close() {
        watch.ifPresent(Watch::close);
        discovery.close();
        assembly.close();
        local.close();
        analysis.shutdownNow();
        tracing.close();
        rollouts.close();
        journal.close();
    }
}
