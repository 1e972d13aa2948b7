package dev.outrigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outrigger.support.Jaeger;
import dev.outrigger.support.JaegerSpan;
import dev.outrigger.support.LocalCache;
import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.SavedSearches;
import dev.outrigger.support.Script;
import dev.outrigger.support.ScriptedUpstream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Six stories of a whole sidecar, and what a real Jaeger tells of each through its API: its page is no part of its Go module.
 * Skipped where no Jaeger is given.
 */
@SuppressWarnings("NullAway")
class JaegerTreeIT {
    private static final String FRANCE = "What is the capital of France?";
    private static final String PROOF =
            "Prove that the square root of 2 is irrational, then generalise to all non-square integers";
    private static final String LOCAL = "smollm2-135m-instruct";
    private static final String REMOTE = "gpt-mini";
    private static final String MAIL = "jane.doe@example.com";
    private static final String APP_SPAN = "00f067aa0ba902b7";

    /** A tool call is not gone on with. */
    private static final String TOOL_CALL =
            "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m-1\",\"choices\":[{\"index\":0,"
                    + "\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"c1\",\"type\":\"function\",\"function\":"
                    + "{\"name\":\"f\",\"arguments\":\"{\"}}]},\"finish_reason\":null}]}\n\n";

    /** By what happened, the id of its trace. */
    private enum Story {
        LOCALLY("11111111111111111111111111111111"),
        LOCALLY_STREAMED("22222222222222222222222222222222"),
        REMOTELY("33333333333333333333333333333333"),
        FALLBACK("55555555555555555555555555555555"),
        ESCALATION("66666666666666666666666666666666"),
        PRIVATE("77777777777777777777777777777777"),
        CUT("88888888888888888888888888888888");

        private final String id;

        Story(String id) {
            this.id = id;
        }
    }

    private static Jaeger jaeger;
    private static ScriptedUpstream upstream;
    private static RunningSidecar sidecar;

    @BeforeAll
    static void aSidecarThatTracesToJaeger(@TempDir Path folder) throws Exception {
        assumeTrue(
                Jaeger.binary().isPresent(),
                "JAEGER_BIN names no jaeger binary; observability/README.md says how to get one");
        jaeger = new Jaeger(Jaeger.binary().orElseThrow(), folder);
        upstream = new ScriptedUpstream();
        sidecar = RunningSidecar.with(
                folder, LocalCache.withModels(folder), """
            backends:
              here: { kind: engine }
              there: { kind: openai, url: "%s" }
            models:
              smol: { backend: here, model: %s, window: 1024, quality: 0.35, latency: 2.5 }
              mini: { backend: there, model: %s, quality: 0.85, latency: 3 }
            policies:
              default: { stages: [ local: { quality: 0 }, score: {} ] }
              careful: { stages: [ cascade: { from: [smol], to: [mini], confidence: 0.5 } ] }
            privacy: {}
            analyzer: { budget: 5s }
            telemetry: { otlp: "%s" }
            """.formatted(upstream.url(), LOCAL, REMOTE, jaeger.endpoint()));
        sidecar.awaitDetail("analyzer", "ready");
        sidecar.awaitDetail("model.smol", "ready");
        Awaitility.await("everything is read")
                .atMost(RunningSidecar.PATIENCE)
                .until(() -> sidecar.app()
                                .body(request("auto", FRANCE, ",\"max_tokens\":1"))
                                .post("/v1/chat/completions")
                                .header("x-outrigger-missing")
                        == null);
        everythingHappens();
    }

