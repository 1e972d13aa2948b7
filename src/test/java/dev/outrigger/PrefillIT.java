package dev.outrigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outrigger.chat.Bytes;
import dev.outrigger.dialect.Telling;
import dev.outrigger.dialect.Way;
import dev.outrigger.support.CutStream;
import dev.outrigger.support.Row;
import dev.outrigger.support.ScriptedUpstream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A stream that breaks off and is written on by a model that is given what was said, for apps of each dialect. */
class PrefillIT {
    private static final HttpClient APP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static final String VENDOR = "anthropic";

    private ScriptedUpstream claude;
    private RunningSidecar sidecar;

    /** Its own for each: a backend may be asked again a few times alone. */
    @BeforeEach
    void aPolicyThatPrefills(@TempDir Path folder) throws Exception {
        claude = new ScriptedUpstream();
        sidecar = RunningSidecar.remoteOnly(folder, """
            backends:
              there: { kind: anthropic, url: "http://127.0.0.1:%d/v1" }
            models:
              claude: { backend: there, model: claude-x, capabilities: [tools, prefill] }
            policies:
              on: { prefill: true }
            routes:
              - { model: m-on, policy: on }
            """.formatted(claude.port()));
    }

    @AfterEach
    void stop() throws Exception {
        sidecar.awaitNothingInFlight();
        sidecar.close();
        claude.close();
    }

    static Stream<Way> conversations() {
        return Way.all().stream()
                .filter(way -> way.form() == Way.Form.STREAM)
                .filter(way -> !way.path().endsWith("/generate"))
                .map(way -> way.to("on"));
    }

    @ParameterizedTest
    @MethodSource("conversations")
    @Row("resume.prefill")
    void theAppHasOneTextOfTwoAttempts(Way way) throws Exception {
        List<Bytes> first = Telling.stream(VENDOR, "claude-x", List.of("The capital ", "of Fra", "never told"));
        List<Bytes> second = Telling.stream(VENDOR, "claude-x", List.of("nce is ", "Paris."));
        int shown = indexOf(first, "of Fra") + 1;
        claude.then(
                new CutStream(Telling.type(VENDOR), first, shown, CutStream.How.RESET),
                new CutStream(Telling.type(VENDOR), second, second.size(), CutStream.How.CLEAN_END));

        HttpResponse<byte[]> answer = APP.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + sidecar.data + way.path()))
                        .header("content-type", "application/json")
                        .timeout(Duration.ofSeconds(5))
                        .POST(HttpRequest.BodyPublishers.ofString(way.body()))
                        .build(),
                BodyHandlers.ofByteArray());

        assertEquals(200, answer.statusCode());
        Telling.Heard heard = Telling.heard(way, answer.body());
        assertTrue(heard.isWhole(), heard.toString());
        assertEquals("The capital of France is Paris.", heard.text());
        JsonNode asked = new ObjectMapper().readTree(claude.received().getLast().body());
        JsonNode last = asked.path("messages").path(asked.path("messages").size() - 1);
        assertEquals("assistant", last.path("role").asText());
        assertTrue(last.path("content").toString().contains("The capital of Fra\""), last.toString());
    }

    private static int indexOf(List<Bytes> pieces, String text) {
        for (int i = 0; i < pieces.size(); i++) if (pieces.get(i).utf8().contains(text)) return i;
        throw new AssertionError("nobody says " + text);
    }
}
