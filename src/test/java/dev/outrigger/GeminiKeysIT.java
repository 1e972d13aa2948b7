package dev.outrigger;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.Received;
import dev.outrigger.support.Script;
import dev.outrigger.support.ScriptedUpstream;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a key goes that an app of Gemini sends in its query, and where it may not. */
class GeminiKeysIT {
    private static final Path CASSETTES = Path.of("src/test/resources/golden/dialect/gemini");
    private static final String APPS = "AIza-app-SENTINEL";
    private static final String OPERATORS = "AIza-operator";
    private static final String GEM = "/v1beta/models/gem-x:generateContent";
    private static final String GPT = "/v1beta/models/gpt-mini:generateContent";
    private static final String HI = "{ \"contents\": [{\"parts\":[{\"text\":\"hi\"}]}] }";

    @TempDir
    private Path folder;

    private ScriptedUpstream upstream;
    private RunningSidecar sidecar;

    @BeforeEach
    void aSidecarWithABackendOfEach() throws Exception {
        upstream = new ScriptedUpstream();
        Files.writeString(folder.resolve("key"), OPERATORS);
        sidecar = RunningSidecar.remoteOnly(folder, yaml(", key: { file: \"" + folder.resolve("key") + "\" }"));
    }

    private String yaml(String key) {
        return """
            backends:
              google: { kind: gemini, url: "%s"%s }
              there: { kind: openai, url: "%s" }
            models:
              gem: { backend: google, model: gem-x, quality: 0.85, latency: 3 }
              mini: { backend: there, model: gpt-mini, quality: 0.85, latency: 3 }
            """.formatted(upstream.url().toString().replace("/v1", "/v1beta"), key, upstream.url());
    }

    @AfterEach
    void stop() throws Exception {
        sidecar.awaitNothingInFlight();
        sidecar.close();
        upstream.close();
    }

    private static String cassette(String name) throws IOException {
        return Files.readString(CASSETTES.resolve(name));
    }

    private ValidatableResponse ask(String path, String body) {
        return sidecar.app().urlEncodingEnabled(false).body(body).post(path).then();
    }

    private Received last() {
        return upstream.received().getLast();
    }

    @Test
    void aKeyInTheQueryIsReplacedByTheOperators() throws Exception {
        upstream.then(Script.json(cassette("answer-text.json")));

        ask(GEM + "?key=" + APPS, HI).statusCode(200);

        assertEquals(Optional.of(OPERATORS), last().header("x-goog-api-key"));
        assertFalse(last().toString().contains(APPS), last().path());
    }

    @Test
    void aKeyInTheQueryGoesToNoOtherDialect() {
        upstream.then(Script.json(OpenAiText.answer("Hi")));

        ask(GPT + "?key=" + APPS + "&access_token=" + APPS, HI).statusCode(200);

        assertFalse(last().toString().contains(APPS), last().toString());
    }

    @Test
    void aKeyInTheQueryIsTheAppsWhereTheOperatorHasNone() throws Exception {
        sidecar.close();
        sidecar = RunningSidecar.remoteOnly(folder, yaml(""));
        upstream.then(Script.json(cassette("answer-text.json")));

        ask(GEM + "?key=" + APPS, HI).statusCode(200);
        assertEquals(Optional.of(APPS), last().header("x-goog-api-key"));
        assertEquals(GEM, last().path());

        ask(GEM + "?key=outrigger", HI).statusCode(200);
        assertEquals(Optional.empty(), last().header("x-goog-api-key"));
        assertEquals(GEM, last().path());

        sidecar.app().header("x-goog-api-key", "outrigger").body(HI).post(GEM + "?key=" + APPS);
        assertEquals(Optional.empty(), last().header("x-goog-api-key"));
    }

    @Test
    void whatIsPassedThroughHasItsKeyInAHeader() {
        upstream.then(Script.json("{\"totalTokens\":3}"));

        ask("/v1beta/models/gem-x:predict?key=" + APPS + "&fields=predictions", HI)
                .statusCode(200)
                .body("totalTokens", equalTo(3));
        assertEquals("/v1beta/models/gem-x:predict?fields=predictions", last().path());
        assertEquals(Optional.of(APPS), last().header("x-goog-api-key"));

        ask("/v1beta/cachedContents?key=outrigger", HI).statusCode(200);
        assertEquals("/v1beta/cachedContents", last().path());
        assertEquals(Optional.empty(), last().header("x-goog-api-key"));

        // A model of nobody's here
        ask("/v1beta/models/gemini-unlisted:streamGenerateContent?key=" + APPS, HI)
                .statusCode(200);
        assertEquals("/v1beta/models/gemini-unlisted:streamGenerateContent", last().path());
        assertEquals(Optional.of(APPS), last().header("x-goog-api-key"));
    }
}
