package dev.outrigger.telemetry;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.outrigger.support.OtlpSink;
import dev.outrigger.support.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A real collector with the product's configuration, and what it sends on. {@code COLLECTOR_BIN} says which. */
final class Otelcol implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    final OtlpSink sink = new OtlpSink();
    private final int port = Ports.free();
    private final Process process;

    private Otelcol(String binary, Path log, String percent) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(binary, "--config", "observability/collector/outrigger.yaml")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment()
                .putAll(Map.of(
                        "OUTRIGGER_COLLECTOR_HTTP",
                        "127.0.0.1:" + port,
                        "OUTRIGGER_COLLECTOR_HEALTH",
                        "127.0.0.1:" + Ports.free(),
                        "OUTRIGGER_COLLECTOR_METRICS_PORT",
                        Integer.toString(Ports.free()),
                        "OUTRIGGER_DECISION_WAIT",
                        "1s",
                        "OUTRIGGER_SAMPLE_PERCENT",
                        percent,
                        "OUTRIGGER_TRACES_TO",
                        sink.endpoint().toString()));
        process = builder.start();
    }

    /** Skips the test where there is none. */
    static Otelcol keeping(String percent, Path folder) throws IOException {
        Optional<String> binary =
                Optional.ofNullable(System.getenv("COLLECTOR_BIN")).filter(path -> !path.isBlank());
        assumeTrue(binary.isPresent(), "COLLECTOR_BIN names no collector; observability/README.md says how to get one");
        Otelcol collector = new Otelcol(binary.orElseThrow(), folder.resolve("collector.log"), percent);
        Awaitility.await("collector").atMost(PATIENCE).until(collector::isOpen);
        return collector;
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    private boolean isOpen() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
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
        sink.close();
    }
}
