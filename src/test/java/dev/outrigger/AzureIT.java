package dev.outrigger;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.Received;
import dev.outrigger.support.Script;
import dev.outrigger.support.ScriptedUpstream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The clouds that host another vendor's models, and the apps that were written for one of them. */
class AzureIT {
    private static final String DEPLOYMENT = "/openai/deployments/%s/chat/completions?api-version=2024-10-21";
    private static final String BODY = "{\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

    private static ScriptedUpstream upstream;
    private static RunningSidecar sidecar;

    @BeforeAll
    static void aSidecarBeforeTwoClouds(@TempDir Path folder) throws Exception {
        upstream = new ScriptedUpstream();
        Path key = Files.writeString(folder.resolve("key"), "of-the-operator");
        sidecar = RunningSidecar.remoteOnly(folder, """
                backends:
                  azure: { kind: azure, url: "%1$s", key: { file: "%2$s" } }
                  vertex: { kind: vertex, url: "%1$s/projects/p/locations/l/publishers/google", key: { file: "%2$s" } }
                models:
                  mini: { backend: azure, model: gpt-mini-prod }
                  flash: { backend: vertex, model: gemini-x }
                """.formatted(upstream.url(), key));
    }

    @AfterEach
    void nothingIsLeft() {
        sidecar.awaitNothingInFlight();
    }

    @AfterAll
    static void stop() throws Exception {
        sidecar.close();
        upstream.close();
    }

    private static Received last() {
        return upstream.received().getLast();
    }

    @Test
    void anAzureAppNamesItsModelInThePath() {
        upstream.then(Script.json(OpenAiText.answer("Hi")));

        sidecar.app()
                .header("api-key", "of-the-app")
                .body(BODY)
                .post(DEPLOYMENT.formatted("mini"))
                .then()
                .statusCode(200)
                .header("x-outrigger-model", "gpt-mini-prod")
                .body("choices[0].message.content", equalTo("Hi"));

        assertEquals("/v1/chat/completions", last().path());
        assertEquals(Optional.of("of-the-operator"), last().header("api-key"));
        assertEquals(Optional.empty(), last().header("authorization"));
        assertTrue(last().body().startsWith("{\"model\":\"gpt-mini-prod\","), last().body());
    }

    @Test
    void aDeploymentOfTheSameNameIsStillNamedUpstream() {
        upstream.then(Script.json(OpenAiText.answer("Hi")));

        sidecar.app()
                .body(BODY)
                .post(DEPLOYMENT.formatted("gpt-mini-prod"))
                .then()
                .statusCode(200);

        assertTrue(last().body().contains("\"model\":\"gpt-mini-prod\""), last().body());
    }

    @Test
    void anAppOfOpenAisIsServedByAzure() {
        upstream.then(Script.json(OpenAiText.answer("Hi")));

        sidecar.app()
                .header("authorization", "Bearer of-the-app")
                .body(OpenAiText.request("mini", ""))
                .post("/v1/chat/completions")
                .then()
                .statusCode(200);

        assertEquals(Optional.of("of-the-operator"), last().header("api-key"));
        assertEquals(Optional.empty(), last().header("authorization"));
    }

    @Test
    void anAppOfOpenAisIsServedByVertex() {
        upstream.then(Script.json("{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"Hello\"}]},"
                + "\"finishReason\":\"STOP\"}],\"modelVersion\":\"gemini-x\"}"));

        sidecar.app()
                .body(OpenAiText.request("flash", ""))
                .post("/v1/chat/completions")
                .then()
                .statusCode(200)
                .body("choices[0].message.content", equalTo("Hello"));

        assertEquals("/v1/projects/p/locations/l/publishers/google/models/gemini-x:generateContent", last().path());
        assertEquals(Optional.of("Bearer of-the-operator"), last().header("authorization"));
    }

    @Test
    void anAzureAppAsksForResponsesAndForModels() {
        upstream.then(Script.json(OpenAiText.answer("Hi")));

        sidecar.app()
                .header("api-key", "of-the-app")
                .body("{\"model\":\"mini\",\"input\":\"Hi\"}")
                .post("/openai/responses?api-version=2025-04-01-preview")
                .then()
                .statusCode(200)
                .header("x-outrigger-model", "gpt-mini-prod")
                .body("output[0].content[0].text", equalTo("Hi"));
        assertEquals("/v1/chat/completions", last().path());
        assertEquals(Optional.of("of-the-operator"), last().header("api-key"));

        int before = upstream.received().size();
        sidecar.app()
                .get("/openai/models?api-version=2024-10-21")
                .then()
                .statusCode(200)
                .body("data.id", hasItems("auto", "mini", "gpt-mini-prod"));
        sidecar.app()
                .get("/openai/models/mini?api-version=2024-10-21")
                .then()
                .statusCode(200)
                .body("id", equalTo("mini"));
        sidecar.app()
                .get("/openai/models/nobodys?api-version=2024-10-21")
                .then()
                .statusCode(404);
        assertEquals(before, upstream.received().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat/completions", "responses"})
    void anAzureAppOfTheNewerPathsIsServedToo(String path) {
        upstream.then(Script.json(OpenAiText.answer("Hi")));

        sidecar.app()
                .header("api-key", "of-the-app")
                .body("{\"model\":\"mini\",\"input\":\"Hi\"," + BODY.substring(1))
                .post("/openai/v1/" + path)
                .then()
                .statusCode(200)
                .header("x-outrigger-model", "gpt-mini-prod");
    }

    /** Its key and its prompt are meant for Azure. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/openai/deployments/nobodys/chat/completions?api-version=2024-10-21",
                "/openai/deployments/nobodys/embeddings?api-version=2024-10-21",
                "/openai/responses?api-version=2025-04-01-preview",
                "/openai/deployments/mini/images/generations?api-version=2024-10-21",
                "/v1/projects/p/locations/l/publishers/google/models/nobodys:generateContent"
            })
    void whatIsOfADeploymentThatNobodyConfiguredGoesNowhere(String path) {
        int before = upstream.received().size();

        sidecar.app()
                .header("api-key", "of-the-app")
                .header("authorization", "Bearer of-the-app")
                .body("{\"model\":\"nobodys\",\"input\":\"Hi\"," + BODY.substring(1))
                .post(path)
                .then()
                .statusCode(404);

        assertEquals(before, upstream.received().size());
    }
}
