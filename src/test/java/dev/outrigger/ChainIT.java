package dev.outrigger;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.support.AnthropicText;
import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.Script;
import dev.outrigger.support.ScriptedUpstream;
import io.restassured.response.ValidatableResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Destinations with prompts of their own, a person who takes over, and conversations that stay where they are. */
class ChainIT {
    private static ScriptedUpstream mini;
    private static ScriptedUpstream best;
    private static ScriptedUpstream hook;
    private static RunningSidecar sidecar;

    @BeforeAll
    static void aSidecarWithAChain(@TempDir Path folder) throws Exception {
        mini = new ScriptedUpstream();
        best = new ScriptedUpstream();
        hook = new ScriptedUpstream();
        sidecar = RunningSidecar.remoteOnly(folder, """
            backends:
              one: { kind: openai, url: "%s" }
              two: { kind: openai, url: "%s" }
              people: { kind: handoff, text: "A person takes over." }
              tickets: { kind: handoff, webhook: "%s/tickets", text: "Somebody will write." }
            models:
              mini: { backend: one, model: gpt-mini, quality: 0.6 }
              best: { backend: two, model: gpt-best, quality: 0.9 }
              desk: { backend: people, model: human }
              agent: { backend: tickets, model: human }
            routes:
              - { model: auto, policy: support }
              - { model: sticky, policy: sticky }
              - { model: "*", policy: contract }
            policies:
              support:
                patience: 0s
                stages:
                  - chain:
                      destinations:
                        billing:
                          when: "user.tenant == 'billing'"
                          models: [best]
                          system: "You bill. {{system}} Be exact."
                          temperature: 0.2
                          maxTokens: 32
                        human: { when: "user.name == 'fixed'", models: [desk] }
                        ticket: { when: "user.name == 'hook'", models: [agent] }
              sticky:
                stages:
                  - context: {}
                  - rule: { when: "request.messages > 1", prefer: [mini] }
                  - rule: { when: "true", prefer: [best] }
            """.formatted(mini.url(), best.url(), hook.url()));
    }

    @AfterEach
    void nothingIsLeft() {
        sidecar.awaitNothingInFlight();
    }

    @AfterAll
    static void stop() throws Exception {
        sidecar.close();
        for (ScriptedUpstream upstream : new ScriptedUpstream[] {mini, best, hook}) upstream.close();
    }

    private static ValidatableResponse openAi(String header, String value, String body) {
        return sidecar.app()
                .header(header, value)
                .body(body)
                .post("/v1/chat/completions")
                .then();
    }

    private static ValidatableResponse anthropic(String header, String value, String more) {
        return sidecar.app()
                .header("anthropic-version", "2023-06-01")
                .header(header, value)
                .body(AnthropicText.request("auto", more))
                .post("/v1/messages")
                .then();
    }

    private static String last(ScriptedUpstream upstream) {
        return upstream.received().getLast().body();
    }

    @Test
    void aDestinationsPromptIsPutIntoTheAppsOwnBytes() {
        best.then(Script.json(OpenAiText.answer("Paid")));

        openAi("x-outrigger-tenant", "billing", OpenAiText.request("auto", ",\"user\":\"u\",\"odd\":[ 1 ]"))
                .statusCode(200)
                .header("x-outrigger-destination", "billing")
                .header("x-outrigger-reason", "destination")
                .header("x-outrigger-model", "gpt-best")
                .body("choices[0].message.content", equalTo("Paid"));

        String told = last(best);
        assertTrue(told.contains("{\"role\":\"system\",\"content\":\"You bill.  Be exact.\"}"), told);
        assertTrue(told.contains("\"temperature\":0.2"), told);
        assertTrue(told.contains("\"max_completion_tokens\":32"), told);
        assertTrue(told.contains(",\"user\":\"u\",\"odd\":[ 1 ]"), told);
    }

    @Test
    void aDestinationsPromptIsSaidInAnotherDialectToo() {
        best.then(Script.stream(OpenAiText.stream("Paid")));

        anthropic("x-outrigger-tenant", "billing", ",\"system\":\"I am Ann.\",\"stream\":true")
                .statusCode(200)
                .header("x-outrigger-destination", "billing")
                .body(containsString("Paid"));

        String told = last(best);
        assertTrue(told.contains("You bill. I am Ann. Be exact."), told);
        assertTrue(told.contains("\"max_completion_tokens\":32"), told);
    }

