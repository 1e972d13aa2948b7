package dev.outrigger;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.RawClient;
import dev.outrigger.support.Received;
import dev.outrigger.support.Row;
import dev.outrigger.support.Script;
import dev.outrigger.support.ScriptedUpstream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A judge before an answer, and several models at once, over real sockets. */
class PanelIT {
    private static final String CHAT = "/v1/chat/completions";

    @TempDir
    private Path folder;

    private final List<ScriptedUpstream> upstreams = new ArrayList<>();
    private RunningSidecar sidecar;

    @BeforeEach
    void aSidecarBeforeThree() throws Exception {
        for (int i = 0; i < 3; i++) upstreams.add(new ScriptedUpstream());
        sidecar = RunningSidecar.remoteOnly(folder, """
            backends:
              one: { kind: openai, url: "%s" }
              two: { kind: openai, url: "%s" }
              three: { kind: openai, url: "%s" }
            models:
              a: { backend: one, model: m-1, price: { input: 1, output: 1 } }
              b: { backend: two, model: m-1, price: { input: 1, output: 1 } }
              c: { backend: three, model: m-1, price: { input: 1, output: 1 } }
            policies:
              judged: { stages: [ { judge: { model: c, describe: { a: poems, b: sums } } } ] }
              panel: { stages: [ { ensemble: { of: [a, b, c] } } ] }
            limits: { attempts: 4 }
            """.formatted(
                upstreams.get(0).url(), upstreams.get(1).url(), upstreams.get(2).url()));
    }

    @AfterEach
    void stop() throws Exception {
        sidecar.awaitNothingInFlight();
        sidecar.close();
        for (ScriptedUpstream upstream : upstreams) upstream.close();
    }

    private ScriptedUpstream upstream(int place) {
        return upstreams.get(place);
    }

    @Test
    @Row("judge.chooses")
    void aJudgeChoosesAndItsCallIsPaidFor() {
        upstream(2).then(Script.json(OpenAiText.answer("2")));
        upstream(1).then(Script.json(OpenAiText.answer("four")));
        for (int i = 0; i < 2; i++)
            sidecar.app()
                    .body(OpenAiText.request("outrigger/judged", ""))
                    .post(CHAT)
                    .then()
                    .statusCode(200)
                    .header("x-outrigger-attempts", Integer.toString(2 - i))
                    .body("choices[0].message.content", equalTo("four"));
        assertEquals(
                List.of(0, 2, 1),
                upstreams.stream().map(all -> all.received().size()).toList());
        String shown = upstream(2).received().getFirst().body();
        assertTrue(shown.contains("1. a: poems"), shown);
        assertEquals(1, sidecar.count("outrigger.attempts", "cause", "judge", "outcome", "heard"));
    }

    @Test
    @Row({"ensemble.vote", "ensemble.stream"})
    void mostOfThemDecideAndAStreamIsUpstreamsOwn() {
        upstream(0).then(Script.stream(OpenAiText.stream("Lyon")));
        upstream(1).then(Script.stream(OpenAiText.stream("Par", "is")));
        upstream(2).then(Script.stream(OpenAiText.stream("paris!")));
        String body = sidecar.app()
                .body(OpenAiText.request("outrigger/panel", ",\"stream\":true"))
                .post(CHAT)
                .then()
                .statusCode(200)
                .header("x-outrigger-attempts", "3")
                .extract()
                .asString();
        assertEquals(String.join("", OpenAiText.stream("Par", "is")), body);
    }

    @Test
    @Row({"ensemble.left-out", "ensemble.none"})
    void whoFailsIsLeftOutAndWhereAllDoTheirFailureIsTold() {
        upstream(0).then(Script.answer(503, "application/json", OpenAiText.error("server_error", "busy")));
        upstream(1).then(Script.json(OpenAiText.answer("Paris")));
        upstream(2).then(Script.answer(503, "application/json", OpenAiText.error("server_error", "busy")));
        String request = OpenAiText.request("outrigger/panel", "");
        sidecar.app()
                .body(request)
                .post(CHAT)
                .then()
                .statusCode(200)
                .body("choices[0].message.content", equalTo("Paris"));
        upstream(1).then(Script.answer(503, "application/json", OpenAiText.error("server_error", "busy")));
        sidecar.app().body(request).post(CHAT).then().statusCode(503).header("x-outrigger-attempts", "3");
    }

    @Test
    @Row("leave.ensemble")
    void anAppThatLeavesStopsAllOfThem() throws Exception {
        for (ScriptedUpstream upstream : upstreams) upstream.then(Script.hang());
        try (RawClient app = sidecar.raw()) {
            app.post(CHAT, OpenAiText.request("outrigger/panel", ""));
            Awaitility.await()
                    .until(() -> upstreams.stream()
                            .allMatch(upstream -> upstream.received().size() == 1));
        }
        long left = System.nanoTime();
        for (ScriptedUpstream upstream : upstreams) {
            Received asked = upstream.received().getFirst();
            long millis = TimeUnit.NANOSECONDS.toMillis(asked.left().get(5, TimeUnit.SECONDS) - left);
            assertTrue(millis < 100, millis + " ms");
        }
    }
}
