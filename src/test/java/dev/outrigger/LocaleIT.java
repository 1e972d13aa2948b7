package dev.outrigger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.Script;
import dev.outrigger.support.ScriptedUpstream;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A rule that reads where the answer is for. */
class LocaleIT {
    private static final String YAML = """
            backends:
              there: { kind: openai, url: "URL" }
            models:
              swiss: { backend: there, model: gpt-swiss, quality: 0.5 }
              any: { backend: there, model: gpt-any, quality: 0.9 }
            policies:
              default:
                stages:
                  - rule: { when: "analysis.locale == 'de-CH'", only: [swiss] }
                  - score: {}
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"de-CH,de;q=0.9|gpt-swiss", "de-DE,de-CH;q=0.9|gpt-any", "*|gpt-any"})
    void goesByTheHeadersFirstLanguage(String header, String served, @TempDir Path folder) throws Exception {
        try (ScriptedUpstream upstream = new ScriptedUpstream(Script.json(OpenAiText.answer("Hi")));
                RunningSidecar sidecar = RunningSidecar.remoteOnly(
                        folder, YAML.replace("URL", upstream.url().toString()))) {
            assertEquals(
                    served,
                    sidecar.app()
                            .headers(Map.of("accept-language", header))
                            .body(OpenAiText.request("auto", ""))
                            .post("/v1/chat/completions")
                            .then()
                            .statusCode(200)
                            .extract()
                            .header("x-outrigger-model"));
        }
    }
}
