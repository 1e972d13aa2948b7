package dev.outrigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.Row;
import dev.outrigger.support.Script;
import dev.outrigger.support.ScriptedUpstream;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requests whose framing somebody else could read otherwise. Their bodies are good ones, so that nothing else is wrong with
 * them: each is refused with a clear 4xx, and upstream sees none.
 */
class FramingIT {
    private static final String CHAT = "/v1/chat/completions";
    private static final String BODY = OpenAiText.request("mini", "");
    private static final int SIZE = BODY.length();
    private static final String HEX = Integer.toHexString(SIZE);

    @TempDir
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static ScriptedUpstream upstream;

    @SuppressWarnings("NullAway.Init")
    private static RunningSidecar sidecar;

    @BeforeAll
    static void aSidecarBeforeOneUpstream() throws Exception {
        upstream = new ScriptedUpstream(Script.json(OpenAiText.answer("Hi")));
        sidecar = RunningSidecar.remoteOnly(
                folder, RunningSidecar.oneRemote(upstream.url()) + "limits: { bodyBytes: 1MiB }\n");
    }

    @AfterEach
    void theNextIsServed() {
        int before = upstream.received().size();
        sidecar.app().body(BODY).post(CHAT).then().statusCode(200);
        assertEquals(before + 1, upstream.received().size());
        sidecar.awaitNothingInFlight();
    }

    @AfterAll
    static void stop() throws Exception {
        sidecar.close();
        upstream.close();
    }

    private static String head(String headers) {
        return "POST " + CHAT + " HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n" + headers
                + "\r\n\r\n";
    }

    private static void refused(String request, String status, String why) throws Exception {
        int before = upstream.received().size();
        try (var app = sidecar.raw()) {
            String answer = app.send(request).until("\"type\":\"invalid_request_error\"");
            assertTrue(answer.startsWith("HTTP/1.1 " + status), answer);
            assertTrue(answer.contains(why) && answer.contains("[exchange "), answer);
            assertTrue(answer.contains("\"type\":\"invalid_request_error\""), answer);
        }
        assertEquals(before, upstream.received().size());
    }

    private static void served(String request) throws Exception {
        try (var app = sidecar.raw()) {
            String answer = app.send(request).until("\"total_tokens\":12}}");
            assertTrue(answer.startsWith("HTTP/1.1 200"), answer);
        }
    }

    @Test
    void oneThatIsFramedWellIsServed() throws Exception {
        served(head("content-length: " + SIZE) + BODY);
        served(head("transfer-encoding: chunked") + HEX + ";a=b\r\n" + BODY + "\r\n0\r\nx: trailer\r\n\r\n");
        served(head("x: a \t b\r\ncontent-length: " + SIZE) + BODY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "content-length: SIZE\r\ntransfer-encoding: chunked",
                "content-length: SIZE\r\ncontent-length: 3",
                "transfer-encoding: chunked\r\ntransfer-encoding: identity",
                "content-length : SIZE",
                "content-length: +SIZE",
                "x: a\ry: b\r\ncontent-length: SIZE",
            })
    @Row("input.smuggling")
    void whatCouldBeReadAsTwoRequestsIsRefused(String framing) throws Exception {
        boolean chunked = framing.contains("chunked");
        String body = chunked ? HEX + "\r\n" + BODY + "\r\n0\r\n\r\n" : BODY;
        refused(head(framing.replace("SIZE", "" + SIZE)) + body, "400", "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x: a\r\n folded: b\r\ncontent-length: SIZE",
                "x: a\r\n\tfolded: b\r\ncontent-length: SIZE",
                "content-length: SIZE\r\nx: a\r\n folded",
                "accept: a;\r\n b=c\r\ncontent-length: SIZE",
                "x: a\r\n \r\ncontent-length: SIZE",
                " x: a\r\ncontent-length: SIZE",
            })
    @Row("input.smuggling")
    void aFoldedLineIsRefused(String headers) throws Exception {
        refused(head(headers.replace("SIZE", "" + SIZE)) + BODY, "400", "a line of the head is folded");
    }

    @Test
    @Row("input.smuggling")
    void aFoldedLineThatComesInPiecesIsRefused() throws Exception {
        int before = upstream.received().size();
        try (var app = sidecar.raw()) {
            app.send("POST " + CHAT + " HTTP/1.1\r\nhost: localhost\r\nx: a\r\n");
            awaitRead();
            app.send(" folded: b\r\ncontent-length: " + SIZE + "\r\n");
            awaitRead();
            String answer = app.send("\r\n" + BODY).until("[exchange ");
            assertTrue(answer.startsWith("HTTP/1.1 400") && answer.contains("folded"), answer);
        }
        assertEquals(before, upstream.received().size());
    }

    /** What one connection has sent is read by the time another one that came later has its answer. */
    private static void awaitRead() {
        sidecar.app().get("/v1/models").then().statusCode(200);
    }

    /** The next one on the connection begins with its own first line. */
    @Test
    void aSecondRequestOfAConnectionIsNotTakenForAFold() throws Exception {
        String first = head("content-length: " + (SIZE + 3)) + BODY + "\n \n";
        String one = head("content-length: " + SIZE) + BODY;
        bothAreServed(first + one);
        bothAreServed(one + one);
    }

