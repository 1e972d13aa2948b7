package dev.outrigger;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.Received;
import dev.outrigger.support.Row;
import dev.outrigger.support.Script;
import dev.outrigger.support.ScriptedUpstream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an app gets and what an upstream sees, over real sockets, when the upstream does all the answering. */
class DataPortIT {
    private static final String CHAT = "/v1/chat/completions";

    /** Keys in an order of its own, odd spacing, fields that no dialect knows: none of our business. */
    private static final String WHOLE = """
            { "temperature" : 0.30,
              "messages":[ {"role":"user", "content":[
                {"type":"text","text":"Look \\u00e9 \uD83D\uDE00"},
                {"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw0KGgo=","detail":"low"}}]} ],
              "model" : "MODEL" , "x_vendor": {"deep": [1, 2.50, null]},
              "tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object"}}}],
              "tool_choice":"auto","max_tokens":5}""";

    private static ScriptedUpstream upstream;
    private static RunningSidecar sidecar;

    @BeforeAll
    static void aSidecarBeforeOneUpstream(@TempDir Path folder) throws Exception {
        upstream = new ScriptedUpstream();
        sidecar = RunningSidecar.remoteOnly(folder, RunningSidecar.oneRemote(upstream.url()));
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

    @Test
    void givesAWholeAnswerByteForByte() {
        String body = "{ \"id\":\"c\",  \"odd\" : [1,2] ,\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\","
                + "\"content\":\"\\u0048i \uD83D\uDE00\"},\"finish_reason\":\"stop\"}]}\n";
        upstream.then(Script.json(body));

        byte[] answer = ask("auto", "").then().statusCode(200).extract().asByteArray();

        assertEquals(body, new String(answer, StandardCharsets.UTF_8));
    }

    @Test
    void givesAStreamByteForByteHoweverItIsCut() {
        String text = ": a comment\n\n"
                + String.join("", OpenAiText.stream("Hé", "llo \uD83D\uDE00", "\\n", "x".repeat(5000)));
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Random random = new Random(7);
        for (int round = 0; round < 25; round++) {
            upstream.then(cutAnywhere(bytes, random));

            byte[] answer = ask("auto", ",\"stream\":true,\"stream_options\":{\"include_usage\":true}")
                    .then()
                    .statusCode(200)
                    .contentType(containsString("text/event-stream"))
                    .extract()
                    .asByteArray();

            assertArrayEquals(bytes, answer);
        }
    }

    @Test
    void givesTheRequestToUpstreamUntouchedButForTheModel() {
        upstream.then(Script.json(OpenAiText.answer("Hi")));

        sidecar.app()
                .body(WHOLE.replace("MODEL", "auto").getBytes(StandardCharsets.UTF_8))
                .post(CHAT);

        assertEquals(WHOLE.replace("MODEL", "gpt-mini"), last().body());
    }

    @Test
    void tellsNoFieldAsDroppedThatUpstreamGets() {
        upstream.then(Script.json(OpenAiText.answer("Hi")));

        ask("auto", ",\"logit_bias\":{\"1\":2},\"seed\":3").then().header("x-outrigger-dropped", nullValue());
    }

    @Test
    void answersToEveryNameOfAModelOrAPolicy() {
        for (String name : new String[] {"auto", "outrigger/default", "mini", "gpt-mini"}) {
            upstream.then(Script.json(OpenAiText.answer("Hi")));

            ask(name, "").then().statusCode(200).header("x-outrigger-model", "gpt-mini");

            assertTrue(last().body().contains("\"model\":\"gpt-mini\""), name);
        }
    }

    @Test
    void handsAModelThatNobodyConfiguredToTheVendor() {
        upstream.then(
                Script.answer(404, "application/json", OpenAiText.error("invalid_request_error", "model_not_found")));

        ask("gpt-from-tomorrow", "").then().statusCode(404).body("error.code", equalTo("model_not_found"));

        assertTrue(last().body().contains("\"model\":\"gpt-from-tomorrow\""));
    }

    @Test
    void refusesAPolicyThatThereIsNot() {
        ask("outrigger/thrifty", "")
                .then()
                .statusCode(404)
                .body("error.message", containsString("no policy is named thrifty"));
    }

    @Test
    void listsWhatMayBeAskedFor() {
        sidecar.app()
                .get("/v1/models")
                .then()
                .statusCode(200)
                .body("object", equalTo("list"))
                .body("data.id", hasItems("auto", "outrigger/default", "gpt-mini"));
    }

    @Test
    void passesOtherEndpointsThroughBothWays() {
        upstream.then(
                Script.answer(201, "audio/whatever", "\u0001\u0002answer", "x-vendor: kept", "connection: keep-alive"));

        sidecar.app()
                .contentType("multipart/form-data")
                .queryParam("version", "2 3")
                .multiPart("file", "a.wav", "sound".repeat(1000).getBytes(StandardCharsets.UTF_8))
                .post("/v1/audio/transcriptions")
                .then()
                .statusCode(201)
                .header("x-vendor", "kept")
                .header("x-outrigger-exchange", matchesPattern("[0-9A-Z]{26}"))
                .contentType(containsString("audio/whatever"))
                .body(equalTo("\u0001\u0002answer"));

        assertEquals("/v1/audio/transcriptions?version=2%203", last().path());
        assertTrue(last().body().contains("sound".repeat(1000)));
        assertTrue(last().header("content-type").orElse("").startsWith("multipart/form-data; boundary="));
    }

    @Test
    void saysWhatWasDecidedAndHowLongItTook() {
        upstream.then(Script.json(OpenAiText.answer("Hi")));

        ask("auto", "")
                .then()
                .header("x-outrigger-exchange", matchesPattern("[0-9A-Z]{26}"))
                .header("x-outrigger-model", "gpt-mini")
                .header("x-outrigger-policy", matchesPattern("default@[0-9a-f]+"))
                .header("x-outrigger-reason", not(nullValue()))
                .header("x-outrigger-attempts", "1")
                .header("server-timing", matchesPattern("analyze;dur=[0-9.]+, route;dur=[0-9.]+, ttft;dur=[0-9.]+"));
    }

    @Test
    @Row("account.usage-asked")
    void asksForTheUsageOfAStreamAndKeepsItToItself() {
        String shown = String.join("", OpenAiText.role(), OpenAiText.delta("Hi"), OpenAiText.finish(0));
        upstream.then(Script.stream(List.of(shown, OpenAiText.usage(5, 7), OpenAiText.DONE)));
        double before = tokens();

        ask("auto", ",\"stream\":true").then().statusCode(200).body(equalTo(shown + OpenAiText.DONE));

        assertTrue(last().body().contains("\"include_usage\":true"), last().body());
        sidecar.awaitNothingInFlight();
        Awaitility.await().untilAsserted(() -> assertEquals(before + 12, tokens()));
    }

    @Test
    @Row("input.host")
    void refusesAnyOtherHostAndThatIsAll() {
        int before = upstream.received().size();

        sidecar.app()
                .header("host", "evil.example")
                .body("{}")
                .post(CHAT)
                .then()
                .statusCode(403);
        sidecar.operator().header("host", "evil.example").get("/state").then().statusCode(403);

        assertEquals(before, upstream.received().size());
    }

    @Test
    void refusesARequestThatComesFromItself() {
        upstream.then(Script.json(OpenAiText.answer("Hi")));
        ask("auto", "");
        String hop = last().header("x-outrigger-hop").orElseThrow();

        sidecar.app()
                .header("x-outrigger-hop", hop)
                .body("{}")
                .post(CHAT)
                .then()
                .statusCode(508);
    }

    @Test
    void refusesMalformedJsonInTheAppsDialect() {
        for (String body : new String[] {"{\"model\":\"auto\",", "[]", "", "{\"model\":\"auto\",\"messages\":7}"})
            sidecar.app()
                    .body(body)
                    .post(CHAT)
                    .then()
                    .statusCode(400)
                    .body("error.type", equalTo("invalid_request_error"))
                    .header("x-outrigger-exchange", not(nullValue()));
    }

    @Test
    @Row({"clock.deadline", "clock.deadline-of-app"})
    void givesUpAtTheDeadlineOfTheApp() {
        upstream.then(Script.hang());

        sidecar.app()
                .header("x-outrigger-deadline-ms", "150")
                .body(OpenAiText.request("auto", ""))
                .post(CHAT)
                .then()
                .statusCode(504)
                .header("x-should-retry", "false");

        Awaitility.await().until(() -> last().left().isDone());
    }

    @Test
    @Row("before.refused")
    void givesTheVendorsOwnErrorUnchanged() {
        String error = OpenAiText.error("invalid_request_error", "content_filter");
        upstream.then(Script.answer(400, "application/json", error));

        ask("auto", "").then().statusCode(400).body(equalTo(error));
    }

    private static Script cutAnywhere(byte[] bytes, Random random) {
        long seed = random.nextLong();
        return wire -> {
            Random cuts = new Random(seed);
            wire.head(200, "text/event-stream");
            for (int at = 0; at < bytes.length; ) {
                int end = Math.min(bytes.length, at + 1 + cuts.nextInt(cuts.nextBoolean() ? 5 : 400));
                wire.chunk(Arrays.copyOfRange(bytes, at, end));
                at = end;
            }
            wire.end();
        };
    }

    private static io.restassured.response.Response ask(String model, String more) {
        return sidecar.app().body(OpenAiText.request(model, more)).post(CHAT);
    }

    private static Received last() {
        return upstream.received().getLast();
    }

    private static double tokens() {
        return sidecar.metrics.find("gen_ai.client.token.usage").summaries().stream()
                .mapToDouble(summary -> summary.totalAmount())
                .sum();
    }
}
