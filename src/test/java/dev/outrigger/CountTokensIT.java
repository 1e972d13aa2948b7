package dev.outrigger;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.outrigger.support.AnthropicText;
import dev.outrigger.support.Received;
import dev.outrigger.support.Script;
import dev.outrigger.support.ScriptedUpstream;
import io.restassured.response.ValidatableResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who counts the tokens of a request: the vendor whose model it is, or an estimate that says so. */
class CountTokensIT {
    private static final String COUNT = "/v1/messages/count_tokens";
    private static final String ESTIMATED = "x-outrigger-estimated";

    private static ScriptedUpstream upstream;
    private static ScriptedUpstream openai;
    private static RunningSidecar sidecar;

    @BeforeAll
    static void aSidecarWithModelsOfTwoVendors(@TempDir Path folder) throws Exception {
        upstream = new ScriptedUpstream();
        openai = new ScriptedUpstream();
        Path key = Files.writeString(folder.resolve("key"), "sk-of-the-operator");
        sidecar = RunningSidecar.remoteOnly(
                folder, """
                backends:
                  ant: { kind: anthropic, url: "%s", key: { file: "%s" } }
                  oai: { kind: openai, url: "%s", responses: true }
                  gem: { kind: gemini, url: "%s", key: { file: "%s" } }
                models:
                  claude: { backend: ant, model: claude-x }
                  mini: { backend: oai, model: gpt-mini }
                  flash: { backend: gem, model: gem-x }
                """.formatted(upstream.url(), key, openai.url(), upstream.url(), key));
    }

    @AfterEach
    void nothingIsLeft() {
        sidecar.awaitNothingInFlight();
    }

    @AfterAll
    static void stop() throws Exception {
        sidecar.close();
        upstream.close();
        openai.close();
    }

    private static ValidatableResponse count(String model) {
        return sidecar.app()
                .header("x-api-key", "sk-of-the-app")
                .body(AnthropicText.request(model, ""))
                .post(COUNT + "?beta=true")
                .then();
    }

    @Test
    void theVendorCountsForItsOwnModelWithTheOperatorsKey() {
        // Given
        upstream.then(Script.json("{ \"input_tokens\": 17 }"));
        // When
        count("claude").statusCode(200).header(ESTIMATED, nullValue()).body("input_tokens", equalTo(17));
        // Then
        Received sent = upstream.received().getLast();
        assertEquals("/v1/messages/count_tokens?beta=true", sent.path());
        assertEquals(AnthropicText.request("claude-x", ""), sent.body());
        assertEquals("sk-of-the-operator", sent.header("x-api-key").orElse(""));
    }

    @Test
    void theVendorsErrorIsTheAppsAsItIs() {
        // Given
        upstream.then(Script.answer(400, "application/json", AnthropicText.error("invalid_request_error")));
        int before = upstream.received().size();
        // When
        String body = count("claude").statusCode(400).extract().asString();
        // Then
        assertEquals(AnthropicText.error("invalid_request_error"), body);
        assertEquals(before + 1, upstream.received().size());
    }

    @Test
    void aModelThatNobodyHereKnowsIsTheVendorsBusiness() {
        // Given
        upstream.then(Script.json("{\"input_tokens\":3}"));
        // When
        count("claude-of-tomorrow").statusCode(200).body("input_tokens", equalTo(3));
        // Then
        Received sent = upstream.received().getLast();
        assertEquals(AnthropicText.request("claude-of-tomorrow", ""), sent.body());
        assertEquals("sk-of-the-app", sent.header("x-api-key").orElse(""));
    }

    @Test
    void freeRoutingAndAnotherVendorsModelAreEstimated() {
        for (String model : new String[] {"auto", "outrigger/default", "mini", "gpt-mini"}) {
            int before = upstream.received().size() + openai.received().size();
            // When
            count(model)
                    .statusCode(200)
                    .header(ESTIMATED, "tokens")
                    .body("input_tokens", greaterThan(3))
                    .body("input_tokens", lessThan(20));
            // Then
            assertEquals(before, upstream.received().size() + openai.received().size());
        }
    }

