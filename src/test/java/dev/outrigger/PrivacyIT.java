package dev.outrigger;

import static dev.outrigger.PrivacyRig.CHAT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.Row;
import dev.outrigger.support.Script;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.file.Path;
import java.util.Locale;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The section {@code privacy} over real sockets: who is asked, and what is told where nobody may be. */
class PrivacyIT {
    private static final String MAIL = "jane.doe@example.com";

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private PrivacyRig rig;

    @AfterEach
    void stop() throws Exception {
        rig.close();
    }

    private void started(String privacy) throws Exception {
        rig = new PrivacyRig(folder, privacy);
    }

    private Response post(String shape, String planted, String... headers) {
        int blank = shape.indexOf(' ');
        RequestSpecification asked =
                rig.sidecar.app().body(shape.substring(blank + 1).replace("@@", planted));
        for (int i = 0; i < headers.length; i += 2) asked.header(headers[i], headers[i + 1]);
        return asked.post(shape.substring(0, blank));
    }

    @Test
    @Row("own.permission")
    void asksATrustedModelAndSaysWhy() throws Exception {
        started("privacy: {}");
        rig.near.then(Script.json(OpenAiText.answer("near")));

        Response response = rig.sidecar
                .app()
                .body(PrivacyRig.chat("auto", "Mail " + MAIL, ""))
                .post(CHAT);

        response.then().statusCode(200);
        assertEquals("private", response.header("x-outrigger-reason"));
        assertEquals("qwen-safe", response.header("x-outrigger-model"));
        assertTrue(rig.near.received().getFirst().body().contains(MAIL));
        assertTrue(rig.far.received().isEmpty());
        // The account is made up when the app has its answer.
        Awaitility.await()
                .atMost(RunningSidecar.PATIENCE)
                .until(() -> rig.sidecar.count("outrigger.privacy", "rule", "local-only", "cause", "found") == 1);
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/chat/completions, alone, invalid_request_error",
        "/v1/messages, claude, permission_error",
        "/v1beta/models/gem-x:generateContent, gem, PERMISSION_DENIED"
    })
    @Row("own.permission")
    void refusesInTheAppsWordsWhereNobodyIsTrusted(String path, String model, String type) throws Exception {
        started("privacy: {}");
        String body = path.contains("generateContent")
                ? "{\"contents\":[{\"parts\":[{\"text\":\"" + MAIL + "\"}]}]}"
                : PrivacyRig.chat(model, MAIL, ",\"max_tokens\":9");

        Response response = rig.sidecar
                .app()
                .header("anthropic-version", "2023-06-01")
                .body(body)
                .post(path);

        response.then().statusCode(451);
        String told = response.asString();
        assertTrue(told.contains(type), told);
        assertTrue(told.contains("EMAIL") && told.contains("models.NAME.trusted") && told.contains("privacy"), told);
        assertFalse(told.contains(MAIL));
        assertTrue(rig.far.received().isEmpty() && rig.near.received().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                CHAT
                        + " {\"model\":\"big\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,AAAA\"}}]}]}",
                CHAT
                        + " {\"model\":\"big\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"file\",\"file\":{\"file_id\":\"file-1\"}}]}]}",
                "/v1/responses {\"model\":\"big\",\"input\":\"a\",\"previous_response_id\":\"resp_1\"}",
                "/v1/responses {\"model\":\"big\",\"input\":\"a\",\"conversation\":\"conv_1\"}",
                "/v1beta/models/gem-x:generateContent {\"contents\":[{\"parts\":[{\"text\":\"a\"}]}],\"cachedContent\":\"cachedContents/1\"}",
                "/v1/embeddings {\"model\":\"alone\",\"input\":[1,2,3]}",
                "/v1/moderations {\"input\":\"a\"}",
                "/v1/images/generations {\"prompt\":\"a\"}"
            })
    @Row("own.permission")
    void refusesWhatNobodyLooksInto(String shape) throws Exception {
        started("privacy: {}");

        post(shape, "").then().statusCode(451);

        assertTrue(rig.far.received().isEmpty() && rig.near.received().isEmpty());
    }

    @Test
    void letsWhatNobodyLooksIntoPassWhereTheOperatorSaysSo() throws Exception {
        started("privacy: { unscannable: allow }");
        String stored = "/v1/responses {\"model\":\"big\",\"input\":\"@@\",\"previous_response_id\":\"resp_1\"}";

        post(stored, MAIL).then().statusCode(451);

        post("/v1/moderations {\"input\":\"a\"}", "").then().statusCode(200);

        assertEquals(1, rig.far.received().size());
    }

    @Test
    void looksAtHeadersPathsAndQueriesToo() throws Exception {
        started("privacy: {}");

        rig.sidecar
                .app()
                .header("x-customer", MAIL)
                .body(PrivacyRig.chat("alone", "Hi", ""))
                .post(CHAT)
                .then()
                .statusCode(451);
        rig.sidecar
                .app()
                .body(PrivacyRig.chat("alone", "Hi", ""))
                .post(CHAT + "?u=jane.doe%40example.com")
                .then()
                .statusCode(451);
        rig.sidecar.app().get("/v1/files?purpose=" + MAIL).then().statusCode(451);
        rig.sidecar
                .app()
                .header("authorization", "Bearer sk-" + "proj-a1B2c3D4e5F6g7H8i9J0")
                .body(PrivacyRig.chat("alone", "Hi", ""))
                .post(CHAT)
                .then()
                .statusCode(200);
        rig.sidecar.app().get("/v1/files").then().statusCode(200);

        assertEquals(2, rig.far.received().size());
    }

    @Test
    void opensNoSocket() throws Exception {
        started("privacy: {}");

        rig.sidecar
                .app()
                .header("upgrade", "websocket")
                .header("connection", "upgrade")
                .header("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==")
                .header("sec-websocket-version", "13")
                .get("/v1/realtime?model=gpt-realtime")
                .then()
                .statusCode(451);

        assertTrue(rig.far.received().isEmpty());
    }

    @Test
    void takesAHintThatTightensAndNoOther() throws Exception {
        started("");
        rig.near.then(Script.json(OpenAiText.answer("near")));

        rig.sidecar
                .app()
                .header("x-outrigger-privacy", "local-only")
                .body(PrivacyRig.chat("auto", "Hi", ""))
                .post(CHAT)
                .then()
                .statusCode(200);
        rig.sidecar
                .app()
                .header("x-outrigger-privacy", "local-only")
                .body(PrivacyRig.chat("alone", "Hi", ""))
                .post(CHAT)
                .then()
                .statusCode(451);
        Response wrong = rig.sidecar
                .app()
                .header("x-outrigger-privacy", "allow")
                .body(PrivacyRig.chat("alone", "Hi", ""))
                .post(CHAT);

        wrong.then().statusCode(400);
        assertTrue(wrong.asString().toLowerCase(Locale.ROOT).contains("x-outrigger-privacy must be local-only"));
        assertTrue(rig.far.received().isEmpty());
        assertEquals(1, rig.near.received().size());
    }

    @Test
    void estimatesACountRatherThanSendingIt() throws Exception {
        started("privacy: {}");

        Response count = post(
                "/v1/messages/count_tokens " + PrivacyRig.chat("claude", MAIL, ""),
                "",
                "anthropic-version",
                "2023-06-01");

        count.then().statusCode(200);
        assertEquals("tokens", count.header("x-outrigger-estimated"));
        assertTrue(rig.far.received().isEmpty());
    }

    @Test
    void looksForNothingWithoutTheSection() throws Exception {
        started("");

        rig.sidecar
                .app()
                .body(PrivacyRig.chat("alone", MAIL, ""))
                .post(CHAT)
                .then()
                .statusCode(200);

        assertEquals(1, rig.far.received().size());
    }
}
