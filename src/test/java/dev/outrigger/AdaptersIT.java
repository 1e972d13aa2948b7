package dev.outrigger;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.engine.SmolAdapters;
import dev.outrigger.support.LocalCache;
import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.Script;
import dev.outrigger.support.ScriptedUpstream;
import io.restassured.response.ValidatableResponse;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Adapters of a local model, as apps ask for them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdaptersIT {
    private static final String CHAT = "/v1/chat/completions";
    private static final String LOCAL = "smollm2-135m-instruct";

    @SuppressWarnings("NullAway.Init")
    private ScriptedUpstream upstream;

    @SuppressWarnings("NullAway.Init")
    private RunningSidecar sidecar;

    @SuppressWarnings("NullAway.Init")
    private SmolAdapters adapters;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        upstream = new ScriptedUpstream(Script.json(OpenAiText.answer("from afar")));
        adapters = new SmolAdapters(folder.resolve("adapters"));
        for (String name : List.of("poet", "clerk", "swapped")) adapters.write(name, name);
        adapters.writeBroken("broken");
        sidecar = RunningSidecar.with(folder, LocalCache.withModels(folder), """
                backends:
                  here: { kind: engine, slots: 2, context: 128, residentAdapters: 1 }
                  there: { kind: openai, url: "%s" }
                models:
                  smol: { backend: here, model: %s, adapters: %s, equivalents: [mini] }
                  mini: { backend: there, model: gpt-mini }
                """.formatted(
                        upstream.url(), LOCAL, folder.resolve("adapters")));
        Awaitility.await()
                .atMost(RunningSidecar.PATIENCE)
                .until(() -> sidecar.count("outrigger.model.loads", "model", LOCAL, "outcome", "ready") == 1);
    }

    @AfterAll
    void stop() throws Exception {
        sidecar.close();
        upstream.close();
    }

    private ValidatableResponse ask(String model, String more) {
        return sidecar.app()
                .body("{\"model\":\"" + model + "\",\"temperature\":0,\"max_tokens\":12,\"messages\":"
                        + "[{\"role\":\"user\",\"content\":\"What is the capital of France?\"}]" + more + "}")
                .post(CHAT)
                .then();
    }

    private static String text(ValidatableResponse answer) {
        return answer.statusCode(200).extract().path("choices[0].message.content");
    }

    @Test
    void anAdapterIsPartOfTheNameAndTheAnswerSaysSo() {
        String plain = text(ask("smol", ""));
        assertTrue(plain.contains("Paris"), plain);
        for (String name : List.of("smol:poet", LOCAL + ":poet")) {
            ValidatableResponse answer =
                    ask(name, "").header("x-outrigger-model", LOCAL + ":poet").body("model", equalTo(LOCAL + ":poet"));
            assertNotEquals(plain, text(answer));
        }
        assertEquals(plain, text(ask("smol", "").header("x-outrigger-model", LOCAL)));
    }

    @Test
    void aFieldNamesItAsWell() {
        String poet = text(ask("smol:poet", ""));
        ValidatableResponse byField = ask("smol", ",\"adapter_id\":\"poet\"")
                .header("x-outrigger-model", LOCAL + ":poet")
                .header("x-outrigger-dropped", (String) null);
        assertEquals(poet, text(byField));
        ask("smol:poet", ",\"adapter_id\":\"clerk\"")
                .statusCode(400)
                .body("error.message", containsString("says adapter poet, and adapter_id says clerk"));
    }

    @Test
    void anyDialectMayAskForOne() {
        sidecar.app()
                .header("anthropic-version", "2023-06-01")
                .body(
                        "{\"model\":\"smol:poet\",\"max_tokens\":8,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}")
                .post("/v1/messages")
                .then()
                .statusCode(200)
                .header("x-outrigger-model", LOCAL + ":poet")
                .body("model", equalTo(LOCAL + ":poet"));
    }

    @Test
    void moreThanFitAreServedInTurnAndAlike() {
        String poet = text(ask("smol:poet", ""));
        String clerk = text(ask("smol:clerk", ""));
        assertNotEquals(poet, clerk);
        assertEquals(poet, text(ask("smol:poet", "")));
        assertEquals(clerk, text(ask("smol:clerk", "")));
    }

    @Test
    void oneThatIsSwappedAnswersAnewFromTheNextRequestOn() throws Exception {
        String before = text(ask("smol:swapped", ""));
        adapters.write("swapped", "another");
        assertNotEquals(before, text(ask("smol:swapped", "")));
        adapters.write("swapped", "swapped");
        assertEquals(before, text(ask("smol:swapped", "")));
    }

    /** And by nobody else: neither the bare model nor its equivalent, which were not asked for. */
    @Test
    void oneThatIsNotThereIsRefusedByName() {
        int asked = upstream.received().size();
        ask("smol:none", "")
                .statusCode(404)
                .body("error.message", containsString("model " + LOCAL + ": there is no adapter none"));
        ask("smol", ",\"adapter_id\":\"none\"")
                .statusCode(404)
                .body("error.message", containsString("there is no adapter none"));
        ask("smol:../poet", "").statusCode(404).body("error.message", containsString("adapter names are up to 64"));
        ask("smol:broken", "")
                .statusCode(400)
                .body("error.message", containsString("adapter broken of model " + LOCAL + " cannot be used: "))
                .body(
                        "error.message",
                        containsString("tensor base_model.model.lm_head.lora_A.weight is of the token table"));
        ask("mini:poet", "")
                .statusCode(404)
                .body(
                        "error.message",
                        containsString("model mini takes no adapters by name, so there is no mini:poet"));
        assertEquals(asked, upstream.received().size());
        assertTrue(text(ask("smol", "")).contains("Paris"));
    }

    @Test
    void embeddingsHaveNone() {
        sidecar.app()
                .body("{\"model\":\"smol:poet\",\"input\":\"a\"}")
                .post("/v1/embeddings")
                .then()
                .statusCode(404);
    }

    @Test
    void theListOfModelsHasNoAdaptersAndASingleOneIsTold() {
        List<String> ids = sidecar.app().get("/v1/models").then().extract().path("data.id");
        assertTrue(ids.contains("smol"));
        assertFalse(ids.stream().anyMatch(id -> id.contains(":")), ids.toString());
        for (String name : List.of("smol:poet", LOCAL + ":poet"))
            sidecar.app().get("/v1/models/" + name).then().statusCode(200).body("id", equalTo(name));
        sidecar.app().body("{\"model\":\"smol:poet\"}").post("/api/show").then().statusCode(200);
    }

    /** In the words of who asks, and without asking anybody else. */
    @Test
    void aSingleOneThatIsNotThereIsNotFound() {
        int asked = upstream.received().size();
        sidecar.app()
                .get("/v1/models/smol:none")
                .then()
                .statusCode(404)
                .body("error.code", equalTo("model_not_found"))
                .body("error.message", startsWith("model " + LOCAL + ": there is no adapter none"));
        sidecar.app()
                .header("anthropic-version", "2023-06-01")
                .get("/v1/models/smol:none")
                .then()
                .statusCode(404)
                .body("error.type", equalTo("not_found_error"));
        sidecar.app()
                .body("{\"model\":\"smol:none\"}")
                .post("/api/show")
                .then()
                .statusCode(404)
                .body("error", containsString("there is no adapter none"));
        sidecar.app()
                .get("/v1/models/mini:poet")
                .then()
                .statusCode(404)
                .body("error.message", startsWith("model mini takes no adapters by name, so there is no mini:poet"));
        assertEquals(asked, upstream.received().size());
    }

    @Test
    void metricsSayHowManyLieThereAndWhatTheyTake() {
        assertFalse(text(ask("smol:clerk", "")).isEmpty());
        assertEquals(1, sidecar.gauge("outrigger.model.adapters", "model", LOCAL));
        assertTrue(sidecar.gauge("outrigger.model.adapters.held", "model", LOCAL) > 0);
    }

    @Test
    void aStreamSaysItFromItsFirstChunkOn() {
        String stream =
                ask("smol:poet", ",\"stream\":true").statusCode(200).extract().asString();
        assertTrue(
                stream.lines()
                        .filter(line -> line.startsWith("data: {"))
                        .allMatch(line -> line.contains("\"model\":\"" + LOCAL + ":poet\"")),
                stream);
    }
}