    @Test
    void badInputAndUnknownPoliciesAreRefused() {
        sidecar.app()
                .body("{\"model\":\"auto\"}")
                .post("/anthropic" + COUNT)
                .then()
                .statusCode(400)
                .body("error.message", containsString("messages must be given"));
        count("outrigger/nobody").statusCode(404).body("error.type", equalTo("not_found_error"));
    }

    @Test
    void geminisAppsCountInTheirOwnWords() {
        upstream.then(Script.json("{\"totalTokens\":9}"));
        String hi = "{\"contents\":[{\"parts\":[{\"text\":\"four words of text\"}]}]}";

        sidecar.app()
                .header("x-goog-api-key", "outrigger")
                .body(hi)
                .post("/v1beta/models/flash:countTokens")
                .then()
                .statusCode(200)
                .body("totalTokens", equalTo(9));
        sidecar.app()
                .body(hi)
                .post("/v1beta/models/auto:countTokens")
                .then()
                .statusCode(200)
                .header(ESTIMATED, "tokens")
                .body("totalTokens", greaterThan(0));

        Received sent = upstream.received().getLast();
        assertEquals("/v1/models/gem-x:countTokens", sent.path());
        assertEquals(hi, sent.body());
        assertEquals("sk-of-the-operator", sent.header("x-goog-api-key").orElse(""));
    }

    @Test
    void responsesAreCountedByTheirVendorUnderItsNameOfTheModel() {
        openai.then(Script.json("{\"object\":\"response.input_tokens\",\"input_tokens\":9}"));

        responses("mini", "").statusCode(200).header(ESTIMATED, nullValue()).body("input_tokens", equalTo(9));

        Received sent = openai.received().getLast();
        assertEquals("/v1/responses/input_tokens", sent.path());
        assertEquals("{\"model\":\"gpt-mini\",\"input\":\"Hello there\"}", sent.body());
    }

    @Test
    void responsesOfAnothersModelAreEstimatedInTheirOwnWords() {
        responses("claude", "")
                .statusCode(200)
                .header(ESTIMATED, "tokens")
                .body("object", equalTo("response.input_tokens"))
                .body("input_tokens", greaterThan(1));
    }

    @Test
    void tokensOfWhatIsStoredAreCountedWhereItIs() {
        openai.then(Script.json("{\"object\":\"response.input_tokens\",\"input_tokens\":99}"));

        responses("mini", ",\"previous_response_id\":\"resp_1\"")
                .statusCode(200)
                .body("input_tokens", equalTo(99));
        responses("claude", ",\"previous_response_id\":\"resp_1\"")
                .statusCode(400)
                .body("error.message", containsString("keeps no state"));
    }

    private static ValidatableResponse responses(String model, String more) {
        return sidecar.app()
                .header("authorization", "Bearer sk-of-the-app")
                .body("{\"model\":\"" + model + "\",\"input\":\"Hello there\"" + more + "}")
                .post("/v1/responses/input_tokens")
                .then();
    }

    @Test
    void whatAnotherVendorsModelThoughtIsNotShownToAVendorWhoseModelNobodyHereKnows() {
        upstream.then(Script.json("{\"input_tokens\":3}"));
        String thought = "{\"type\":\"thinking\",\"thinking\":\"t\",\"signature\":\"outrigger:unsigned\"},";
        String said = "{\"type\":\"text\",\"text\":\"b\"}";
        String body =
                "{ \"model\":\"claude-of-tomorrow\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"a\"},"
                        + "{\"role\":\"assistant\",\"content\":[" + thought + said + "]}]}";

        sidecar.app()
                .header("x-api-key", "sk-of-the-app")
                .body(body)
                .post(COUNT)
                .then()
                .statusCode(200)
                .header("x-outrigger-dropped", "messages[].content[].thinking");

        assertEquals(body.replace(thought, ""), upstream.received().getLast().body());
    }
}
