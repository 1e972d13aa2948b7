package dev.outrigger;

import static org.hamcrest.Matchers.equalTo;
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
        for (String id : new String[] {"auto", "gpt-mini", "outrigger/default"})
            sidecar.app()
                    .get("/v1/models/" + id)
                    .then()
                    .statusCode(200)
                    .body("id", equalTo(id))
                    .body("object", equalTo("model"));

        upstream.then(Script.json("{\"id\":\"vendors\"}"));
        sidecar.app().get("/v1/models/vendors").then().statusCode(200).body("id", equalTo("vendors"));
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
