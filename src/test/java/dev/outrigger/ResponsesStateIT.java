package dev.outrigger;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.Received;
import dev.outrigger.support.ResponsesText;
import dev.outrigger.support.Row;
import dev.outrigger.support.Script;
import dev.outrigger.support.ScriptedUpstream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that speak of state upstream: whose they are, and what never happens to them. */
class ResponsesStateIT {
    private static final String RESPONSES = "/v1/responses";
    private static final String APPS = "sk-app-SENTINEL-8d1f";
    private static final String OPERATORS = "sk-operator-SENTINEL-77ab";

    @TempDir
    private Path folder;

    private ScriptedUpstream chat;
    private ScriptedUpstream own;

    @SuppressWarnings("NullAway.Init")
    private RunningSidecar sidecar;

    @BeforeEach
    void twoUpstreams() throws Exception {
        chat = new ScriptedUpstream();
        own = new ScriptedUpstream();
    }

    @AfterEach
    void stop() throws Exception {
        sidecar.awaitNothingInFlight();
        sidecar.close();
        chat.close();
        own.close();
    }

    private void started(String responses) throws Exception {
        Path key = Files.writeString(folder.resolve("key"), OPERATORS + "\n");
        sidecar = RunningSidecar.remoteOnly(
                folder, """
            backends:
              chat: { kind: openai, url: "%s", key: { file: "%s" } }
              own: { kind: openai, url: "%s", key: { file: "%s" }, %s }
              other: { kind: anthropic, url: "%s" }
            models:
              mini: { backend: chat, model: gpt-mini, quality: 0.8, latency: 3 }
              kept: { backend: own, model: gpt-kept, quality: 0.8, latency: 3 }
              claude: { backend: other, model: claude-x, quality: 0.8, latency: 3 }
            routes:
              - { model: "gpt-9*", policy: default }
            """.formatted(chat.url(), key, own.url(), key, responses, chat.url()));
    }