    @Test
    void whatNoDestinationIsForGoesOnAsItCame() {
        mini.then(Script.json(OpenAiText.answer("Hello")));
        String body = OpenAiText.request("auto", "");

        var answer = openAi("x-outrigger-user", "somebody", body).statusCode(200);

        assertEquals(null, answer.extract().header("x-outrigger-destination"));
        assertEquals(body.replace("\"auto\"", "\"gpt-mini\""), last(mini));
    }

    @Test
    void aPersonTakesOverInOpenAisDialect() {
        openAi("x-outrigger-user", "fixed", OpenAiText.request("auto", ""))
                .statusCode(200)
                .header("x-outrigger-destination", "human")
                .header("x-outrigger-model", "human")
                .body("object", equalTo("chat.completion"))
                .body("choices[0].finish_reason", equalTo("stop"))
                .body("choices[0].message.content", equalTo("A person takes over."));
        String stream = openAi("x-outrigger-user", "fixed", OpenAiText.request("auto", ",\"stream\":true"))
                .statusCode(200)
                .contentType("text/event-stream")
                .extract()
                .asString();
        assertTrue(stream.contains("A person takes over."), stream);
        assertTrue(stream.endsWith(OpenAiText.DONE), stream);
    }

    @Test
    void aPersonTakesOverInAnthropicsDialect() {
        anthropic("x-outrigger-user", "fixed", "")
                .statusCode(200)
                .body("type", equalTo("message"))
                .body("stop_reason", equalTo("end_turn"))
                .body("content[0].text", equalTo("A person takes over."));
        String stream = anthropic("x-outrigger-user", "fixed", ",\"stream\":true")
                .statusCode(200)
                .extract()
                .asString();
        assertTrue(stream.contains("A person takes over."), stream);
        assertTrue(stream.contains("event: message_stop"), stream);
    }

    @Test
    void aWebhookSaysWhatTheAppIsAnsweredInEitherDialect() {
        hook.then(Script.json("{\"text\":\"Jo is on it.\"}"));
        openAi("x-outrigger-user", "hook", OpenAiText.request("auto", ""))
                .statusCode(200)
                .header("x-outrigger-destination", "ticket")
                .body("choices[0].message.content", equalTo("Jo is on it."));
        String told = last(hook);
        assertTrue(
                told.matches(
                        "\\{\"exchange\":\"[^\"]+\",\"model\":\"auto\",\"user\":\"hook\",\"session\":\"[0-9a-f]{16}\"}"),
                told);

        hook.then(Script.answer(202, "text/plain", "queued"));
        String stream = anthropic("x-outrigger-user", "hook", ",\"stream\":true")
                .statusCode(200)
                .extract()
                .asString();
        assertTrue(stream.contains("Somebody will write."), stream);
        assertTrue(stream.contains("event: message_stop"), stream);
    }

    @Test
    void whereTheWebhookFailsAModelAnswers() {
        hook.then(Script.answer(503, "text/plain", "closed"));
        mini.then(Script.json(OpenAiText.answer("Hello")));

        openAi("x-outrigger-user", "hook", OpenAiText.request("auto", ""))
                .statusCode(200)
                .header("x-outrigger-model", "gpt-mini")
                .header("x-outrigger-attempts", "2")
                .body("choices[0].message.content", equalTo("Hello"));
    }

    @Test
    void theAppMayAskForThePersonByName() {
        openAi("x-outrigger-user", "somebody", OpenAiText.request("desk", ""))
                .statusCode(200)
                .body("choices[0].message.content", equalTo("A person takes over."));
    }

    @Test
    void aConversationStaysThoughItsNextTurnWouldGoElsewhere() {
        String first = "{\"role\":\"user\",\"content\":\"Two turns\"}";
        String next = first + ",{\"role\":\"assistant\",\"content\":\"One\"},{\"role\":\"user\",\"content\":\"More\"}";
        best.then(Script.json(OpenAiText.answer("One")), Script.json(OpenAiText.answer("Two")));
        mini.then(Script.json(OpenAiText.answer("Elsewhere")));

        openAi("x-outrigger-user", "ann", turns(first)).header("x-outrigger-model", "gpt-best");
        sidecar.awaitNothingInFlight();
        openAi("x-outrigger-user", "ann", turns(next))
                .header("x-outrigger-model", "gpt-best")
                .header("x-outrigger-reason", "session");

        // Another one's conversation that begins with the same words is not this one.
        openAi("x-outrigger-user", "bob", turns(next)).header("x-outrigger-model", "gpt-mini");
    }

    private static String turns(String messages) {
        return "{\"model\":\"sticky\",\"messages\":[" + messages + "]}";
    }
}
