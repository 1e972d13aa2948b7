package dev.outrigger;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.Row;
import dev.outrigger.support.Script;
import dev.outrigger.support.ScriptedUpstream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose a path of the data port is, and what it never lets through. */
class EndpointsIT {
    private static final String CHAT = "/v1/chat/completions";

    private static ScriptedUpstream upstream;
    private static RunningSidecar sidecar;

    @BeforeAll
    static void aSidecarBeforeOneUpstream(@TempDir Path folder) throws Exception {
        upstream = new ScriptedUpstream();
        sidecar = RunningSidecar.remoteOnly(folder, RunningSidecar.oneRemote(upstream.url()));
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

    @Test
    void tellsOfEachModelItLists() {
        for (String id : new String[] {"auto", "mini", "gpt-mini", "outrigger/default"})
            sidecar.app()
                    .get("/v1/models/" + id)
                    .then()
                    .statusCode(200)
                    .body("id", equalTo(id))
                    .body("object", equalTo("model"));

        upstream.then(Script.json("{\"id\":\"vendors\"}"));
        sidecar.app().get("/v1/models/vendors").then().statusCode(200).body("id", equalTo("vendors"));
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/models, data.id, ''",
        "/anthropic/v1/models, data.id, ''",
        "/v1beta/models, models.name, models/",
        "/api/tags, models.name, ''"
    })
    void listsEachNameThatAnAppMayAskForOnce(String path, String names, String prefix) {
        int before = upstream.received().size();

        List<String> listed =
                sidecar.app().get(path).then().statusCode(200).extract().path(names);

        for (String name : List.of("auto", "outrigger/default", "mini", "gpt-mini"))
            assertEquals(1, listed.stream().filter((prefix + name)::equals).count(), name + " in " + listed);
        assertEquals(before, upstream.received().size());
    }

    @ParameterizedTest
    @CsvSource({
        "/anthropic/v1/models/mini, type, model",
        "/v1/models/outrigger%2Fdefault, id, outrigger/default",
        "/v1beta/models/mini, name, models/mini",
        "/v1beta/models/outrigger/default, name, models/outrigger/default"
    })
    void tellsOfOneInTheShapeOfTheAppsDialect(String path, String field, String value) {
        sidecar.app().urlEncodingEnabled(false).get(path).then().statusCode(200).body(field, equalTo(value));
    }

    @Test
    void asksNobodyElseForAPolicyThatThereIsNot() {
        int before = upstream.received().size();

        sidecar.app().get("/v1/models/outrigger/nobodys").then().statusCode(404);

        assertEquals(before, upstream.received().size());
    }

    @Test
    @Row("after.cut-told")
    void endsAStreamWithoutAFinishReasonAsAnErrorAndNotAsDone() {
        List<String> whole = OpenAiText.stream("half");
        upstream.then(Script.stream(List.of(whole.get(0), whole.get(1), OpenAiText.DONE)));

        String answer = sidecar.app()
                .body(OpenAiText.request("mini", ",\"stream\":true"))
                .post(CHAT)
                .then()
                .extract()
                .asString();

        assertTrue(answer.contains("half") && answer.contains("\"error\""), answer);
        assertTrue(!answer.contains("[DONE]"), answer);
    }

    @Test
    @Row("input.host")
    void hasOneHost() throws Exception {
        try (var app = sidecar.raw()) {
            String answer = app.send("GET /v1/models HTTP/1.1\r\nhost: localhost\r\nhost: evil.example\r\n\r\n")
                    .until("host header");
            assertTrue(answer.startsWith("HTTP/1.1 400"), answer);
        }
    }
}