    private static Received last(ScriptedUpstream upstream) {
        return upstream.received().getLast();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"previous_response_id\":\"resp_68a\"",
                "\"conversation\":\"conv_1\"",
                "\"background\":true",
                "\"prompt\":{\"id\":\"pmpt_1\"}",
                "\"input\":[{\"type\":\"item_reference\",\"id\":\"msg_1\"}]"
            })
    @Row("state.owner")
    void areTheOwnersAloneWhateverTheirModel(String state) throws Exception {
        started("responses: true");
        // Spaces and all, and not what is understood here
        String body = "{ \"model\" : \"gpt-nobodys\", " + state + ", \"temperature\": \"hot\" }";
        own.then(Script.json("{\"id\":\"resp_2\"}"));

        sidecar.app().body(body).post(RESPONSES + "?a=b").then().statusCode(200).body(equalTo("{\"id\":\"resp_2\"}"));

        assertEquals(body, last(own).body());
        assertTrue(last(own).toString().contains("/v1/responses?a=b"));
        assertTrue(chat.received().isEmpty());
    }

    @Test
    void haveTheKeyOfTheAppUnlessTheOperatorsIsLent() throws Exception {
        started("responses: true");
        own.then(Script.json("{}"));

        sidecar.app()
                .header("authorization", "Bearer " + APPS)
                .body("{\"model\":\"m\",\"input\":\"x\",\"previous_response_id\":\"resp_68a\"}")
                .post(RESPONSES);

        assertEquals(Optional.of("Bearer " + APPS), last(own).header("authorization"));
        assertFalse(last(own).toString().contains(OPERATORS));
    }

    @Test
    void haveTheOperatorsWhereItIsLent() throws Exception {
        started("responses: true, lendKey: true");
        own.then(Script.json("{}"));

        sidecar.app()
                .header("authorization", "Bearer " + APPS)
                .body("{\"model\":\"m\",\"input\":\"x\",\"previous_response_id\":\"resp_68a\"}")
                .post(RESPONSES);

        assertEquals(Optional.of("Bearer " + OPERATORS), last(own).header("authorization"));
        assertFalse(last(own).toString().contains(APPS));
    }

    @Test
    @Row("state.never-twice")
    void areNeverSentTwice() throws Exception {
        started("responses: true");
        own.then(Script.json("{}"), Script.close(), Script.json("{}"));
        sidecar.app().get("/v1/responses/resp_1").then().statusCode(200);

        sidecar.app()
                .body("{\"model\":\"m\",\"input\":\"x\",\"background\":true}")
                .post(RESPONSES)
                .then()
                .statusCode(502);

        assertEquals(2, own.received().size());
    }

    @Test
    @Row("state.own-ids")
    void areRefusedWhereTheySpeakOfAnAnswerThatWasMadeHere() throws Exception {
        started("responses: true");
        chat.then(Script.json(OpenAiText.answer("Hi")));
        String id = sidecar.app()
                .body(ResponsesText.request("gpt-mini", ""))
                .post(RESPONSES)
                .then()
                .statusCode(200)
                .extract()
                .path("id");

        sidecar.app()
                .body(ResponsesText.request("gpt-mini", ",\"previous_response_id\":\"" + id + "\""))
                .post(RESPONSES)
                .then()
                .statusCode(400)
                .body("error.message", containsString("whole input must be sent"));

        assertTrue(own.received().isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/responses/resp_68a",
        "DELETE, /openai/v1/responses/resp_68a",
        "POST, /v1/responses/resp_68a/cancel"
    })
    @Row("state.owner")
    void areFoundAgainAtTheSameOwner(String method, String path) throws Exception {
        started("responses: true");
        own.then(Script.json("{}"));

        sidecar.app().request(method, path).then().statusCode(200);

        assertTrue(last(own).toString().contains("/v1/responses/resp_68a"));
        assertTrue(chat.received().isEmpty());
    }

    @Test
    void areTheVendorsFirstWhereNoBackendSaysThatItSpeaksTheDialect() throws Exception {
        started("responses: false");
        chat.then(Script.json("{}"), Script.json("{}"), Script.json("{}"));

        for (String body : List.of(
                "{\"model\":\"gpt-mini\",\"input\":\"x\",\"previous_response_id\":\"resp_68a\"}",
                ResponsesText.request("nobodys", "")))
            sidecar.app().body(body).post(RESPONSES).then().statusCode(200);
        sidecar.app().get("/v1/responses/resp_68a").then().statusCode(200);

        assertEquals(3, chat.received().size());
        assertTrue(own.received().isEmpty());
    }

    @Test
    void otherEndpointsStayWithTheFirst() throws Exception {
        started("responses: true");
        chat.then(Script.json("{}"));

        sidecar.app().body("{}").post("/v1/moderations").then().statusCode(200);

        assertTrue(own.received().isEmpty());
    }

    @Test
    void goToTheBackendOfTheModelThatTheyNameAsThatModel() throws Exception {
        started("responses: true");
        own.then(Script.json("{}"));

        sidecar.app()
                .header("authorization", "Bearer " + APPS)
                .body("{ \"input\":\"x\", \"model\": \"kept\", \"previous_response_id\":\"resp_68a\" }")
                .post(RESPONSES)
                .then()
                .statusCode(200);

        assertEquals(
                "{ \"input\":\"x\", \"model\": \"gpt-kept\", \"previous_response_id\":\"resp_68a\" }",
                last(own).body());
        assertEquals(Optional.of("Bearer " + OPERATORS), last(own).header("authorization"));
    }

    @Test
    void goNowhereElseWhereTheModelsServerSaysNothingOfState() throws Exception {
        started("responses: true");
        chat.then(Script.answer(404, "application/json", "{\"error\":{\"message\":\"Not Found\"}}"));

        sidecar.app()
                .body("{\"model\":\"mini\",\"input\":\"SECRET\",\"previous_response_id\":\"resp_68a\"}")
                .post(RESPONSES)
                .then()
                .statusCode(404);

        assertTrue(last(chat).body().contains("gpt-mini"));
        assertTrue(own.received().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"claude", "auto", "outrigger/default", "gpt-9-mini"})
    void areShownToNoVendorInTheStandOfAnothersModelOrOfAPolicy(String model) throws Exception {
        started("responses: true");

        sidecar.app()
                .body("{\"model\":\"" + model + "\",\"input\":\"SECRET\",\"background\":true}")
                .post(RESPONSES)
                .then()
                .statusCode(400);

        assertTrue(own.received().isEmpty() && chat.received().isEmpty());
    }
}
