package dev.outrigger;

import dev.outrigger.config.Keyring;
import dev.outrigger.config.Watch;
import dev.outrigger.rollout.ContentLog;
import dev.outrigger.rollout.DecisionLog;
import dev.outrigger.rollout.DecisionLogSettings;
import dev.outrigger.rollout.Naming;
import dev.outrigger.rollout.NamingKey;
import dev.outrigger.rollout.PolicyDesk;
import dev.outrigger.rollout.PolicyStore;
import dev.outrigger.rollout.Rollout;
import dev.outrigger.telemetry.CaptureSettings;
import dev.outrigger.telemetry.Recorder;
import dev.outrigger.telemetry.VersionMeters;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What a running sidecar keeps of versions of policies: the log of decisions, and the watch on the store. */
final class Rollouts implements AutoCloseable {
    private final InstantSource clock;
    private final Supplier<Settings> settings;
    private final Supplier<Rollout> rollout;
    private final VersionNames names;
    private final Runnable serve;
    private final Optional<DecisionLog> decisions;
    private final Optional<NamingKey> key;
    private final Optional<ContentLog> content;
    private Optional<PolicyStore> watched = Optional.empty();
    private Optional<Watch> watch = Optional.empty();

    /**
     * Of a server that begins.
     *
     * @param settings of now
     * @param rollout of now
     * @param names looks at versions that are to serve
     * @param serve compiles what the store says, and serves new requests by it
     */
    Rollouts(
            InstantSource clock,
            Supplier<Settings> settings,
            Supplier<Rollout> rollout,
            VersionNames names,
            Runnable serve) {
        this.clock = clock;
        this.settings = settings;
        this.rollout = rollout;
        this.names = names;
        this.serve = serve;
        Optional<DecisionLogSettings> log = settings.get().decisionLog();
        this.key = log.map(said -> NamingKey.of(said, Keyring.ofProcess()));
        this.decisions = log.map(said -> DecisionLog.open(said, clock));
        this.content = settings.get()
                .telemetry()
                .content()
                .filter(said -> said.capture() == CaptureSettings.Capture.COMPARISONS)
                .map(said -> ContentLog.open(
                        new ContentLog.Bounds(said.folder(), said.size().bytes(), said.keep()), said.redact(), clock));
    }

    /** Writes down what this one records, and counts it there. */
    void follow(Recorder recorder, MeterRegistry metrics) {
        decisions.ifPresent(log -> {
            recorder.handOnTo(log::accept);
            recorder.handComparisonsOnTo(log::accept);
            VersionMeters.watch(metrics, log);
        });
        content.ifPresent(log -> recorder.captureBy(log::accept));
    }

    /** How conversations are called in what is decided on, and written down. */
    Naming naming() {
        return key.map(Naming::new).orElse(Naming.PLAIN);
    }

    PolicyDesk desk() {
        return new PolicyDesk(
                () -> settings.get().policyStore(clock),
                rollout,
                version -> names.objections(
                        settings.get(), version, rollout.get().models().abilities()),
                serve);
    }

    /**
     * Watches the store that is configured now: another sidecar, or a person, may change what serves. What was changed since it
     * was read, before anybody watched, is served from now on.
     */
    void watch() {
        // Outside of the lock: whoever serves may be about to watch.
        begun().filter(store -> !rollout.get().follows(store)).ifPresent(missed -> serve.run());
    }

    /** The store that is watched from now on; absent where nothing changes. */
    private synchronized Optional<PolicyStore> begun() {
        Optional<PolicyStore> store = settings.get().policyStore(clock);
        if (store.map(PolicyStore::serving).equals(watched.map(PolicyStore::serving))) return Optional.empty();
        watch.ifPresent(Watch::close);
        watched = store;
        watch = store.map(PolicyStore::serving).map(file -> {
            Watch watching = new Watch(file, Watch.read(file), seen -> serve.run());
            watching.start(Server.RECHECK);
            return watching;
        });
        return store;
    }

    /** What a person should know. */
    void tell(Map<String, String> detail) {
        Rollout now = rollout.get();
        now.details().forEach((name, words) -> detail.put("policy." + name, words));
        if (!now.problems().isEmpty()) detail.put("rollout", String.join("; ", now.problems()));
        decisions.ifPresent(log -> detail.put("decisionLog", log.detail()));
        key.flatMap(NamingKey::problem).ifPresent(words -> detail.put("decisionLog.key", words));
        content.ifPresent(log -> detail.put("content", log.detail()));
    }

    /** What waits is written first. */
    @Override
    public synchronized void close() {
        watch.ifPresent(Watch::close);
        decisions.ifPresent(DecisionLog::close);
        content.ifPresent(ContentLog::close);
    }
}
