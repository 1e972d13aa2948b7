package dev.outrigger;

import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.Script;
import dev.outrigger.support.ScriptedUpstream;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A rule that reads whether somebody waits for the answer. */
class LatencyIT {
    private static final String YAML = """
            backends:
              there: { kind: openai, url: "URL" }
            models:
              slow: { backend: there, model: gpt-slow, quality: 0.5, latency: 30 }
              fast: { backend: there, model: gpt-fast, quality: 0.9, latency: 1 }
            policies:
              default:
                stages:
                  - rule: { when: "analysis.latency == 'batch'", only: [slow] }
                  - score: {}
            """;

    @ParameterizedTest
    @CsvSource({"batch, gpt-slow", "interactive, gpt-fast"})
    void goesByWhatTheHeaderSays(String header, String served, @TempDir Path folder) throws Exception {
        assertEquals(
                served, asked(folder, Map.of("x-outrigger-latency", header), header.equals("batch") ? "" : ",\"n\":3"));
    }

    @Test
    void goesByTheSignsWithoutAHeader(@TempDir Path folder) throws Exception {
        assertEquals("gpt-slow", asked(folder, Map.of(), ",\"n\":3"));
    }

    @Test
    void refusesAHintThatIsNone(@TempDir Path folder) throws Exception {
        try (ScriptedUpstream upstream = new ScriptedUpstream(Script.json(OpenAiText.answer("Hi")));
                RunningSidecar sidecar = RunningSidecar.remoteOnly(
                        folder, YAML.replace("URL", upstream.url().toString()))) {
            sidecar.app()
                    .header("x-outrigger-latency", "soon")
                    .body(OpenAiText.request("auto", ""))
                    .post("/v1/chat/completions")
                    .then()
                    .statusCode(400)
                    .body("error.message", containsString("x-outrigger-latency must be interactive or batch"));
            assertEquals(0, upstream.received().size());
        }
    }

    private static String asked(Path folder, Map<String, String> headers, String more) throws Exception {
        try (ScriptedUpstream upstream = new ScriptedUpstream(Script.json(OpenAiText.answer("Hi")));
                RunningSidecar sidecar = RunningSidecar.remoteOnly(
                        folder, YAML.replace("URL", upstream.url().toString()))) {
            return sidecar.app()
                    .headers(headers)
                    .body(OpenAiText.request("auto", more))
                    .post("/v1/chat/completions")
                    .then()
                    .statusCode(200)
                    .extract()
                    .header("x-outrigger-model");
        }
    }
}
