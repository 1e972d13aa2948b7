package dev.outrigger;

import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.Row;
import dev.outrigger.support.Script;
import dev.outrigger.support.ScriptedUpstream;
import io.restassured.specification.RequestSpecification;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a page in a browser on this machine may do to the ports: nothing, unless it comes from this machine too. */
class BrowserIT {
    private static final String CHAT = "/v1/chat/completions";
    private static final String QUESTION = OpenAiText.request("auto", "");

    private static ScriptedUpstream upstream;
    private static RunningSidecar sidecar;

    @BeforeAll
    static void aSidecar(@TempDir Path folder) throws Exception {
        upstream = new ScriptedUpstream(Script.answer(
                200,
                "application/json",
                OpenAiText.answer("Hi"),
                "access-control-allow-origin: *",
                "set-cookie: vendor=1",
                "set-cookie: more=2"));
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "http://localhost.evil.example:7070",
                "http://127.0.0.1.evil.example",
                "http://evil.example@localhost.evil.example",
                "null",
                "file://",
                "chrome-extension://abc",
                "http://localhost, https://evil.example",
                "",
                "not an origin"
            })
    @Row("input.origin")
    void aPageOfAnotherOriginIsRefusedOnBothPorts(String origin) {
        int before = upstream.received().size();

        refused(sidecar.app().header("origin", origin));

        sidecar.operator()
                .header("origin", origin)
                .body("{\"prompt\":\"hi\"}")
                .post("/explain")
                .then()
                .statusCode(403)
                .header("access-control-allow-origin", (String) null);
        assertEquals(before, upstream.received().size());
    }

    @Test
    void aPageOfAnotherSiteIsRefusedEvenWithoutAnOrigin() {
        refused(sidecar.app().header("sec-fetch-site", "cross-site"));
        sidecar.app()
                .header("sec-fetch-site", "Cross-Site")
                .get("/v1/models")
                .then()
                .statusCode(403);
        sidecar.operator()
                .header("sec-fetch-site", "cross-site")
                .get("/state")
                .then()
                .statusCode(403);
    }

    /** As a browser sends it: no preflight, no header that a page may not set. */
    @Test
    void aPlainTextPostOfAPageSpendsNothing() throws Exception {
        int before = upstream.received().size();
        try (var page = sidecar.raw()) {
            page.post(CHAT, QUESTION, "content-type: text/plain;charset=UTF-8", "origin: https://evil.example")
                    .until("[exchange ");
        }

        assertEquals(before, upstream.received().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:3000", "http://127.0.0.1", "https://[::1]:8443"})
    @Row("input.origin")
    void aPageOfThisMachineIsServedButNeverGrantedToRead(String origin) {
        sidecar.app()
                .headers(Map.of("origin", origin, "sec-fetch-site", "same-site", "cookie", "other-app=secret"))
                .body(QUESTION)
                .post(CHAT)
                .then()
                .statusCode(200)
                .header("access-control-allow-origin", (String) null)
                .header("set-cookie", (String) null);

        var sent = upstream.received().getLast();
        for (String name : new String[] {"origin", "sec-fetch-site", "cookie"})
            assertFalse(sent.header(name).isPresent(), name);
    }

    @Test
    @Row("input.origin")
    void aPreflightIsGrantedNothing() {
        sidecar.app()
                .headers(Map.of("origin", "https://evil.example", "access-control-request-method", "POST"))
                .options(CHAT)
                .then()
                .statusCode(403)
                .header("access-control-allow-origin", (String) null);
        sidecar.app()
                .headers(Map.of("origin", "http://localhost:3000", "access-control-request-method", "POST"))
                .options(CHAT)
                .then()
                .header("access-control-allow-origin", (String) null)
                .header("access-control-allow-methods", (String) null);
    }

    @Test
    void cookiesDoNotComeBackFromWhatIsPassedThrough() {
        sidecar.app()
                .header("cookie", "other-app=secret")
                .body("{}")
                .post("/v1/moderations")
                .then()
                .statusCode(200)
                .header("set-cookie", (String) null);

        assertFalse(upstream.received().getLast().header("cookie").isPresent());
    }

    private static void refused(RequestSpecification page) {
        page.body(QUESTION)
                .post(CHAT)
                .then()
                .statusCode(403)
                .body("error.message", containsString("refused"))
                .header("access-control-allow-origin", (String) null);
    }
}
