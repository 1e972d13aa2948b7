package dev.outrigger;

import static dev.outrigger.EmbeddingsFixture.OLLAMA;
import static dev.outrigger.EmbeddingsFixture.OPENAI;
import static dev.outrigger.EmbeddingsFixture.OPERATORS;
import static dev.outrigger.EmbeddingsFixture.asking;
import static dev.outrigger.EmbeddingsFixture.cassette;
import static dev.outrigger.EmbeddingsFixture.gemini;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.support.Script;
import io.restassured.path.json.JsonPath;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who answers a request for embeddings, and in whose words, over real sockets. */
class EmbeddingsIT {
    private static EmbeddingsFixture fixture;

    @BeforeAll
    static void aSidecarBeforeServersOfEachDialect(@TempDir Path folder) throws Exception {
        fixture = new EmbeddingsFixture(folder, "");
    }

    @AfterEach
    void nothingIsLeft() {
        fixture.sidecar.awaitNothingInFlight();
    }

    @AfterAll
    static void stop() throws Exception {
        fixture.close();
    }

    private static void passes(String path, String request, String answer, String upstreamPath) {
        fixture.upstream.then(Script.json(answer));

        String got = fixture.ask(path, request).statusCode(200).extract().asString();

        assertEquals(answer, got);
        assertEquals(request, fixture.last().body());
        assertEquals(upstreamPath, fixture.last().path());
    }

    @Test
    void handsOpenAisOnByteForByteWithTheOperatorsKey() throws Exception {
        passes(OPENAI, cassette("openai", "request"), cassette("openai", "answer-base64"), OPENAI);

        assertEquals(Optional.of("Bearer " + OPERATORS), fixture.last().header("authorization"));
    }

    @Test
    void handsGeminisOnByteForByte() throws Exception {
        String one = gemini("gemini-embedding-001", "embedContent");
        String all = gemini("gemini-embedding-001", "batchEmbedContents");

        passes(one, cassette("gemini", "request"), cassette("gemini", "answer"), one);
        passes(all, cassette("gemini", "request-batch"), cassette("gemini", "answer-batch"), all);
    }

    @Test
    void handsOllamasOnByteForByte() throws Exception {
        passes(OLLAMA, cassette("ollama", "request"), cassette("ollama", "answer"), OLLAMA);
        passes(
                "/api/embeddings",
                cassette("ollama", "request-prompt"),
                cassette("ollama", "answer-prompt"),
                "/api/embeddings");
    }

    @Test
    void changesNothingOfTheBodyButTheModelsName() throws Exception {
        fixture.upstream.then(Script.json(cassette("gemini", "answer-batch")));
        fixture.ask(gemini("gem", "batchEmbedContents"), asking("gem", "gemini", "request-batch"))
                .statusCode(200)
                .header("x-outrigger-model", "gemini-embedding-001")
                .header("x-outrigger-attempts", "1")
                .header("x-outrigger-reason", "named")
                .header("x-outrigger-policy", containsString("contract@"));
        assertEquals(cassette("gemini", "request-batch"), fixture.last().body());
        assertEquals(
                gemini("gemini-embedding-001", "batchEmbedContents"),
                fixture.last().path());

        fixture.upstream.then(Script.json(cassette("ollama", "answer")));
        fixture.ask(OLLAMA, asking("mini", "ollama", "request")).statusCode(200);
        assertEquals(cassette("ollama", "request"), fixture.last().body());
    }

    @Test
    void idsOfTokensPassToTheirVendor() throws Exception {
        fixture.upstream.then(Script.json(cassette("openai", "answer")));

        fixture.ask(OPENAI, asking("small", "openai", "request-tokens")).statusCode(200);

        assertEquals(cassette("openai", "request-tokens"), fixture.last().body());
    }

    @Test
    void anAppOfOpenAisIsAnsweredByGeminiInBase64() throws Exception {
        fixture.upstream.then(Script.json(cassette("gemini", "answer-batch")));

        fixture.ask(OPENAI, asking("gem", "openai", "request"))
                .statusCode(200)
                .contentType("application/json")
                .header("x-outrigger-dropped", "user")
                .body(
                        "data[0].embedding",
                        equalTo(JsonPath.from(cassette("openai", "answer-base64"))
                                .getString("data[0].embedding")))
                .body("data[1].index", equalTo(1))
                .body("model", equalTo("gemini-embedding-001"))
                .body("usage", nullValue());

        assertEquals(
                gemini("gemini-embedding-001", "batchEmbedContents"),
                fixture.last().path());
        assertEquals(Optional.of(OPERATORS), fixture.last().header("x-goog-api-key"));
        assertEquals(Optional.empty(), fixture.last().header("authorization"));
        assertTrue(
                fixture.last().body().contains("\"outputDimensionality\":4"),
                fixture.last().body());
    }

