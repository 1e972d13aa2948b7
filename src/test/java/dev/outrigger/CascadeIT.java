package dev.outrigger;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.support.LocalCache;
import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.Row;
import dev.outrigger.support.Script;
import dev.outrigger.support.ScriptedUpstream;
import io.restassured.response.ValidatableResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real small model answers what it is sure of, and an upstream all else. */
class CascadeIT {
    private static final String CHAT = "/v1/chat/completions";
    private static final String LOCAL = "smollm2-135m-instruct";

    /** Greedy, of what it knows. */
    private static final String SURE = ",\"temperature\":0,\"max_tokens\":12";

    /** So hot that it draws what it holds for unlikely. */
    private static final String UNSURE = ",\"temperature\":5,\"seed\":7,\"max_tokens\":24";

    private static ScriptedUpstream upstream;
    private static RunningSidecar sidecar;

    @BeforeAll
    static void aSidecarWithACheapModelFirst(@TempDir Path folder) throws Exception {
        upstream = new ScriptedUpstream();
        sidecar = RunningSidecar.with(folder, LocalCache.withModels(folder), """
                backends:
                  here: { kind: engine, slots: 4, context: 256 }
                  there: { kind: openai, url: "%s" }
                models:
                  smol: { backend: here, model: %s }
                  big: { backend: there, model: gpt-big }
                policies:
                  default: { stages: [ { cascade: { from: [smol], to: [big], confidence: 0.5 } } ] }
                  twice: { stages: [ { cascade: { from: [smol], to: [big], confidence: 0.5, samples: 3, agreement: 0 } } ] }
                  strict: { stages: [ { cascade: { from: [smol], to: [big], confidence: 0, samples: 4, agreement: 1 } } ] }
                routes: [ { model: auto, policy: default } ]
                """.formatted(upstream.url(), LOCAL));
        sidecar.awaitDetail("model.smol", "ready");
    }

    @BeforeEach
    void nothingWasAsked() {
        asked = upstream.received().size();
    }

    private int asked;

    @AfterEach
    void nothingIsLeft() {
        sidecar.awaitNothingInFlight();
    }

    @AfterAll
    static void stop() throws Exception {
        sidecar.close();
        upstream.close();
    }

    private static ValidatableResponse ask(String model, boolean stream, String more) {
        return sidecar.app()
                .body("{\"model\":\"" + model + "\",\"stream\":" + stream + more
                        + ",\"messages\":[{\"role\":\"user\",\"content\":\"What is the capital of France?\"}]}")
                .post(CHAT)
                .then()
                .statusCode(200);
    }

    private static Script answer(boolean stream) {
        return stream ? Script.stream(OpenAiText.stream("Big ", "says")) : Script.json(OpenAiText.answer("Big says"));
    }

    private int toUpstream() {
        return upstream.received().size() - asked;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Row("cascade.sure")
    void whatItIsSureOfItAnswers(boolean stream) {
        ask("auto", stream, SURE)
                .header("x-outrigger-model", LOCAL)
                .header("x-outrigger-reason", "cascade")
                .header("x-outrigger-attempts", "1")
                .header("x-outrigger-unsure", nullValue())
                .body(containsString("Paris"));
        assertEquals(0, toUpstream());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Row("cascade.unsure")
    void whatItIsNotSureOfTheOtherAnswers(boolean stream) {
        upstream.then(answer(stream));
        ask("auto", stream, UNSURE)
                .header("x-outrigger-model", "gpt-big")
                .header("x-outrigger-attempts", "2")
                .header("x-outrigger-unsure", nullValue())
                .body(containsString(stream ? "says" : "Big says"));
        assertEquals(1, toUpstream());
        sidecar.awaitNothingInFlight();
        assertTrue(sidecar.count("outrigger.attempts", "cause", "escalation", "outcome", "ok") > 0);
        assertTrue(sidecar.count("outrigger.attempts", "cause", "initial", "outcome", "unsure") > 0);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Row("cascade.kept")
    void whatItSaidIsBetterThanNothing(boolean stream) {
        upstream.then(Script.answer(400, "application/json", OpenAiText.error("invalid_request_error", "x")));
        ask("auto", stream, UNSURE)
                .header("x-outrigger-model", LOCAL)
                .header("x-outrigger-attempts", "2")
                .header("x-outrigger-unsure", "kept")
                .body(not(containsString("scripted")));
        assertEquals(1, toUpstream());
    }

    @Test
    @Row("cascade.samples")
    void itMayBeAskedAgainBeforeItAnswers() {
        ask("outrigger/twice", false, SURE)
                .header("x-outrigger-model", LOCAL)
                .header("x-outrigger-attempts", "2")
                .body("choices[0].message.content", containsString("Paris"))
                .body("choices.size()", equalTo(1));
        assertEquals(0, toUpstream());
        sidecar.awaitNothingInFlight();
        assertTrue(sidecar.count("outrigger.attempts", "cause", "sample", "outcome", "heard") > 0);
    }

    @Test
    @Row("cascade.samples")
    void whatItDrewByChanceItDoesNotSayAgain() {
        upstream.then(answer(false));
        ask("outrigger/strict", false, UNSURE)
                .header("x-outrigger-model", "gpt-big")
                .header("x-outrigger-attempts", "3");
    }
}
