package dev.outrigger;

import dev.outrigger.admit.Aside;
import dev.outrigger.support.LocalCache;
import dev.outrigger.support.RawClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;

/** A whole sidecar in this JVM on free loopback ports, configured by a file as an operator's is. */
final class RunningSidecar implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(60);

    final int data;
    final int admin;
    final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    final Vertx vertx = Vertx.vertx();
    final Path file;
    final Server server;
    private final Ports ports;

    /** What to listen on. */
    record Ports(int data, int health, int admin) {
        static Ports free() {
            return new Ports(
                    dev.outrigger.support.Ports.free(),
                    dev.outrigger.support.Ports.free(),
                    dev.outrigger.support.Ports.free());
        }

        /** The section of the configuration. */
        String yaml() {
            return "listen: { data: %d, health: %d, admin: %d }%n".formatted(data, health, admin);
        }
    }

    /** Starts it on a file that is there and names these ports; returns when they are bound. */
    RunningSidecar(Path file, Ports ports, Path cache) {
        this(file, ports, Map.of("OUTRIGGER_CACHE", cache.toString()));
    }

    private RunningSidecar(Path file, Ports ports, Map<String, String> environment) {
        this.file = file;
        this.ports = ports;
        this.data = ports.data();
        this.admin = ports.admin();
        SettingsSource source = new SettingsSource(Optional.of(file), environment);
        Settings settings = source.read(source.look()).orElseThrow();
        server = Server.start(vertx, metrics, source, settings, 2);
    }

    /** Starts it with this configuration, which names no ports. */
    static RunningSidecar with(Path folder, Path cache, String yaml) {
        Ports ports = Ports.free();
        return new RunningSidecar(write(folder.resolve("outrigger.yaml"), ports.yaml() + yaml), ports, cache);
    }

    /** With the models whose manifests are in this home. */
    static RunningSidecar atHome(Path home, Path cache, String yaml) {
        Ports ports = Ports.free();
        return new RunningSidecar(
                write(home.resolve("outrigger.yaml"), ports.yaml() + yaml),
                ports,
                Map.of("OUTRIGGER_CACHE", cache.toString(), "OUTRIGGER_HOME", home.toString()));
    }

    /** Without local models. */
    static RunningSidecar remoteOnly(Path folder, String yaml) {
        return with(folder, LocalCache.empty(folder), yaml);
    }

    /** A configuration of one remote model, {@code mini}. */
    static String oneRemote(java.net.URI url) {
        return """
            backends:
              there: { kind: openai, url: "%s" }
            models:
              mini: { backend: there, model: gpt-mini, quality: 0.85, latency: 3 }
            """.formatted(url);
    }

    /** Replaces the file's content but for its ports; whoever watches it sees it within two looks. */
    void write(String yaml) {
        write(file, ports.yaml() + yaml);
    }

    private static Path write(Path file, String text) {
        try {
            return Files.writeString(file, text);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** A request to the data port. */
    RequestSpecification app() {
        return RestAssured.given().baseUri("http://localhost").port(data).contentType("application/json");
    }

    /** A request to the admin port. */
    RequestSpecification operator() {
        return RestAssured.given().baseUri("http://localhost").port(admin);
    }

    RawClient raw() throws IOException {
        return new RawClient(data);
    }

    /** Exchanges that are being served now. */
    int inFlight() {
        return server.edge().admission().exchanges();
    }

    /** Where it looks through long requests. */
    Aside aside() {
        return server.edge().aside();
    }

    void awaitNothingInFlight() {
        Awaitility.await("nothing in flight").atMost(PATIENCE).until(() -> inFlight() == 0);
        Awaitility.await("no body held")
                .atMost(PATIENCE)
                .until(() -> server.edge().admission().bufferedBytes() == 0);
    }

    /** What readiness tells under this key; empty when it tells nothing. */
    String detail(String key) {
        return server.readiness().detail().getOrDefault(key, "");
    }

    /** Waits until a detail of readiness begins so. */
    void awaitDetail(String key, String beginning) {
        Awaitility.await(key + " " + beginning)
                .atMost(PATIENCE)
                .until(() -> detail(key).startsWith(beginning));
    }

    /** The sum of a counter over all other labels; 0 when nothing was counted. */
    double count(String name, String... tags) {
        return metrics.find(name).tags(tags).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    double gauge(String name, String... tags) {
        return metrics.get(name).tags(tags).gauge().value();
    }

    @Override
    public void close() {
        server.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        metrics.close();
    }
}