    @Test
    void aServerWithoutBase64AnswersInItAllTheSame() throws Exception {
        for (String name : new String[] {"request", "request-tokens"}) {
            fixture.upstream.then(Script.json(cassette("openai", "answer")));
            String body = asking("plain", "openai", name)
                    .replace("{\"input\"", "{\"encoding_format\": \"base64\", \"input\"");

            String got = fixture.ask(OPENAI, body)
                    .statusCode(200)
                    .header("x-outrigger-dropped", "encoding_format")
                    .body("usage.prompt_tokens", equalTo(17))
                    .extract()
                    .asString();

            assertEquals(
                    JsonPath.from(cassette("openai", "answer-base64")).getList("data"),
                    JsonPath.from(got).getList("data"));
            assertTrue(
                    !fixture.last().body().contains("encoding_format"),
                    fixture.last().body());
        }
    }

    @Test
    void anAppOfGeminisIsAnsweredByOllama() throws Exception {
        fixture.upstream.then(Script.json(cassette("ollama", "answer")));

        fixture.ask(gemini("mini", "batchEmbedContents"), asking("mini", "gemini", "request-batch"))
                .statusCode(200)
                .header("x-outrigger-dropped", "requests[].taskType")
                .body("embeddings[1].values[2]", equalTo(0.75f))
                .body("usageMetadata.promptTokenCount", equalTo(17));

        assertEquals(OLLAMA, fixture.last().path());
        assertEquals(
                "{\"model\":\"all-minilm\",\"input\":[\"The food was delicious and the waiter was kind.\","
                        + "\"Où est la gare ?\"],\"dimensions\":4}",
                fixture.last().body());
    }

    @Test
    void anAppOfOllamasOlderPathIsAnsweredByOpenAi() throws Exception {
        String answer = "{\"object\":\"list\",\"data\":[{\"index\":0,\"embedding\":[0.5,-1]}],\"model\":\"m\"}";
        fixture.upstream.then(Script.json(answer));

        fixture.ask("/api/embeddings", asking("small", "ollama", "request-prompt"))
                .statusCode(200)
                .body("embedding[0]", equalTo(0.5f))
                .body("embedding[1]", equalTo(-1f));

        assertEquals(
                "{\"model\":\"text-embedding-3-small\",\"input\":\"Here is an article about llamas...\"}",
                fixture.last().body());
    }

    @Test
    void whatAnotherVendorCannotReadIsRefused() throws Exception {
        int before = fixture.upstream.received().size();

        fixture.ask(OPENAI, asking("gem", "openai", "request-tokens"))
                .statusCode(400)
                .body("error.message", containsString("token ids"));

        assertEquals(before, fixture.upstream.received().size());
    }

    @Test
    void aModelThatIsNotNamedIsAskedFor() throws Exception {
        for (String free : new String[] {"auto", "outrigger/default", "outrigger/none"})
            fixture.ask(OPENAI, asking(free, "openai", "request"))
                    .statusCode(400)
                    .body("error.message", containsString("need the name of a model"));
        fixture.ask(gemini("auto", "embedContent"), cassette("gemini", "request"))
                .statusCode(400)
                .body("error.status", equalTo("INVALID_ARGUMENT"));
    }

    @Test
    void aModelWithoutEmbeddingsIsRefused() throws Exception {
        fixture.ask(OLLAMA, asking("smol", "ollama", "request"))
                .statusCode(400)
                .body("error", containsString("smol: no embeddings"));
        fixture.ask(OPENAI, asking("opus", "openai", "request"))
                .statusCode(400)
                .body("error.message", containsString("the dialect anthropic has no embeddings"));
    }

    @Test
    void aModelThatNobodyKnowsIsPassedOnWithTheAppsKey() throws Exception {
        String body = asking("text-embedding-ada-002", "openai", "request");
        fixture.upstream.then(Script.json("{\"whatever\": 1}"));

        fixture.ask(OPENAI, body).statusCode(200).body("whatever", equalTo(1));

        assertEquals(body, fixture.last().body());
        assertEquals(Optional.of("Bearer of-the-app"), fixture.last().header("authorization"));
    }

    @Test
    void aDeploymentOfAzuresIsAModel() throws Exception {
        fixture.upstream.then(Script.json(cassette("openai", "answer")));

        fixture.ask("/openai/deployments/small/embeddings?api-version=2024-10-21", "{\"input\":\"hi\"}")
                .statusCode(200)
                .header("x-outrigger-model", "text-embedding-3-small");

        assertEquals(OPENAI, fixture.last().path());
        assertEquals(
                "{\"model\":\"text-embedding-3-small\",\"input\":\"hi\"}",
                fixture.last().body());
    }

    @Test
    void aRequestThatCannotBeReadIsTheAppsFault() {
        fixture.ask(OPENAI, "{\"input\":\"hi\"}")
                .statusCode(400)
                .body("error.message", containsString("model must be given"));
        fixture.ask(gemini("gem", "embedContent"), "{\"content\":3}")
                .statusCode(400)
                .body("error.message", containsString("content must be an object"));
    }
}
