package dev.outrigger;

import dev.outrigger.config.Bound;
import dev.outrigger.telemetry.JvmMeters;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Ties the sidecar to Quarkus: hands over what Quarkus owns, begins with it and ends with it. */
@ApplicationScoped
public class ServerBean {
    private static final Logger LOG = System.getLogger("dev.outrigger");

    private final Vertx vertx;
    private final MeterRegistry metrics;
    private final Optional<Path> config;
    private final AtomicBoolean drained = new AtomicBoolean();
    private volatile @Nullable Server server;

    public ServerBean(
            Vertx vertx,
            MeterRegistry metrics,
            @ConfigProperty(name = RunCommand.CONFIG_PROPERTY) Optional<Path> config) {
        this.vertx = vertx;
        this.metrics = metrics;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        JvmMeters.register(metrics);
        SettingsSource source = SettingsSource.of(config, System.getenv());
        Bound<Settings> settings = source.read(source.look());
        Server started = Server.start(
                vertx,
                metrics,
                source,
                settings.orElseThrow(),
                Runtime.getRuntime().availableProcessors());
        server = started;
        LOG.log(Level.INFO, Greeting.early(started.settings().listen()));
        started.whenLoaded(() ->
                Greeting.lines(started.settings(), started.readiness()).forEach(line -> LOG.log(Level.INFO, line)));
    }

    /** Serves on until nothing is in flight, or the time for it is over; once, whoever asks first. Blocks. */
    void drain() {
        Server running = server;
        if (running == null || !drained.compareAndSet(false, true)) return;
        LOG.log(
                Level.INFO,
                Greeting.farewell(
                        running.edge().admission().exchanges(),
                        running.settings().limits().drain()));
        running.drain();
    }

    void stop(@Observes ShutdownEvent event) {
        Server running = server;
        if (running == null) return;
        // Where no signal of ours came before: an exit asked for in this process.
        drain();
        running.close();
        LOG.log(Level.INFO, "stopped");
    }

    /** The running sidecar; absent before the start and when the start failed. */
    public Optional<Server> server() {
        return Optional.ofNullable(server);
    }
}