    private static void bothAreServed(String requests) throws Exception {
        try (var app = sidecar.raw()) {
            String both = app.send(requests).until("\"total_tokens\":12}}HTTP/1.1 200");
            assertEquals(3, both.split("HTTP/1.1 200", -1).length, both);
        }
    }

    @Test
    @Row("input.smuggling")
    void aSecondRequestThatFoldsIsRefused() throws Exception {
        int before = upstream.received().size();
        try (var app = sidecar.raw()) {
            app.send(head("transfer-encoding: chunked") + HEX + "\r\n" + BODY + "\r\n0\r\n\r\n"
                    + head("x: a\r\n b\r\ncontent-length: " + SIZE) + BODY);
            String both = app.until("a line of the head is folded");
            assertTrue(both.contains("HTTP/1.1 200") && both.contains("HTTP/1.1 400"), both);
        }
        assertEquals(before + 1, upstream.received().size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"gzip, chunked", "identity", "chunked, chunked", "xchunked", "gzip\r\ntransfer-encoding: chunked"
            })
    @Row("input.smuggling")
    void aBodyThatIsCodedOtherwiseIsRefused(String coding) throws Exception {
        refused(head("transfer-encoding: " + coding) + HEX + "\r\n" + BODY + "\r\n0\r\n\r\n", "400", "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zz\r\nBODY\r\n0\r\n\r\n",
                "-5\r\nBODY\r\n0\r\n\r\n",
                "ffffffffffffffffff\r\nBODY\r\n0\r\n\r\n",
                "0xHEX\r\nBODY\r\n0\r\n\r\n",
                "HEX;a=b\nBODY\r\n0\r\n\r\n",
                "HEX\nBODY\r\n0\r\n\r\n",
                "HEX\r\nBODYXX0\r\n\r\n",
                "\r\nBODY\r\n0\r\n\r\n",
            })
    @Row("input.chunks")
    void aBodyInBrokenChunksIsRefused(String chunks) throws Exception {
        String body = chunks.replace("HEX", HEX).replace("BODY", BODY);
        refused(head("transfer-encoding: chunked") + body, "400", "the body is not in chunks");
    }

    @Test
    @Row("input.chunks")
    void soIsOneThatIsPassedThrough() throws Exception {
        try (var app = sidecar.raw()) {
            String answer = app.send(
                            head("transfer-encoding: chunked").replace(CHAT, "/v1/moderations") + "2\r\n{}\r\nzz\r\n")
                    .until("[exchange ");
            assertTrue(answer.startsWith("HTTP/1.1 400") && answer.contains("not in chunks"), answer);
        }
    }

    @ParameterizedTest
    @CsvSource({"http://evil.com", "http://evil.com:80", "http://localhost@evil.com", "evil.com", "http://"})
    @Row("input.host")
    void aTargetThatNamesAnotherHostIsRefused(String authority) throws Exception {
        int before = upstream.received().size();
        try (var app = sidecar.raw()) {
            String request = head("content-length: " + SIZE).replace("POST " + CHAT, "POST " + authority + CHAT);
            String answer = app.send(request + BODY).until("[exchange ");
            assertTrue(answer.startsWith("HTTP/1.1 40"), answer);
        }
        assertEquals(before, upstream.received().size());
    }

    @Test
    void aTargetThatNamesThisHostIsServed() throws Exception {
        served(head("content-length: " + SIZE).replace("POST ", "POST http://localhost:1") + BODY);
    }

    @Test
    @Row("input.body-cap")
    void anAppThatWaitsWithABodyOverTheCapIsNotToldToGoOn() throws Exception {
        try (var app = sidecar.raw()) {
            String answer = app.send(head("expect: 100-continue\r\ncontent-length: 99999999"))
                    .until("[exchange ");
            assertTrue(answer.startsWith("HTTP/1.1 413"), answer);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {CHAT, "/v1/moderations"})
    void anAppThatWaitsWithAnotherBodyIsToldToGoOn(String path) throws Exception {
        try (var app = sidecar.raw()) {
            app.send(head("expect: 100-continue\r\ncontent-length: " + SIZE).replace(CHAT, path));
            assertEquals("HTTP/1.1 100 Continue\r\n\r\n", app.until("\r\n\r\n"));
            assertTrue(app.send(BODY).until("\"total_tokens\":12}}").contains("HTTP/1.1 200"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1beta/models/..%2fmini:generateContent",
                "/v1beta/models/..%2Fmini:generateContent",
                "/v1beta/models%2f..%2fmini:generateContent",
                "/v1beta/models/%2e%2E%5cmini:generateContent",
                "/v1/files/x%2f.."
            })
    @Row("input.path")
    void dotsBetweenEncodedSlashesLeadNowhere(String path) {
        int before = upstream.received().size();
        sidecar.app()
                .urlEncodingEnabled(false)
                .body("{\"contents\":[{\"parts\":[{\"text\":\"Hi\"}]}]}")
                .post(path)
                .then()
                .statusCode(404);
        assertEquals(before, upstream.received().size());
    }
}
