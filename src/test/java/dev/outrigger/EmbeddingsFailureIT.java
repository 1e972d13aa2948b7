package dev.outrigger;

import static dev.outrigger.EmbeddingsFixture.OPENAI;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.support.RawClient;
import dev.outrigger.support.Row;
import dev.outrigger.support.Script;
import dev.outrigger.support.ScriptedUpstream;
import io.restassured.response.ValidatableResponse;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an app that wants embeddings sees when models fail, and what they see when it leaves. */
class EmbeddingsFailureIT {
    private static final String ASKED = "{\"model\":\"ada\",\"input\":\"hi\"}";
    private static final String VECTORS =
            "{\"object\":\"list\",\"data\":[{\"object\":\"embedding\",\"index\":0,\"embedding\":[1,2]}],"
                    + "\"model\":\"ada\",\"usage\":{\"prompt_tokens\":500000,\"total_tokens\":500000}}";
    private static final Script ANSWER = Script.json(VECTORS);

    @TempDir
    private Path folder;

    private ScriptedUpstream first;
    private ScriptedUpstream second;
    private ScriptedUpstream third;
    private RunningSidecar sidecar;

    @BeforeEach
    void aModelWithAReplicaAndAnEquivalent() throws Exception {
        first = new ScriptedUpstream();
        second = new ScriptedUpstream();
        third = new ScriptedUpstream();
        sidecar = RunningSidecar.remoteOnly(folder, """
            backends:
              one: { kind: openai, url: "%s" }
              two: { kind: openai, url: "%s" }
              three: { kind: openai, url: "%s" }
            models:
              ada: { backend: one, model: ada, replicas: [spare], equivalents: [other], price: { input: 2, output: 8 } }
              spare: { backend: two, model: ada-west }
              other: { backend: three, model: gte, capabilities: [embeddings] }
              alone: { backend: three, model: e5, equivalents: [ada] }
            limits: { bodyBytes: 4KiB, bufferedBytes: 64KiB, deadline: 2s }
            """.formatted(first.url(), second.url(), third.url()));
    }

    @AfterEach
    void stop() throws Exception {
        sidecar.awaitNothingInFlight();
        sidecar.close();
        first.close();
        second.close();
        third.close();
    }

    private ValidatableResponse ask(String body) {
        return sidecar.app().body(body).post(OPENAI).then();
    }

    private static Script error(int status, String... headers) {
        return Script.answer(
                status, "application/json", "{\"error\":{\"message\":\"no\",\"type\":\"server_error\"}}", headers);
    }

    @ParameterizedTest
    @ValueSource(ints = {503, 429, 500})
    @Row("elsewhere.replica")
    void aReplicaAnswersInstead(int status) {
        first.then(error(status));
        second.then(ANSWER);

        ask(ASKED)
                .statusCode(200)
                .header("x-outrigger-attempts", "2")
                .header("x-outrigger-model", "ada-west")
                .body(equalTo(VECTORS));

        assertEquals(
                "{\"model\":\"ada-west\",\"input\":\"hi\"}",
                second.received().getLast().body());
    }

    @Test
    void anEquivalentDoesNot() {
        first.then(error(503));
        second.then(error(503));

        // The replica, as the last one, is asked once more.
        ask(ASKED).statusCode(503).header("x-outrigger-attempts", "3").header("x-should-retry", "false");

        assertTrue(third.received().isEmpty());
    }

    @Test
    void aModelWithoutAReplicaHasNobodyElse() {
        third.then(error(429, "retry-after: 7"));

        ask(ASKED.replace("ada", "alone")).statusCode(429).header("retry-after", "7");

        assertTrue(first.received().isEmpty());
    }

    @Test
    void aModelThatFailsAgainAndAgainIsNotAskedForAWhile() {
        first.then(error(500));
        second.then(ANSWER);
        for (int i = 0; i < 7; i++) ask(ASKED).statusCode(200).header("x-outrigger-attempts", "2");

        ask(ASKED).statusCode(200).header("x-outrigger-attempts", "1").header("x-outrigger-model", "ada-west");

        assertEquals(7, first.received().size());
    }

