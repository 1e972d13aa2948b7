package dev.outrigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.Row;
import dev.outrigger.support.Script;
import dev.outrigger.support.ScriptedUpstream;
import io.restassured.response.Response;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each request that comes to the data port has exactly one account, whatever it is and whatever becomes of it. */
class AccountsIT {
    private static final String CHAT = "/v1/chat/completions";

    @TempDir
    private Path folder;

    private ScriptedUpstream upstream;
    private RunningSidecar sidecar;

    @BeforeEach
    void aSidecarBeforeOneUpstream() throws Exception {
        upstream = new ScriptedUpstream(Script.json(OpenAiText.answer("Hi")));
        sidecar = RunningSidecar.remoteOnly(folder, RunningSidecar.oneRemote(upstream.url()));
    }

    @AfterEach
    void stop() throws Exception {
        sidecar.awaitNothingInFlight();
        assertEquals(0, sidecar.gauge("outrigger.in_flight"));
        sidecar.close();
        upstream.close();
    }

    @Test
    @Row("account.one")
    void aChatHasOne() {
        told(200, sidecar.app().body(OpenAiText.request("auto", "")).post(CHAT));

        counts(1, CHAT, "ok");
    }

    @Test
    @Row("account.one")
    void aChatThatIsNoneHasOne() {
        told(400, sidecar.app().body("{").post(CHAT));

        counts(1, CHAT, "rejected");
    }

    @Test
    void theListOfModelsHasOne() {
        told(200, sidecar.app().get("/v1/models"));

        counts(1, "/v1/models", "ok");
    }

    @Test
    @Row("account.one")
    void whatOnlyLoadsAModelHasOne() {
        told(200, sidecar.app().body("{\"model\":\"auto\"}").post("/api/chat"));

        counts(1, "/api/chat", "ok");
    }

    @Test
    @Row("account.one")
    void whatIsPassedThroughHasOne() {
        told(200, sidecar.app().body("{}").post("/v1/moderations"));

        counts(1, "/openai/*", "ok");
    }

    @Test
    @Row("account.one")
    void aPathOfNobodysHasOne() {
        told(404, sidecar.app().get("/whatever"));

        counts(1, "/*", "rejected");
    }

    @Test
    void anotherHostHasOne() {
        told(403, sidecar.app().header("host", "evil.example").get("/v1/models"));

        counts(1, "/*", "rejected");
    }

    @Test
    void aLoopHasOne() {
        told(508, sidecar.app().header("x-outrigger-hop", "1,2,3,4,5,6,7,8").get("/v1/models"));

        counts(1, "/*", "rejected");
    }

    @Test
    @Row({"account.one", "input.header-flood"})
    void whatIsNoHttpHasOne() throws Exception {
        says("HTTP/1.0 400", "nonsense\r\n\r\n");
        says("HTTP/1.0 414", "GET /" + "x".repeat(9_000) + " HTTP/1.1\r\nhost: localhost\r\n\r\n");
        says("HTTP/1.1 431", "GET / HTTP/1.1\r\nhost: localhost\r\nx: " + "x".repeat(70_000) + "\r\n\r\n");
        says(
                "HTTP/1.1 400",
                "POST " + CHAT + " HTTP/1.1\r\nhost: localhost\r\ncontent-length: 1\r\n"
                        + "content-length: 2\r\n\r\nxx");

        counts(4, "none", "rejected");
        assertEquals(0, upstream.received().size());
    }

    @Test
    void whatIsNoHttpIsRefusedInTheWordsOfItsPath() throws Exception {
        String twoLengths = " HTTP/1.1\r\nhost: localhost\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nxx";

        words("\"type\":\"error\"", "POST /v1/messages" + twoLengths);
        words("\"status\":\"INVALID_ARGUMENT\"", "POST /v1beta/models/m:generateContent" + twoLengths);
        words("{\"error\":\"the request is not HTTP", "POST /api/chat" + twoLengths);
    }

    @Test
    void anotherVersionOfHttpHasOne() throws Exception {
        String refused = "HTTP/1.1 400";
        says(refused, "PRI * HTTP/2.0\r\n\r\n");
        says(refused, "GET /v1/models HTTP/0.9\r\nhost: localhost\r\n\r\n");
        says(refused, "POST " + CHAT + " ICY/1.0\r\nhost: localhost\r\ncontent-length: 2\r\n\r\n{}");

        counts(3, "none", "rejected");
        assertEquals(0, upstream.received().size());
    }

    /** A flood of paths, methods, models and hosts makes no label more. */
    @Test
    void labelsAreBoundedWhateverIsAsked() throws Exception {
        for (int i = 0; i < 20; i++) {
            sidecar.app().request("BREW" + i, "/pot/" + i);
            sidecar.app().get("/v1/files/" + i);
            sidecar.app().header("host", "h" + i).get("/v1/models");
            sidecar.app().body(OpenAiText.request("model-" + i, "")).post(CHAT);
        }

        Awaitility.await().until(() -> sidecar.count("outrigger.exchanges") == 80);
        assertEquals(Set.of("/*", "/openai/*", CHAT), values("route"));
        assertEquals(Set.of("none"), values("model"));
        assertEquals(Set.of("ok", "rejected"), values("outcome"));
    }

    private Set<String> values(String label) {
        Set<String> values = new TreeSet<>();
        for (var counter : sidecar.metrics.find("outrigger.exchanges").counters())
            values.add(String.valueOf(counter.getId().getTag(label)));
        return values;
    }

    private void says(String status, String request) throws Exception {
        try (var app = sidecar.raw()) {
            String answer = app.send(request).until("[exchange ");
            assertTrue(answer.startsWith(status), answer);
            assertTrue(answer.contains("x-outrigger-exchange"), answer);
        }
    }

    private void words(String words, String request) throws Exception {
        try (var app = sidecar.raw()) {
            // Closed after it, so that what is waited for is all of it
            String answer = app.send(request).until("never said");
            assertTrue(answer.startsWith("HTTP/1.1 400"), answer);
            assertTrue(answer.contains(words), answer);
        }
    }

    private static void told(int status, Response answer) {
        assertEquals(status, answer.statusCode(), answer.asString());
        assertEquals(
                26,
                String.valueOf(answer.header("x-outrigger-exchange")).length(),
                List.of(answer.headers())::toString);
        if (status >= 400)
            assertTrue(answer.jsonPath().getString("error.message").contains("[exchange "));
    }

    private void counts(int exchanges, String route, String outcome) {
        Awaitility.await().untilAsserted(() -> {
            assertEquals(exchanges, sidecar.count("outrigger.exchanges", "route", route, "outcome", outcome));
            assertEquals(exchanges, sidecar.count("outrigger.exchanges"));
        });
    }
}
