package dev.outrigger;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.Row;
import dev.outrigger.support.Script;
import dev.outrigger.support.ScriptedUpstream;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Apps of Gemini that do not ask for events: their stream is one array, whoever answers. */
class GeminiArrayIT {
    private static final Path CASSETTES = Path.of("src/test/resources/golden/dialect/gemini");
    private static final String STREAM = ":streamGenerateContent";
    private static final String HI = "{ \"contents\": [{\"parts\":[{\"text\":\"hi\"}]}] }";
    private static final String BETWEEN = "\n,\r\n";
    private static final ObjectMapper JSON = new ObjectMapper();

    private static ScriptedUpstream upstream;
    private static RunningSidecar sidecar;

    @BeforeAll
    static void aSidecarBeforeTwoVendors(@TempDir Path folder) throws Exception {
        upstream = new ScriptedUpstream();
        sidecar = RunningSidecar.remoteOnly(
                folder, """
            backends:
              google: { kind: gemini, url: "%s" }
              there: { kind: openai, url: "%s" }
            models:
              gem: { backend: google, model: gem-x }
              worn: { backend: google, model: gem-worn }
              spent: { backend: google, model: gem-spent }
              mini: { backend: there, model: gpt-mini }
            """.formatted(upstream.url().toString().replace("/v1", "/v1beta"), upstream.url()));
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

    private static String cassette(String name) throws IOException {
        return Files.readString(CASSETTES.resolve(name));
    }

    /** The chunks of a recorded stream of events, as the vendor writes them to those who want none. */
    private static String array(String cassette) throws IOException {
        return cassette(cassette)
                .lines()
                .filter(line -> !line.isEmpty())
                .map(line -> line.substring("data: ".length()))
                .collect(Collectors.joining(BETWEEN, "[", "\n]\n"));
    }

    private static Script streamed(String... pieces) {
        return wire -> {
            wire.head(200, "application/json; charset=UTF-8");
            for (String piece : pieces) wire.chunk(piece);
            wire.end();
        };
    }

    private static ValidatableResponse ask(String model) {
        return sidecar.app()
                .urlEncodingEnabled(false)
                .body(HI)
                .post("/v1beta/models/" + model + STREAM)
                .then();
    }

    @Test
    void theVendorsOwnIsHandedOnByteForByte() throws Exception {
        String array = array("stream-tools.txt");
        upstream.then(streamed(array.substring(0, 300), array.substring(300)));

        String got = ask("gem-x")
                .statusCode(200)
                .contentType("application/json")
                .extract()
                .asString();

        assertEquals(array, got);
        assertEquals(
                "/v1beta/models/gem-x" + STREAM, upstream.received().getLast().path());
    }

    @Test
    @Row("clock.tail-terminator")
    void oneWithoutItsEndIsGivenIt() throws Exception {
        String array = array("stream-text.txt");
        String open = array.substring(0, array.lastIndexOf('}') + 1);
        upstream.then(streamed(open));

        assertEquals(open + "]", ask("gem-x").statusCode(200).extract().asString());
    }

    @Test
    @Row("after.cut-told")
    void oneThatIsCutEndsWithTheError() throws Exception {
        String array = array("stream-text.txt");
        int last = array.lastIndexOf(BETWEEN);
        upstream.then(wire -> {
            wire.head(200, "application/json");
            wire.chunk(array.substring(0, last + BETWEEN.length() + 10));
            wire.drained();
            wire.reset();
        });

        String got = ask("gem-x").statusCode(200).extract().asString();

        JsonNode told = JSON.readTree(got);
        assertEquals(array.substring(0, last), got.substring(0, last));
        assertEquals(
                "UNAVAILABLE", told.path(told.size() - 1).at("/error/status").asText());
    }

    @Test
    void anErrorInItOrInsteadOfItIsTold() throws Exception {
        String error = cassette("error-quota-minute.json");
        upstream.then(streamed("[" + error + "]"), streamed(error));

        // Each rests then, as it says.
        ask("gem-worn").statusCode(429).body("error.status", equalTo("RESOURCE_EXHAUSTED"));
        ask("gem-spent").statusCode(429).body("error.status", equalTo("RESOURCE_EXHAUSTED"));
    }

    @Test
    void anotherVendorsAnswerIsMadeOne() throws Exception {
        upstream.then(Script.stream(OpenAiText.stream("Hi", " there")));

        String got = ask("gpt-mini")
                .statusCode(200)
                .contentType("application/json")
                .extract()
                .asString();

        JsonNode array = JSON.readTree(got);
        assertEquals("Hi", array.at("/0/candidates/0/content/parts/0/text").asText());
        assertEquals(
                List.of("STOP"),
                array.findValuesAsText("finishReason").stream().distinct().toList());
    }
}
