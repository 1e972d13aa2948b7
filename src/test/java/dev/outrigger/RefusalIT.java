package dev.outrigger;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.Row;
import dev.outrigger.support.Script;
import dev.outrigger.support.ScriptedUpstream;
import io.restassured.response.ValidatableResponse;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an app sees of an answer that a content filter ended before it said anything. */
class RefusalIT {
    private static final String WHOLE = filtered(OpenAiText.answer(""));
    private static final String STREAM =
            OpenAiText.role() + filtered(OpenAiText.finish(0)) + OpenAiText.usage(5, 0) + OpenAiText.DONE;
    private static final String STREAMED = ",\"stream\":true,\"stream_options\":{\"include_usage\":true}";

    @TempDir
    private Path folder;

    private ScriptedUpstream first;
    private ScriptedUpstream second;
    private RunningSidecar sidecar;

    @BeforeEach
    void twoModels() throws Exception {
        first = new ScriptedUpstream();
        second = new ScriptedUpstream();
        sidecar = RunningSidecar.remoteOnly(folder, """
            backends:
              one: { kind: openai, url: "%s" }
              two: { kind: openai, url: "%s" }
            models:
              best: { backend: one, model: best, quality: 0.9, latency: 1 }
              next: { backend: two, model: next, quality: 0.5, latency: 1 }
            routes:
              - { model: shopper, policy: shopper }
            policies:
              shopper: { onRefusal: next }
            """.formatted(first.url(), second.url()));
    }

    @AfterEach
    void stop() throws Exception {
        sidecar.close();
        first.close();
        second.close();
    }

    private static String filtered(String answer) {
        return answer.replace("\"stop\"", "\"content_filter\"");
    }

    private ValidatableResponse ask(String model, String more) {
        return sidecar.app()
                .body(OpenAiText.request(model, more))
                .post("/v1/chat/completions")
                .then();
    }

    private void awaitRefusal() {
        Awaitility.await().until(() -> sidecar.count("outrigger.exchanges", "outcome", "refused") == 1);
        assertEquals(1, sidecar.count("outrigger.attempts", "backend", "one", "outcome", "refused"));
    }

    @Test
    @Row("before.refused-finish")
    void isTheVendorsAnswerUnchangedAndCountsAsARefusal() {
        first.then(Script.json(WHOLE));

        ask("auto", "").statusCode(200).body(equalTo(WHOLE));

        awaitRefusal();
        assertEquals(0, second.received().size());
    }

    @Test
    @Row("before.refused-finish")
    void isTheVendorsStreamUnchangedAndCountsAsARefusal() {
        first.then(Script.stream(List.of(STREAM)));

        ask("auto", STREAMED).statusCode(200).body(equalTo(STREAM));

        awaitRefusal();
        assertEquals(0, second.received().size());
    }

    @Test
    @Row("before.refused-policy")
    void isAnotherModelsAnswerWhereThePolicySaysSo() {
        String answer = OpenAiText.answer("here you are");
        first.then(Script.json(WHOLE), Script.answer(400, "application/json", OpenAiText.error("t", "content_filter")));
        second.then(Script.json(answer), Script.json(answer));

        ask("shopper", "").statusCode(200).body(equalTo(answer));
        ask("shopper", "").statusCode(200).body(equalTo(answer));

        Awaitility.await().until(() -> sidecar.count("outrigger.exchanges", "outcome", "ok") == 2);
        assertEquals(2, sidecar.count("outrigger.attempts", "backend", "one", "outcome", "refused"));
    }

    @Test
    @Row("before.refused-policy")
    void isAnotherModelsStreamWhereThePolicySaysSo() {
        String stream = String.join("", OpenAiText.stream("here", " you are"));
        first.then(Script.stream(List.of(STREAM)));
        second.then(Script.stream(List.of(stream)));

        ask("shopper", STREAMED).statusCode(200).body(equalTo(stream));
    }

    @Test
    @Row("before.refused-policy")
    void isTheLastRefusalWhereNobodyIsLeft() {
        first.then(Script.json(WHOLE));
        second.then(Script.json(WHOLE));

        ask("shopper", "").statusCode(200).body(equalTo(WHOLE));

        assertEquals(1, second.received().size());
    }
}
