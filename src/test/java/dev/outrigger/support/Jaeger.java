package dev.outrigger.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;

/** A real Jaeger on free loopback ports, its traces in memory. {@code observability/README.md} says how to get one. */
public final class Jaeger implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final int otlp = Ports.free();
    private final int query = Ports.free();
    private final Process process;

    /** Starts this binary; its configuration and its log go to the folder. Returns when it answers. */
    public Jaeger(String binary, Path folder) {
        try {
            Path config = Files.writeString(folder.resolve("jaeger.yaml"), config(query, Ports.free(), otlp));
            process = new ProcessBuilder(binary, "--config", config.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("jaeger.log").toFile())
                    .start();
        } catch (IOException unstartable) {
            throw new UncheckedIOException(unstartable);
        }
        Awaitility.await("Jaeger, see " + folder)
                .atMost(PATIENCE)
                .until(() -> get("/api/services").isPresent());
    }

    /** The binary to start, if somebody said where it is. */
    public static Optional<String> binary() {
        return Optional.ofNullable(System.getenv("JAEGER_BIN")).filter(path -> !path.isBlank());
    }

    /** What to configure as the endpoint. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + otlp);
    }

    /** The trace as Jaeger's API gives it, once it has this many spans. */
    public JsonNode await(String traceId, int spans) {
        return Awaitility.await("trace " + traceId)
                .atMost(PATIENCE)
                .until(() -> trace(traceId), trace -> trace.path("spans").size() >= spans);
    }

    /** What a search finds once it finds this trace: the traces' ids. The search is as its page's address has it, from {@code ?} on. */
    public List<String> search(String query, String traceId) {
        return Awaitility.await("trace " + traceId + " by " + query)
                .atMost(PATIENCE)
                .until(() -> found(query), ids -> ids.contains(traceId));
    }

    private List<String> found(String query) {
        JsonNode traces =
                get("/api/traces" + query).map(answer -> answer.path("data")).orElseGet(json::missingNode);
        return StreamSupport.stream(traces.spliterator(), false)
                .map(trace -> trace.path("traceID").asText())
                .toList();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) process.destroyForcibly();
        } catch (InterruptedException stopped) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private JsonNode trace(String traceId) {
        return get("/api/traces/" + traceId)
                .map(answer -> answer.path("data").path(0))
                .orElseGet(json::missingNode);
    }

    private Optional<JsonNode> get(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + query + path))
                .build();
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200 ? Optional.of(json.readTree(response.body())) : Optional.empty();
        } catch (IOException notYet) {
            return Optional.empty();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static String config(int query, int grpc, int otlp) {
        return """
            service:
              extensions: [jaeger_storage, jaeger_query]
              pipelines:
                traces: { receivers: [otlp], exporters: [jaeger_storage_exporter] }
              telemetry: { metrics: { level: none }, logs: { level: warn } }
            extensions:
              jaeger_storage: { backends: { memory: { memory: { max_traces: 1000 } } } }
              jaeger_query:
                storage: { traces: memory }
                http: { endpoint: "127.0.0.1:%d" }
                grpc: { endpoint: "127.0.0.1:%d" }
            receivers:
              otlp: { protocols: { http: { endpoint: "127.0.0.1:%d" } } }
            exporters:
              jaeger_storage_exporter: { trace_storage: memory }
            """.formatted(query, grpc, otlp);
    }
}