    private static void everythingHappens() {
        ask(Story.LOCALLY, "auto", FRANCE, ",\"max_tokens\":8");
        ask(Story.LOCALLY_STREAMED, "auto", FRANCE, ",\"max_tokens\":8,\"stream\":true");
        ask(Story.REMOTELY, "auto", PROOF, "", Script.json(OpenAiText.answer("A proof")));
        ask(Story.FALLBACK, "auto", PROOF, ",\"max_tokens\":8", Script.reset(), Script.reset());
        ask(
                Story.ESCALATION,
                "outrigger/careful",
                FRANCE,
                ",\"temperature\":5,\"seed\":7,\"max_tokens\":24",
                Script.json(OpenAiText.answer("Paris")));
        ask(Story.PRIVATE, "auto", PROOF + " for " + MAIL, ",\"max_tokens\":8");
        ask(
                Story.CUT,
                "mini",
                PROOF,
                ",\"stream\":true,\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":{\"type\":\"object\"}}}]",
                Script.cut(List.of(OpenAiText.role(), TOOL_CALL)));
        sidecar.awaitNothingInFlight();
    }

    @AfterAll
    static void stop() throws Exception {
        if (sidecar != null) sidecar.close();
        if (upstream != null) upstream.close();
        if (jaeger != null) jaeger.close();
    }

    /** As part of an app's trace. */
    private static void ask(Story story, String model, String prompt, String more, Script... scripts) {
        upstream.then(scripts);
        sidecar.app()
                .header("traceparent", "00-" + story.id + "-" + APP_SPAN + "-01")
                .body(request(model, prompt, more))
                .post("/v1/chat/completions")
                .then()
                .statusCode(200);
    }

    @Test
    void anAnswerOfThisProcess() {
        JsonNode trace = tree(Story.LOCALLY, 4);

        JaegerSpan attempt = attempt(trace, LOCAL);
        assertEquals(Optional.of("internal"), attempt.tag("span.kind"));
        assertEquals(Optional.of("outrigger"), attempt.tag("gen_ai.provider.name"));
        assertEquals(Optional.of("outrigger"), attempt.tag("gen_ai.system"));
        assertEquals(Optional.of("initial"), attempt.tag("outrigger.attempt.cause"));
        assertEquals(Optional.of("simple"), route(trace).tag("outrigger.reason"));
        assertEquals(Optional.of("smol"), route(trace).tag("outrigger.model.served"));
        assertTrue(route(trace).tag("outrigger.confidence.min").isPresent(), trace.toString());
        assertTrue(route(trace).tag("outrigger.analysis.complexity").isPresent(), trace.toString());
    }

    @Test
    void anAnswerOfThisProcessStreamed() {
        JaegerSpan attempt = attempt(tree(Story.LOCALLY_STREAMED, 4), LOCAL);

        assertEquals(Optional.of("true"), attempt.tag("gen_ai.request.stream"));
        assertTrue(attempt.tag("gen_ai.response.time_to_first_chunk").isPresent(), attempt.toString());
    }

    @Test
    void anAnswerOfTheRemoteModel() {
        JsonNode trace = tree(Story.REMOTELY, 4);

        JaegerSpan attempt = attempt(trace, REMOTE);
        assertEquals(Optional.of("client"), attempt.tag("span.kind"));
        assertEquals(Optional.of("openai"), attempt.tag("gen_ai.system"));
        assertEquals(Optional.of("7"), attempt.tag("gen_ai.usage.output_tokens"));
        assertEquals(Optional.of("score"), route(trace).tag("outrigger.reason"));
        assertEquals(Optional.of("auto"), route(trace).tag("outrigger.model.requested"));
    }

    @Test
    void aFallback() {
        JsonNode trace = tree(Story.FALLBACK, 6);

        List<JaegerSpan> failed = JaegerSpan.of(trace).stream()
                .filter(span -> span.name().equals("chat " + REMOTE))
                .toList();
        assertEquals(
                Set.of("initial", "retry"),
                failed.stream()
                        .map(span -> span.tag("outrigger.attempt.cause").orElse(""))
                        .collect(Collectors.toSet()));
        for (JaegerSpan span : failed) {
            assertEquals(Optional.of("unreachable"), span.tag("error.type"));
            assertEquals(Optional.of("true"), span.tag("outrigger.attempt.failed"));
        }
        assertEquals(Optional.of("fallback"), attempt(trace, LOCAL).tag("outrigger.attempt.cause"));
        assertEquals(Optional.of("ok"), route(trace).tag("outrigger.outcome"));
    }

    @Test
    void anEscalationOfWhatTheFirstWasNotSureOf() {
        JsonNode trace = tree(Story.ESCALATION, 5);

        JaegerSpan unsure = attempt(trace, LOCAL);
        assertEquals(Optional.of("unsure"), unsure.tag("outrigger.outcome"));
        assertTrue(unsure.tag("outrigger.evidence.logprob.mean").isPresent(), unsure.toString());
        assertEquals(Optional.of("escalation"), attempt(trace, REMOTE).tag("outrigger.attempt.cause"));
        assertEquals(Optional.of("cascade"), route(trace).tag("outrigger.reason"));
    }

    @Test
    void whatIsPrivateStaysHere() {
        JsonNode trace = tree(Story.PRIVATE, 4);

        JaegerSpan route = route(trace);
        assertEquals(Optional.of("local-only"), route.tag("outrigger.privacy"));
        assertTrue(route.tag("outrigger.privacy.types").orElse("").contains("EMAIL"), route.toString());
        assertEquals(Optional.of("private"), route.tag("outrigger.reason"));
        assertEquals(Optional.of("internal"), attempt(trace, LOCAL).tag("span.kind"));
        assertTrue(upstream.received().stream().noneMatch(asked -> asked.body().contains(MAIL)));
    }

    @Test
    void aStreamThatWasCut() {
        JsonNode trace = tree(Story.CUT, 4);

        assertEquals(Optional.of("cut"), attempt(trace, REMOTE).tag("error.type"));
        assertEquals(Optional.of("cut"), route(trace).tag("outrigger.outcome"));
        JaegerSpan server = JaegerSpan.named("POST /v1/chat/completions", trace);
        assertEquals(Optional.of("true"), server.tag("error"));
        assertEquals(Optional.of("200"), server.tag("http.response.status_code"));
    }

    @Test
    void noTraceTellsWhatAnybodySaid() {
        for (Story story : Story.values()) {
            String trace = jaeger.await(story.id, 4).toString();
            Stream.of("irrational", "capital", MAIL, "A proof")
                    .forEach(said -> assertFalse(trace.contains(said), trace));
        }
    }

    /** Each search of the document, as it stands there but for who is meant, and the time, which here is short. */
    @Test
    void anSresQuestionsHaveAnswers() {
        JsonNode local = tree(Story.LOCALLY, 4);
        Map<String, Story> meant = Map.of(
                "Why did this request go to that model?", Story.LOCALLY,
                "Which requests escalated, and why?", Story.ESCALATION,
                "Where is the latency?", Story.LOCALLY,
                "Which provider fails?", Story.FALLBACK,
                "… and how does this one fail?", Story.FALLBACK,
                "Who was served locally for privacy?", Story.PRIVATE,
                "What changed with policy hash X?", Story.LOCALLY);
        assertEquals(meant.keySet(), SavedSearches.all().keySet());

        SavedSearches.all().forEach((question, search) -> {
            String asked = search.replace(
                            "EXCHANGE", route(local).tag("outrigger.exchange").orElseThrow())
                    .replace("HASH", route(local).tag("outrigger.policy.hash").orElseThrow())
                    .replace("BACKEND", "there")
                    .replace("minDuration=2s", "minDuration=1ms");
            List<String> found = jaeger.search(asked, meant.get(question).id);
            if (search.contains("tags=") && !search.contains("HASH"))
                assertTrue(found.size() < Story.values().length, question + " finds everything: " + found);
        });
    }

    /** The trace of a story, its tree checked. */
    private static JsonNode tree(Story story, int spans) {
        JsonNode trace = jaeger.await(story.id, spans);
        assertEquals(spans, JaegerSpan.of(trace).size(), trace.toString());
        JaegerSpan server = JaegerSpan.named("POST /v1/chat/completions", trace);
        assertEquals(Optional.of("server"), server.tag("span.kind"));
        assertEquals(APP_SPAN, server.parent());
        assertEquals(server.id(), route(trace).parent());
        assertTrue(
                JaegerSpan.of(trace).stream()
                        .filter(span -> span.name().startsWith("outrigger."))
                        .noneMatch(span -> span.json().path("tags").toString().contains("gen_ai.")),
                trace.toString());
        assertEquals(
                route(trace).id(), JaegerSpan.named("outrigger.analyze", trace).parent());
        return trace;
    }

    private static JaegerSpan route(JsonNode trace) {
        return JaegerSpan.named("outrigger.route", trace);
    }

    private static JaegerSpan attempt(JsonNode trace, String model) {
        JaegerSpan attempt = JaegerSpan.named("chat " + model, trace);
        assertEquals(route(trace).id(), attempt.parent());
        return attempt;
    }

    private static String request(String model, String prompt, String more) {
        return OpenAiText.request(model, more).replace("Hello", prompt);
    }
}
