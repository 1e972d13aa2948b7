package dev.outrigger.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.outrigger.analyze.Analysis;
import dev.outrigger.analyze.Dimension;
import dev.outrigger.analyze.Score;
import dev.outrigger.exchange.Attempt.Cause;
import dev.outrigger.exchange.Exchange;
import dev.outrigger.exchange.Verdict;
import dev.outrigger.support.OtlpSink;
import dev.outrigger.support.Ports;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which traces a real collector keeps by {@code observability/collector/outrigger.yaml}. Skipped where none is given. */
class CollectorIT {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final long MS = 1_000_000;
    private static final Verdict OK = new Verdict.Answered();
    private static final Set<String> DULL = Set.of("local-answer", "passed-through", "cancelled", "analysis-missing");

    @TempDir
    private Path folder;

    @Test
    void keepsWhatSomebodyWillAskFor() throws Exception {
        assertEquals(interesting(), kept("0"));
    }

    @Test
    void keepsAllWhereToldTo() throws Exception {
        assertEquals(new TreeSet<>(stories().keySet()), kept("100"));
    }

    /** Exchanges of each kind. */
    private static Map<String, Exchange> stories() {
        Map<String, Exchange> all = new LinkedHashMap<>();
        for (String name : DULL) all.put(name, Stories.all().get(name));
        for (String name : List.of("fallback", "stream-cut", "rejected", "nobody"))
            all.put(name, Stories.all().get(name));
        all.put("escalation", answered(Pieces.analysis(), Cause.ESCALATION, 500));
        all.put("slow", answered(Pieces.analysis(), Cause.INITIAL, 6_000));
        all.put("unsure", answered(unsure(), Cause.INITIAL, 500));
        all.put("private", PrivacyTelemetryTest.told(PrivacyTelemetryTest.FOUND));
        all.put("another-model", another());
        return all;
    }

    private static Set<String> interesting() {
        Set<String> names = new TreeSet<>(stories().keySet());
        names.removeAll(DULL);
        return names;
    }

    private static Exchange answered(Analysis analysis, Cause cause, long firstByteMillis) {
        return Stories.exchange(
                        Pieces.chat(true),
                        Optional.of(analysis),
                        Optional.of(Pieces.hard()),
                        List.of(Pieces.remote(1, cause, 5 * MS, (firstByteMillis + 5) * MS, OK)),
                        OK)
                .times(Pieces.times(firstByteMillis * MS, (firstByteMillis + 10) * MS))
                .build();
    }

    private static Exchange another() {
        return Stories.exchange(
                        Pieces.chat(false),
                        Optional.of(Pieces.analysis()),
                        Optional.of(Pieces.hard()),
                        List.of(Tried.mini().served("gpt-4.1").status(200).ended(5 * MS, 500 * MS, OK)),
                        OK)
                .times(Pieces.times(499 * MS, 501 * MS))
                .build();
    }

    private static Analysis unsure() {
        LinkedHashMap<Dimension, Score> scores = new LinkedHashMap<>();
        scores.put(Dimension.COMPLEXITY, Score.estimated(0.5, 0.2));
        return Analysis.of(scores);
    }

    /** Sends every story through a collector, and returns which arrive. */
    private Set<String> kept(String percent) throws Exception {
        Optional<String> binary =
                Optional.ofNullable(System.getenv("COLLECTOR_BIN")).filter(path -> !path.isBlank());
        assumeTrue(binary.isPresent(), "COLLECTOR_BIN names no collector; observability/README.md says how to get one");
        int otlp = Ports.free();
        try (OtlpSink sink = new OtlpSink()) {
            Process collector = start(binary.orElseThrow(), otlp, sink.endpoint(), percent);
            try {
                Map<String, String> sent = send(URI.create("http://127.0.0.1:" + otlp));
                // A trace is looked at in the order in which they came: this one is the last.
                String last = sent.get("last");
                sink.await(String.valueOf(last), 1);
                Set<String> arrived =
                        sink.spans().stream().map(OtlpSink.Received::traceId).collect(Collectors.toSet());
                return sent.entrySet().stream()
                        .filter(story -> !story.getKey().equals("last") && arrived.contains(story.getValue()))
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toCollection(TreeSet::new));
            } finally {
                collector.destroy();
                if (!collector.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) collector.destroyForcibly();
            }
        }
    }

    /** By name, the id of its trace; {@code last} is one that is kept. */
    private static Map<String, String> send(URI to) {
        Map<String, Exchange> all = new LinkedHashMap<>(stories());
        all.put("last", Stories.fallback());
        Map<String, String> ids = new LinkedHashMap<>();
        Awaitility.await("collector").atMost(PATIENCE).until(() -> isOpen(to.getPort()));
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (Tracing tracing = Tracing.open(Optional.of(to), Map.of(), registry)) {
            Recorder recorder = new Recorder(tracing.telemetry(), registry, new Lines());
            all.forEach((name, exchange) -> {
                Recording recording = recorder.begin(exchange.origin(), exchange.start());
                recording.finish(exchange);
                ids.put(name, recording.traceId().orElseThrow());
            });
        }
        return ids;
    }

    private static boolean isOpen(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private Process start(String binary, int otlp, URI to, String percent) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(binary, "--config", "observability/collector/outrigger.yaml")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("collector.log").toFile());
        builder.environment()
                .putAll(Map.of(
                        "OUTRIGGER_COLLECTOR_HTTP",
                        "127.0.0.1:" + otlp,
                        "OUTRIGGER_COLLECTOR_HEALTH",
                        "127.0.0.1:" + Ports.free(),
                        "OUTRIGGER_DECISION_WAIT",
                        "1s",
                        "OUTRIGGER_SAMPLE_PERCENT",
                        percent,
                        "OUTRIGGER_TRACES_TO",
                        to.toString()));
        return builder.start();
    }
}
