package dev.outrigger;

import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.Script;
import dev.outrigger.support.ScriptedUpstream;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people think of answers moves who is asked next. */
class VerdictsIT {
    private static final int MANY = 100;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private static String yaml(ScriptedUpstream upstream) {
        return """
                backends: { there: { kind: openai, url: "%s" } }
                models:
                  praised: { backend: there, model: gpt-a, quality: 0.9, latency: 1, price: { input: 1, output: 1 } }
                  modest: { backend: there, model: gpt-b, quality: 0.6, latency: 1, price: { input: 1, output: 1 } }
                policies: { default: { stages: [ score: {} ] } }
                """.formatted(upstream.url());
    }

    private static Response ask(RunningSidecar sidecar) {
        Response answer = sidecar.app().body(OpenAiText.request("auto", "")).post("/v1/chat/completions");
        assertEquals(200, answer.statusCode());
        sidecar.awaitNothingInFlight();
        return answer;
    }

    private static ValidatableResponse judge(RunningSidecar sidecar, String body) {
        return sidecar.operator()
                .contentType("application/json")
                .body(body)
                .post("/verdicts")
                .then();
    }

    @Test
    void whoseAnswersAreFoundBadIsAskedNoMore() throws Exception {
        try (var upstream = new ScriptedUpstream(Script.json(OpenAiText.answer("Hi")));
                var sidecar = RunningSidecar.remoteOnly(folder, yaml(upstream))) {
            // Given
            Response answer = ask(sidecar);
            assertEquals("gpt-a", answer.header("x-outrigger-model"));

            // When
            String verdict = "{\"exchange\":\"" + answer.header("x-outrigger-exchange") + "\",\"good\":false}";
            judge(sidecar, verdict).statusCode(200).body(containsString("praised"));
            judge(sidecar, verdict).statusCode(404).body(containsString("judged already"));
            for (int i = 1; i < MANY; i++)
                judge(sidecar, "{\"model\":\"praised\",\"good\":false}").statusCode(200);

            // Then
            float bad = sidecar.operator().get("/models/praised").jsonPath().getFloat("live.verdicts.bad");
            assertEquals(MANY, bad);
            assertEquals("gpt-b", ask(sidecar).header("x-outrigger-model"));
        }
    }
}
