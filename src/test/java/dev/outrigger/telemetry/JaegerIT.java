package dev.outrigger.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outrigger.exchange.Exchange;
import dev.outrigger.support.Jaeger;
import dev.outrigger.support.JaegerSpan;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same tree in a real Jaeger, asked through its own API. Skipped where no Jaeger is given. */
class JaegerIT {
    @TempDir
    static Path folder;

    private static @Nullable Jaeger jaeger;

    @BeforeAll
    static void start() {
        assumeTrue(
                Jaeger.binary().isPresent(),
                "JAEGER_BIN names no jaeger binary; observability/README.md says how to get one");
        jaeger = new Jaeger(Jaeger.binary().orElseThrow(), folder);
    }

    @AfterAll
    static void stop() {
        if (jaeger != null) jaeger.close();
    }

    @Test
    void showsADecisionAndItsAttempts() {
        JsonNode trace = sent(Stories.fallback(), 5);

        JaegerSpan route = JaegerSpan.named(Names.Span.ROUTE, trace);
        JaegerSpan remote = JaegerSpan.named("chat gpt-5-mini", trace);
        JaegerSpan local = JaegerSpan.named("chat smollm2-135m-instruct", trace);
        assertEquals(JaegerSpan.named("POST /v1/chat/completions", trace).id(), route.parent());
        assertEquals(route.id(), remote.parent());
        assertEquals(route.id(), local.parent());
        assertEquals(route.id(), JaegerSpan.named(Names.Span.ANALYZE, trace).parent());
        assertEquals(Optional.of("thrift"), route.tag("outrigger.policy"));
        assertEquals(Optional.of("rule"), route.tag("outrigger.reason"));
        assertEquals(Optional.of("true"), remote.tag("error"));
        assertEquals(Optional.of("client"), remote.tag("span.kind"));
        assertEquals(Optional.of("openai"), remote.tag("gen_ai.system"));
        assertEquals(Optional.of("fallback"), local.tag("outrigger.attempt.cause"));
    }

    @Test
    void showsWhyAModelWasLeftOut() {
        JaegerSpan route = JaegerSpan.named(Names.Span.ROUTE, sent(Stories.nobody(), 3));

        String logs = route.json().path("logs").toString();

        assertTrue(logs.contains("4,100 tokens, its window is 2,048"), logs);
    }

    @Test
    void showsTheAppsOwnTrace() {
        JsonNode trace = sent(Stories.remoteAnswer(), 4);

        assertEquals(Stories.APP_TRACE, trace.path("traceID").asText());
    }

    @Test
    void showsNothingThatUpstreamWroteIntoAnError() {
        JsonNode trace = sent(Stories.rejected(), 4);

        assertFalse(trace.toString().contains("sk-live"));
    }

    private JsonNode sent(Exchange exchange, int spans) {
        Jaeger running = Optional.ofNullable(jaeger).orElseThrow();
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        String traceId;
        try (Tracing tracing = Tracing.open(Optional.of(running.endpoint()), Map.of(), registry)) {
            Recorder recorder = new Recorder(tracing.telemetry(), registry, new Lines());
            Recording recording = recorder.begin(exchange.origin(), exchange.start());
            recording.finish(exchange);
            traceId = recording.traceId().orElseThrow();
        }
        return running.await(traceId, spans);
    }
}
