package dev.outrigger;

import dev.outrigger.config.Bound;
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
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Ties the sidecar to Quarkus: hands over what Quarkus owns, begins with it and ends with it. */
@ApplicationScoped
public class ServerBean {
    private static final Logger LOG = System.getLogger("dev.outrigger");

    private final Vertx vertx;
    private final MeterRegistry metrics;
    private final Optional<Path> config;
    private @Nullable Server server;

    public ServerBean(
            Vertx vertx,
            MeterRegistry metrics,
            @ConfigProperty(name = RunCommand.CONFIG_PROPERTY) Optional<Path> config) {
        this.vertx = vertx;
        this.metrics = metrics;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
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

    void stop(@Observes ShutdownEvent event) {
        if (server == null) return;
        LOG.log(
                Level.INFO,
                Greeting.farewell(
                        server.edge().admission().exchanges(),
                        server.settings().limits().drain()));
        server.drain();
        server.close();
        LOG.log(Level.INFO, "stopped");
    }

    /** The running sidecar; absent before the start and when the start failed. */
    public Optional<Server> server() {
        return Optional.ofNullable(server);
    }
}