    @Test
    void aRefusalOfWhatTheAppWroteIsItsOwn() {
        first.then(error(400));

        ask(ASKED).statusCode(400).header("x-outrigger-attempts", "1").body("error.message", equalTo("no"));

        assertTrue(second.received().isEmpty());
    }

    @Test
    void anAnswerWithoutEmbeddingsIsNone() {
        first.then(Script.json("{\"object\":\"list\"}"));
        second.then(ANSWER);

        ask(ASKED).statusCode(200).header("x-outrigger-attempts", "2");
    }

    @Test
    @Row("before.stale")
    void aConnectionThatWasClosedMeanwhileCostsNoAttempt() throws Exception {
        first.then(ANSWER, Script.close(), Script.json(VECTORS.replace("ada", "again")));
        // Connections are kept by event loop, and an app's own stays on one.
        try (RawClient app = sidecar.raw()) {
            app.post(OPENAI, ASKED).until("\"ada\"");

            String answers = app.post(OPENAI, ASKED).until("\"again\"");

            assertTrue(answers.contains("again") && !answers.contains("x-outrigger-attempts: 2"), answers);
        }
    }

    @Test
    void anAppThatLeavesFreesUpstreamAtOnce() throws Exception {
        first.then(Script.hang());
        try (RawClient app = sidecar.raw()) {
            app.post(OPENAI, ASKED);
            Awaitility.await().until(() -> !first.received().isEmpty());
            long leaving = System.nanoTime();

            app.reset();

            long left = first.received().getFirst().left().get(5, TimeUnit.SECONDS);
            assertTrue(left - leaving < 100_000_000L, (left - leaving) + " ns");
        }
        awaitCount(1, "outcome", "cancelled");
        assertTrue(second.received().isEmpty());
    }

    @Test
    void aSilentUpstreamEndsWithTheDeadline() {
        third.then(Script.hang());

        sidecar.app()
                .header("x-outrigger-deadline-ms", "200")
                .body(ASKED.replace("ada", "alone"))
                .post(OPENAI)
                .then()
                .statusCode(504)
                .body("error.message", containsString("deadline"));
    }

    @Test
    void bodiesAndAnswersHaveBounds() {
        first.then(Script.json("{\"data\":[" + "0,".repeat(40_000) + "0]}"));
        second.then(Script.json("{\"data\":[" + "0,".repeat(40_000) + "0]}"));

        ask("{\"model\":\"ada\",\"input\":\"" + "x".repeat(5000) + "\"}").statusCode(413);
        ask(ASKED).statusCode(503).body("error.message", containsString("limits.bufferedBytes"));
    }

    @Test
    void isOneExchangeWithEveryAttempt() {
        first.then(error(503));
        second.then(ANSWER);

        ask(ASKED).statusCode(200);

        awaitCount(1, "route", OPENAI, "outcome", "ok");
        assertEquals(1, sidecar.count("outrigger.attempts", "backend", "one", "outcome", "overloaded"));
        assertEquals(1, sidecar.count("outrigger.attempts", "backend", "two", "outcome", "ok"));
    }

    @Test
    void costsWhatItsInputCosts() {
        first.then(ANSWER);

        ask(ASKED).statusCode(200);

        awaitCount(1, "outcome", "ok");
        assertEquals(1.0, sidecar.count("outrigger.cost"), 1e-9);
    }

    @Test
    void isAnOperationOfItsOwn() {
        first.then(ANSWER);

        ask(ASKED).statusCode(200);

        awaitCount(1, "outcome", "ok");
        assertEquals(
                1,
                sidecar.metrics
                        .get("gen_ai.client.operation.duration")
                        .tags("gen_ai.operation.name", "embeddings")
                        .timer()
                        .count());
    }

    @Test
    void aModelOfEmbeddingsAloneAnswersNoChat() {
        String chat = "{\"model\":\"other\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

        sidecar.app()
                .body(chat)
                .post("/v1/chat/completions")
                .then()
                .statusCode(400)
                .body("error.message", containsString("other: only embeddings"));

        assertTrue(third.received().isEmpty());
    }

    private void awaitCount(double count, String... tags) {
        Awaitility.await().untilAsserted(() -> assertEquals(count, sidecar.count("outrigger.exchanges", tags)));
    }
}
