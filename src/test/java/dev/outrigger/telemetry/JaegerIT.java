package dev.outrigger.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outrigger.exchange.Exchange;
import dev.outrigger.support.Jaeger;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
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

        JsonNode route = span(trace, Names.Span.ROUTE);
        JsonNode remote = span(trace, "chat gpt-5-mini");
        JsonNode local = span(trace, "chat smollm2-135m-instruct");
        assertEquals(
                parent(route),
                span(trace, "POST /v1/chat/completions").path("spanID").asText());
        assertEquals(parent(remote), route.path("spanID").asText());
        assertEquals(parent(local), route.path("spanID").asText());
        assertEquals(
                parent(span(trace, Names.Span.ANALYZE)), route.path("spanID").asText());
        assertEquals("thrift", tag(route, "outrigger.policy"));
        assertEquals("rule", tag(route, "outrigger.reason"));
        assertEquals("true", tag(remote, "error"));
        assertEquals("client", tag(remote, "span.kind"));
        assertEquals("openai", tag(remote, "gen_ai.system"));
        assertEquals("fallback", tag(local, "outrigger.attempt.cause"));
    }

    @Test
    void showsWhyAModelWasLeftOut() {
        JsonNode route = span(sent(Stories.nobody(), 3), Names.Span.ROUTE);

        String logs = route.path("logs").toString();

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

    private static JsonNode span(JsonNode trace, String name) {
        return StreamSupport.stream(trace.path("spans").spliterator(), false)
                .filter(span -> span.path("operationName").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " in " + trace));
    }

    private static String parent(JsonNode span) {
        return span.path("references").path(0).path("spanID").asText();
    }

    private static String tag(JsonNode span, String key) {
        return StreamSupport.stream(span.path("tags").spliterator(), false)
                .filter(tag -> tag.path("key").asText().equals(key))
                .map(tag -> tag.path("value").asText())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + key + " in " + span));
    }
}
