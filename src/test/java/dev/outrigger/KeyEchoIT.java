package dev.outrigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.support.AnthropicText;
import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.Row;
import dev.outrigger.support.Script;
import dev.outrigger.support.ScriptedUpstream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The operator's key before an upstream that quotes it wherever it can: no app ever reads it. */
class KeyEchoIT {
    private static final String KEY = "sk-operator/SENTINEL=77ab";
    private static final String CHAT = "/v1/chat/completions";
    private static final String[] HEADERS = {
        "x-echo: Bearer " + KEY, "request-id: " + KEY, "www-authenticate: Bearer realm=\"" + KEY + "\"", "x-other: kept"
    };

    /** As it is, and as writers of JSON and of URLs escape it. */
    private static final List<String> FORMS = List.of(
            KEY,
            KEY.replace("/", "\\/"),
            KEY.replace("=", "\\u003d").replace("/", "\\u002F"),
            KEY.replace("=", "%3D").replace("/", "%2f"));

    /** Errors of each vendor. */
    private static final Map<String, String> ERRORS = Map.of(
            "openai", "{\"error\":{\"message\":\"quoted: %s\",\"type\":\"t\",\"param\":null,\"code\":\"c\"}}",
            "anthropic", "{\"type\":\"error\",\"error\":{\"type\":\"t\",\"message\":\"quoted: %s\"}}",
            "gemini", "{\"error\":{\"code\":400,\"message\":\"quoted: %s\",\"status\":\"INVALID_ARGUMENT\"}}",
            "ollama", "{\"error\":\"quoted: %s\"}");

    private static final Map<String, String> PATHS = Map.of(
            "openai", CHAT,
            "anthropic", "/v1/messages",
            "gemini", "/v1beta/models/gemini:generateContent",
            "ollama", "/api/chat");

    @TempDir
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static ScriptedUpstream upstream;

    @SuppressWarnings("NullAway.Init")
    private static RunningSidecar sidecar;

    @BeforeAll
    static void aSidecarWithAKeyForEach() throws Exception {
        upstream = new ScriptedUpstream();
        Path key = Files.writeString(folder.resolve("key"), KEY + "\n");
        StringBuilder backends = new StringBuilder("backends:\n");
        StringBuilder models = new StringBuilder("models:\n");
        for (String kind : ERRORS.keySet()) {
            backends.append("  of-%1$s: { kind: %1$s, url: \"%2$s\", key: { file: \"%3$s\" }, lendKey: true }%n"
                    .formatted(kind, upstream.url(), key));
            models.append("  %1$s: { backend: of-%1$s, model: %1$s }%n".formatted(kind));
        }
        sidecar = RunningSidecar.remoteOnly(folder, backends + models.toString());
    }

    @AfterEach
    void nothingIsLeft() {
        sidecar.awaitNothingInFlight();
        assertFalse(sidecar.operator().get("/state").asString().contains("SENTINEL"));
    }

    @AfterAll
    static void stop() throws Exception {
        sidecar.close();
        upstream.close();
    }

    static Stream<Arguments> errors() {
        List<Integer> statuses = List.of(400, 401, 402, 403, 404, 408, 409, 413, 422, 429, 500, 502, 503, 529);
        return ERRORS.keySet().stream().flatMap(kind -> statuses.stream().map(status -> Arguments.of(kind, status)));
    }

    private static String body(String kind, String model) {
        return switch (kind) {
            case "gemini" -> "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hello\"}]}]}";
            case "anthropic" -> AnthropicText.request(model, "");
            case "ollama" -> OpenAiText.request(model, ",\"stream\":false");
            default -> OpenAiText.request(model, "");
        };
    }

    private static String ask(String path, String body) {
        // An attempt that waited a minute would show nothing more.
        var answer = sidecar.app()
                .header("x-outrigger-deadline-ms", "300")
                .body(body)
                .post(path);
        return answer.statusCode() + "\n" + answer.headers() + "\n" + answer.asString();
    }

