package dev.outrigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.Row;
import dev.outrigger.support.Script;
import dev.outrigger.support.ScriptedUpstream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that nobody should send: a clear 4xx in the words of their path, nothing to upstream, and the next is served. */
class BadInputIT {
    private static final String CHAT = "/v1/chat/completions";
    /** Paths of three vendors, and what each of them has in an error alone. */
    private static final List<List<String>> VENDORS = List.of(
            List.of(CHAT, "\"type\":\"invalid_request_error\""),
            List.of("/v1/messages", "\"type\":\"error\""),
            List.of("/v1beta/models/mini:generateContent", "\"status\":\"INVALID_ARGUMENT\""),
            List.of("/api/chat", "{\"error\":\""));

    @TempDir
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static ScriptedUpstream upstream;

    @SuppressWarnings("NullAway.Init")
    private static RunningSidecar sidecar;

    @BeforeAll
    static void aSidecarBeforeOneUpstream() throws Exception {
        upstream = new ScriptedUpstream(Script.json(OpenAiText.answer("Hi")));
        sidecar = RunningSidecar.remoteOnly(folder, RunningSidecar.oneRemote(upstream.url()));
    }

    @AfterEach
    void theNextIsServed() {
        int before = upstream.received().size();
        sidecar.app().body(OpenAiText.request("auto", "")).post(CHAT).then().statusCode(200);
        assertEquals(before + 1, upstream.received().size());
        sidecar.awaitNothingInFlight();
    }

    @AfterAll
    static void stop() throws Exception {
        sidecar.close();
        upstream.close();
    }

    @Test
    @Row("input.header-flood")
    void aFloodOfHeadersIsRefused() throws Exception {
        refused("POST " + CHAT + " HTTP/1.1\r\nhost: localhost\r\n"
                + "x: yyyyyyyyyyyyyyyyyyyyyyyyyyyyyy\r\n".repeat(4_000) + "\r\n");
    }

    private static void refused(String request) throws Exception {
        int before = upstream.received().size();
        try (var app = sidecar.raw()) {
            String answer = app.send(request).until("[exchange ");
            assertTrue(answer.startsWith("HTTP/1.1 4") || answer.startsWith("HTTP/1.0 4"), answer);
        }
        assertEquals(before, upstream.received().size());
    }

    @Test
    @Row("input.not-utf8")
    void whatIsNotUtf8IsRefused() {
        eachRefuses("{\"model\":\"mini\",\"a\":\"\u00ff\"}".getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    @Row("input.nul")
    void nulIsRefused() {
        eachRefuses("{\"model\":\"mini\",\"a\":\"\u0000\"}");
    }

    @Test
    @Row("input.deep-nesting")
    void whatIsNestedDeeperThan64IsRefused() {
        eachRefuses("{\"model\":\"mini\",\"a\":" + "[".repeat(64) + "]".repeat(64) + "}");
    }

    @Test
    @Row("input.huge-number")
    void aNumberOfMoreThan64DigitsIsRefused() {
        eachRefuses("{\"model\":\"mini\",\"a\":" + "9".repeat(65) + "}");
    }

    @Test
    @Row("input.duplicate-key")
    void aKeyThatStandsTwiceIsRefused() {
        eachRefuses("{\"model\":\"mini\",\"model\":\"other\"}");
    }

    @Test
    @Row("input.wrong-type")
    void aFieldOfAnotherTypeIsRefused() {
        eachRefuses("{\"model\":\"mini\",\"messages\":7,\"contents\":7}");
    }

    private static void eachRefuses(String body) {
        eachRefuses(body.getBytes(StandardCharsets.UTF_8));
    }

    private static void eachRefuses(byte[] body) {
        int before = upstream.received().size();
        for (List<String> vendor : VENDORS) {
            var answer = sidecar.app().body(body).post(vendor.getFirst());
            String words = answer.asString();
            assertEquals(400, answer.statusCode(), vendor.getFirst() + ": " + words);
            assertTrue(
                    words.contains(vendor.getLast()) && words.contains("[exchange "), vendor.getFirst() + ": " + words);
        }
        assertEquals(before, upstream.received().size());
    }
}
