package dev.outrigger;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.Row;
import dev.outrigger.support.Script;
import dev.outrigger.support.ScriptedUpstream;
import io.restassured.response.ValidatableResponse;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an app, and its operator, see when upstream refuses. */
class RefusalIT {
    private static final String JSON = "application/json";

    @TempDir
    private Path folder;

    private ScriptedUpstream first;
    private ScriptedUpstream second;

    @SuppressWarnings("NullAway.Init")
    private RunningSidecar sidecar;

    @BeforeEach
    void twoUpstreams() throws Exception {
        first = new ScriptedUpstream();
        second = new ScriptedUpstream();
        sidecar = RunningSidecar.remoteOnly(folder, """
            backends:
              one: { kind: openai, url: "%s", guard: { inFlight: 1 } }
              two: { kind: openai, url: "%s" }
            models:
              mini: { backend: one, model: gpt-mini, quality: 0.9, latency: 3, replicas: [spare] }
              spare: { backend: two, model: gpt-spare, quality: 0.8, latency: 3 }
            """.formatted(first.url(), second.url()));
    }

    @AfterEach
    void stop() throws Exception {
        sidecar.close();
        first.close();
        second.close();
    }

    private ValidatableResponse ask(String model) {
        return sidecar.app()
                .body(OpenAiText.request(model, ""))
                .post("/v1/chat/completions")
                .then();
    }

    private void awaitCount(double count, String backend, String outcome) {
        Awaitility.await()
                .untilAsserted(() -> assertEquals(
                        count, sidecar.count("outrigger.attempts", "backend", backend, "outcome", outcome)));
    }

    @Test
    @Row("before.rejected")
    void aFaultyRequestForANamedModelIsHandedBackAndAsksNobodyElse() {
        String error = OpenAiText.error("invalid_request_error", "invalid_value");
        first.then(Script.answer(422, JSON, error));

        ask("mini").statusCode(422).body(equalTo(error)).header("x-outrigger-attempts", "1");

        assertEquals(0, second.received().size());
        awaitCount(1, "one", "rejected");
    }

    @Test
    @Row("before.untranslatable")
    void aModelThatWeChoseAndThatRefusesIsReplaced() {
        first.then(Script.answer(400, JSON, OpenAiText.error("invalid_request_error", "unsupported_value")));
        second.then(Script.json(OpenAiText.answer("understood")));

        ask("auto").statusCode(200).header("x-outrigger-model", "gpt-spare").header("x-outrigger-attempts", "2");

        awaitCount(1, "one", "untranslatable");
    }

    @Test
    @Row("before.untranslatable")
    void theLastRefusalReachesTheAppInTheVendorsWords() {
        String error = OpenAiText.error("invalid_request_error", "unsupported_value");
        first.then(Script.answer(400, JSON, OpenAiText.error("invalid_request_error", "invalid_value")));
        second.then(Script.answer(400, JSON, error));

        ask("auto").statusCode(400).body(equalTo(error)).header("x-should-retry", "false");
    }

    @Test
    void aWrongUrlCostsNoRequestAndIsShownToTheOperator() {
        first.then(Script.answer(404, "text/html", "<html>nginx</html>"));
        second.then(Script.json(OpenAiText.answer("elsewhere")));

        ask("mini").statusCode(200).header("x-outrigger-model", "gpt-spare");

        awaitCount(1, "one", "unknown_path");
        sidecar.operator().get("/state").then().body(containsString("unknown_path, its url looks wrong"));
    }

    @Test
    void aWrongUrlAloneIsA502ThatSaysSo() {
        second.then(Script.answer(404, "text/html", "<html>nginx</html>"));

        ask("spare")
                .statusCode(502)
                .contentType(JSON)
                .body("error.code", equalTo("unknown_path"))
                .body("error.message", containsString("backend two answered 404"));
    }

    @Test
    void aModelThatOneAppsKeyMayNotHaveIsThereForTheNextApp() {
        first.then(Script.answer(404, JSON, OpenAiText.error("invalid_request_error", "model_not_found")));
        second.then(Script.json(OpenAiText.answer("elsewhere")));
        ask("mini").statusCode(200).header("x-outrigger-attempts", "2");

        first.then(Script.json(OpenAiText.answer("here")));
        ask("mini").statusCode(200).header("x-outrigger-attempts", "1");
    }

    @Test
    @Row("before.should-retry")
    void theWaitThatAnOverloadedUpstreamAsksForReachesTheApp() {
        second.then(Script.answer(503, JSON, OpenAiText.error("server_error", "c"), "retry-after: 7"));

        ask("spare").statusCode(503).header("retry-after", "7").header("x-should-retry", nullValue());
    }

    @Test
    @Row("before.should-retry")
    void anOverloadedUpstreamThatAsksForNoWaitIsNotRetriedByTheSdk() {
        second.then(Script.answer(503, JSON, OpenAiText.error("server_error", "c")));

        ask("spare").statusCode(503).header("retry-after", nullValue()).header("x-should-retry", "false");
    }

    @Test
    void whatIsOverTheGuardOfABackendGoesToTheNext() throws Exception {
        first.then(Script.hang());
        second.then(Script.json(OpenAiText.answer("elsewhere")));
        try (var held = sidecar.raw()) {
            held.post("/v1/chat/completions", OpenAiText.request("mini", ""), "content-type: application/json");
            Awaitility.await().until(() -> first.received().size() == 1);

            ask("mini").statusCode(200).header("x-outrigger-model", "gpt-spare").header("x-outrigger-attempts", "2");
        }

        awaitCount(1, "one", "saturated");
        sidecar.operator().get("/state").then().body(not(containsString("resting")));
    }

    @Test
    void whatIsOverTheOnlyGuardIsA503WithAWait() throws Exception {
        sidecar.close();
        sidecar = RunningSidecar.remoteOnly(
                folder,
                RunningSidecar.oneRemote(first.url())
                        .replace("kind: openai,", "kind: openai, guard: { inFlight: 1 },"));
        first.then(Script.hang());
        try (var held = sidecar.raw()) {
            held.post("/v1/chat/completions", OpenAiText.request("mini", ""), "content-type: application/json");
            Awaitility.await().until(() -> first.received().size() == 1);

            ask("mini")
                    .statusCode(503)
                    .header("retry-after", "1")
                    .body("error.code", equalTo("saturated"))
                    .body("error.message", containsString("guard.inFlight of backend there is reached"));
        }
    }
}