    private static void quiet(String answer) {
        assertFalse(answer.contains("SENTINEL") || answer.contains("sk-operator"), answer);
    }

    @ParameterizedTest
    @MethodSource("errors")
    @Row("before.key-quoted")
    void noErrorQuotesIt(String kind, int status) {
        String said = of(ERRORS, kind).formatted(String.join(" and ", FORMS).replace("\"", ""));
        upstream.then(Script.answer(status, "application/json", said, HEADERS));

        String own = ask(of(PATHS, kind), body(kind, kind));
        quiet(own);
        if (status == 400) assertTrue(own.contains("*** and *** and *** and ***") && own.contains("x-other=kept"), own);

        String translated = ask(CHAT, body("openai", kind));
        quiet(translated);
        if (status == 400) assertTrue(translated.contains("quoted: ***"), translated);
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "anthropic", "gemini", "ollama"})
    @Row("before.key-quoted")
    void noErrorInsideAnAnswerQuotesIt(String kind) {
        upstream.then(Script.answer(200, "application/json", of(ERRORS, kind).formatted(KEY), HEADERS));

        quiet(ask(of(PATHS, kind), body(kind, kind)));
        quiet(ask(CHAT, body("openai", kind)));
    }

    @Test
    @Row("before.key-quoted")
    void noErrorInsideAStreamQuotesIt() throws Exception {
        String error = "data: " + of(ERRORS, "openai").formatted(KEY) + "\n\n";
        upstream.then(
                Script.stream(List.of(error)),
                Script.stream(List.of(OpenAiText.role(), OpenAiText.delta("a"), error)),
                Script.answer(400, "application/json", "{}"));

        String streamed = OpenAiText.request("openai", ",\"stream\":true");
        quiet(ask(CHAT, streamed));
        quiet(ask(CHAT, streamed));
    }

    @Test
    @Row("before.key-quoted")
    void noHeaderOfAGoodAnswerQuotesIt() {
        upstream.then(Script.answer(200, "application/json", OpenAiText.answer("Hi"), HEADERS));

        String answer = ask(CHAT, body("openai", "openai"));

        quiet(answer);
        assertTrue(answer.contains("x-echo=Bearer ***") && answer.contains("x-other=kept"), answer);
    }

    @Test
    void aGoodAnswersWordsAreLeftAsTheyAre() {
        upstream.then(Script.json(OpenAiText.answer("the word " + KEY)));

        assertTrue(ask(CHAT, body("openai", "openai")).contains("the word " + KEY));
    }

    @Test
    @Row("before.key-quoted")
    void norDoesWhatIsPassedThrough() {
        String said = of(ERRORS, "openai").formatted(KEY);
        int middle = said.indexOf("SENTINEL");
        upstream.then(
                wire -> {
                    wire.head(400, "application/json", HEADERS);
                    wire.chunk(said.substring(0, middle));
                    wire.chunk(said.substring(middle));
                    wire.end();
                },
                Script.answer(404, "application/json", said, HEADERS),
                Script.answer(200, "application/json", "{\"of\":\"the answer\"}", HEADERS));

        String inPieces = ask("/v1/moderations", "{}");
        String whole = ask("/v1/moderations", "{}");
        String good = ask("/v1/moderations", "{}");

        assertEquals(
                "Bearer " + KEY,
                upstream.received().getLast().header("authorization").orElse(""));
        for (String answer : List.of(inPieces, whole, good)) quiet(answer);
        assertTrue(inPieces.endsWith(said.replace(KEY, "***")), inPieces);
        assertTrue(whole.endsWith(said.replace(KEY, "***")), whole);
        assertTrue(good.endsWith("{\"of\":\"the answer\"}"), good);
    }

    private static String of(Map<String, String> kinds, String kind) {
        return Objects.requireNonNull(kinds.get(kind), kind);
    }
}
