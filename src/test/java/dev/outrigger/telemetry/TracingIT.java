package dev.outrigger.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.exchange.Exchange;
import dev.outrigger.support.OtlpSink;
import dev.outrigger.support.OtlpSink.Received;
import dev.outrigger.support.Row;
import dev.outrigger.telemetry.Names.Label;
import dev.outrigger.telemetry.Names.Metric;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real spans over a real socket. */
class TracingIT {
    /** Batches leave soon, so that the tests need not wait for the five seconds of production. */
    private static final Map<String, String> SOON = Map.of("OTEL_BSP_SCHEDULE_DELAY", "20");

    /** More than a narrow queue holds while a batch is on its way. */
    private static final int MANY = 200;

    private final OtlpSink sink = new OtlpSink();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @AfterEach
    void close() {
        sink.close();
    }

    @Test
    void sendsTheWholeTree() {
        try (Tracing tracing = Tracing.open(Optional.of(sink.endpoint()), SOON, registry)) {
            String trace = record(tracing, Stories.fallback());

            List<Received> spans = sink.await(trace, 5);

            Received server = named("POST /v1/chat/completions", spans);
            Received route = named(Names.Span.ROUTE, spans);
            Received remote = named("chat gpt-5-mini", spans);
            Received local = named("chat smollm2-135m-instruct", spans);
            assertEquals("", server.parentId());
            assertEquals(server.id(), route.parentId());
            assertEquals(route.id(), named(Names.Span.ANALYZE, spans).parentId());
            assertEquals(route.id(), remote.parentId());
            assertEquals(route.id(), local.parentId());
            assertEquals(SpanKind.SPAN_KIND_CLIENT, remote.kind());
            assertEquals(SpanKind.SPAN_KIND_INTERNAL, local.kind());
            assertEquals(Optional.of("unreachable"), remote.attribute("error.type"));
            assertEquals(Optional.of("fallback"), local.attribute("outrigger.attempt.cause"));
        }
    }

    @Test
    void hangsUnderTheAppsOwnSpan() {
        try (Tracing tracing = Tracing.open(Optional.of(sink.endpoint()), SOON, registry)) {
            record(tracing, Stories.remoteAnswer());

            List<Received> spans = sink.await(Stories.APP_TRACE, 4);

            assertEquals(
                    Stories.APP_SPAN, named("POST /v1/chat/completions", spans).parentId());
        }
    }

    @Test
    void saysWhoseSpansTheyAre() {
        Map<String, String> pod = Map.of(
                "OTEL_BSP_SCHEDULE_DELAY", "20",
                "OTEL_EXPORTER_OTLP_ENDPOINT", sink.endpoint().toString(),
                "OTEL_RESOURCE_ATTRIBUTES", "k8s.pod.name=shop-7f9,k8s.namespace.name=prod");
        try (Tracing tracing = Tracing.open(Optional.empty(), pod, registry)) {
            String trace = record(tracing, Stories.localAnswer());

            Map<String, String> resource = sink.await(trace, 4).getFirst().resource();

            assertEquals("outrigger", resource.get("service.name"));
            assertEquals("shop-7f9", resource.get("k8s.pod.name"));
            assertEquals("prod", resource.get("k8s.namespace.name"));
        }
    }

    @Test
    void takesTheServicesNameFromTheEnvironment() {
        Map<String, String> named = Map.of("OTEL_BSP_SCHEDULE_DELAY", "20", "OTEL_SERVICE_NAME", "shop-outrigger");
        try (Tracing tracing = Tracing.open(Optional.of(sink.endpoint()), named, registry)) {
            String trace = record(tracing, Stories.localAnswer());

            assertEquals(
                    "shop-outrigger", sink.await(trace, 4).getFirst().resource().get("service.name"));
        }
    }

    @Test
    void sendsWhatIsWaitingBeforeItCloses() {
        Tracing tracing = Tracing.open(Optional.of(sink.endpoint()), Map.of(), registry);
        record(tracing, Stories.localAnswer());

        tracing.close();

        assertEquals(4, sink.spans().size());
    }

    @Test
    void countsTheSpansThatTheEndpointRefused() {
        sink.answering(400);
        Tracing tracing = Tracing.open(Optional.of(sink.endpoint()), SOON, registry);
        record(tracing, Stories.localAnswer());

        tracing.close();

        assertEquals(4, lost());
    }

