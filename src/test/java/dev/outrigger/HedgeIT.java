package dev.outrigger;

import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.OtlpSink;
import dev.outrigger.support.OtlpSink.Received;
import dev.outrigger.support.Row;
import dev.outrigger.support.Script;
import dev.outrigger.support.ScriptedUpstream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A model that answers quickly until it does not, and another one beside it. */
class HedgeIT {
    private static final String CHAT = "/v1/chat/completions";
    private static final String TRACE = "11111111111111111111111111111111";
    /** So many answers tell what a model usually takes. */
    private static final int ENOUGH = 20;
    /** Of the app's port, the route, what was read of the request, and two attempts. */
    private static final int SPANS = 5;

    @TempDir
    private Path folder;

    private final OtlpSink sink = new OtlpSink();
    private ScriptedUpstream first;
    private ScriptedUpstream second;
    private RunningSidecar sidecar;

    @BeforeEach
    void aSidecarBeforeTwo() throws Exception {
        first = new ScriptedUpstream();
        second = new ScriptedUpstream();
        sidecar = RunningSidecar.remoteOnly(folder, """
            backends:
              one: { kind: openai, url: "%s" }
              two: { kind: openai, url: "%s" }
            models:
              mini: { backend: one, model: gpt-mini, quality: 0.9, latency: 3 }
              spare: { backend: two, model: gpt-spare, quality: 0.8, latency: 3 }
            policies: { default: { stages: [{ score: {} }], hedge: true } }
            telemetry: { otlp: "%s" }
            """.formatted(first.url(), second.url(), sink.endpoint()));
    }

    @AfterEach
    void stop() throws Exception {
        sidecar.awaitNothingInFlight();
        sidecar.close();
        first.close();
        second.close();
        sink.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Row("budget.hedge")
    void whatIsSlowForOnceIsAnsweredByAnotherAndLeftAtOnce(boolean stream) throws Exception {
        String chat = OpenAiText.request("auto", stream ? ",\"stream\":true" : "");
        for (int i = 0; i < ENOUGH; i++) {
            first.then(answer("first", stream));
            sidecar.app().body(chat).post(CHAT).then().statusCode(200);
        }
        assertEquals(0, second.received().size());
        AtomicLong answered = new AtomicLong();
        first.then(Script.hang());
        second.then(wire -> {
            answered.set(System.nanoTime());
            answer("second", stream).play(wire);
        });

        sidecar.app()
                .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
                .body(chat)
                .post(CHAT)
                .then()
                .statusCode(200)
                .header("x-outrigger-model", "gpt-spare")
                .header("x-outrigger-attempts", "2")
                .body(containsString("second"));

        long left = first.received().getLast().left().get(10, TimeUnit.SECONDS);
        Duration after = Duration.ofNanos(left - answered.get());
        assertTrue(after.compareTo(Duration.ofMillis(100)) < 0, after.toString());
        List<Received> spans = sink.await(TRACE, SPANS);
        assertEquals(Optional.of("initial"), cause("chat gpt-mini", spans));
        assertEquals(Optional.of("hedge"), cause("chat gpt-spare", spans));
        assertEquals(1, sidecar.count("outrigger.attempts", "backend", "one", "outcome", "cancelled"));
    }

    private static Script answer(String text, boolean stream) {
        return stream ? Script.stream(OpenAiText.stream(text)) : Script.json(OpenAiText.answer(text));
    }

    private static Optional<String> cause(String name, List<Received> spans) {
        return spans.stream()
                .filter(span -> span.name().equals(name))
                .findFirst()
                .orElseThrow()
                .attribute("outrigger.attempt.cause");
    }
}