    @Test
    @Row("own.collector")
    void countsTheSpansOfAnEndpointThatIsGone() {
        URI gone = sink.endpoint();
        sink.close();
        Tracing tracing =
                Tracing.open(Optional.of(gone), Map.of("OTEL_JAVA_EXPORTER_OTLP_RETRY_DISABLED", "true"), registry);
        record(tracing, Stories.localAnswer());

        tracing.close();

        assertEquals(4, lost());
    }

    @Test
    void countsTheSpansForWhichThereWasNoRoom() {
        Map<String, String> narrow = Map.of(
                "OTEL_BSP_SCHEDULE_DELAY", "20", "OTEL_BSP_MAX_QUEUE_SIZE", "8", "OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "8");
        Tracing tracing = Tracing.open(Optional.of(sink.endpoint()), narrow, registry);
        for (int i = 0; i < MANY; i++) record(tracing, Stories.localAnswer());

        tracing.close();

        assertTrue(lost("queue") > 0);
        assertEquals(4.0 * MANY, sink.spans().size() + lost("queue"));
    }

    @Test
    void isSilentWhenNobodySaidWhereTo() {
        try (Tracing tracing = Tracing.open(Optional.empty(), Map.of("OTEL_SERVICE_NAME", "shop"), registry)) {
            record(tracing, Stories.localAnswer());

            assertFalse(tracing.isOn());
            assertEquals(0, sink.requests());
        }
    }

    @Test
    void samplesAsTheEnvironmentSays() {
        Map<String, String> never = Map.of("OTEL_BSP_SCHEDULE_DELAY", "20", "OTEL_TRACES_SAMPLER", "always_off");
        try (Tracing tracing = Tracing.open(Optional.of(sink.endpoint()), never, registry)) {
            record(tracing, Stories.remoteAnswer());
        }

        assertEquals(0, sink.requests());
    }

    @Test
    void samplesWhatTheAppSampledWhateverTheShareOfTheRest() {
        Map<String, String> none =
                Map.of("OTEL_TRACES_SAMPLER", "parentbased_traceidratio", "OTEL_TRACES_SAMPLER_ARG", "0");
        try (Tracing tracing = Tracing.open(Optional.of(sink.endpoint()), none, registry)) {
            record(tracing, Stories.localAnswer());
            record(tracing, Stories.remoteAnswer());
        }

        assertEquals(4, sink.spans().size());
        assertEquals(4, sink.await(Stories.APP_TRACE, 4).size());
    }

    @Test
    void refusesAnEndpointThatIsNone() {
        Map<String, String> wrong = Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "jaeger");

        ConfigurationException refused =
                assertThrows(ConfigurationException.class, () -> Tracing.open(Optional.empty(), wrong, registry));

        assertTrue(refused.toString().contains("jaeger"), refused::toString);
    }

    @Test
    void refusesAProtocolItDoesNotSpeak() {
        Map<String, String> grpc = Map.of("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc");

        ConfigurationException refused = assertThrows(
                ConfigurationException.class, () -> Tracing.open(Optional.of(sink.endpoint()), grpc, registry));

        assertTrue(refused.toString().contains("http/protobuf"), refused::toString);
    }

    @Test
    void changesItsEndpointWhileExchangesRun() {
        try (OtlpSink second = new OtlpSink();
                Tracing before = Tracing.open(Optional.of(sink.endpoint()), SOON, registry);
                Tracing after = Tracing.open(Optional.of(second.endpoint()), SOON, registry)) {
            Recorder recorder = new Recorder(before.telemetry(), registry, new Lines());
            Exchange running = Stories.localAnswer();
            Recording begun = recorder.begin(running.origin(), running.start());

            recorder.traceWith(after.telemetry());
            begun.finish(running);
            Recording next = recorder.begin(running.origin(), running.start());
            next.finish(running);

            assertEquals(4, sink.await(begun.traceId().orElseThrow(), 4).size());
            assertEquals(4, second.await(next.traceId().orElseThrow(), 4).size());
        }
    }

    private String record(Tracing tracing, Exchange exchange) {
        Recorder recorder = new Recorder(tracing.telemetry(), registry, new Lines());
        Recording recording = recorder.begin(exchange.origin(), exchange.start());
        recording.finish(exchange);
        return recording.traceId().orElse("");
    }

    private double lost() {
        return lost("export");
    }

    private double lost(String signal) {
        return registry.get(Metric.LOST).tag(Label.SIGNAL, signal).counter().count();
    }

    private static Received named(String name, List<Received> spans) {
        return spans.stream()
                .filter(span -> span.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
