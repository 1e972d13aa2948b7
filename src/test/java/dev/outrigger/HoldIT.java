package dev.outrigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.dialect.Telling;
import dev.outrigger.dialect.Way;
import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.Row;
import dev.outrigger.support.Script;
import dev.outrigger.support.ScriptedUpstream;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An upstream whose head comes at once and whose first content is long in coming, for apps of each dialect. */
class HoldIT {
    private static final HttpClient APP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static final List<String> ANSWER = OpenAiText.stream("Here ", "I am");

    private static ScriptedUpstream thinks;
    private static RunningSidecar sidecar;

    @BeforeAll
    static void aSidecarThatHoldsAHeadForAMoment(@TempDir Path folder) throws Exception {
        thinks = new ScriptedUpstream();
        sidecar = RunningSidecar.remoteOnly(folder, """
            backends:
              there: { kind: openai, url: "%s", guard: { hold: 300ms } }
            models:
              m-there: { backend: there, model: m }
            """.formatted(thinks.url()));
    }

    @AfterAll
    static void stop() throws Exception {
        sidecar.awaitNothingInFlight();
        sidecar.close();
        thinks.close();
    }

    static Stream<Way> streams() {
        return Way.all().stream().filter(way -> way.form() == Way.Form.STREAM).map(way -> way.to("there"));
    }

    @ParameterizedTest
    @MethodSource("streams")
    @Row("clock.hold")
    void anAppGetsTheHeadBeforeItsSdkGivesUpAndThenTheAnswer(Way way) throws Exception {
        CountDownLatch thought = new CountDownLatch(1);
        thinks.then(Script.streamInTwo(ANSWER.subList(0, 1), thought, ANSWER.subList(1, ANSWER.size())));

        HttpResponse<InputStream> head = ask(way);

        assertEquals(1, thought.getCount());
        thought.countDown();
        assertWhole(way, head);
    }

    @ParameterizedTest
    @MethodSource("streams")
    @Row({"clock.hold", "resume.same-first"})
    void anAnswerThatBreaksWithNothingShownIsGivenByTheNextAttempt(Way way) throws Exception {
        CountDownLatch thought = new CountDownLatch(1);
        thinks.then(Script.streamInTwo(ANSWER.subList(0, 1), thought, List.of()), Script.stream(ANSWER));

        HttpResponse<InputStream> head = ask(way);

        assertEquals(1, thought.getCount());
        thought.countDown();
        assertWhole(way, head);
    }

    private static HttpResponse<InputStream> ask(Way way) throws Exception {
        HttpResponse<InputStream> head = APP.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + sidecar.data + way.path()))
                        .header("content-type", "application/json")
                        .timeout(Duration.ofSeconds(5))
                        .POST(HttpRequest.BodyPublishers.ofString(way.body()))
                        .build(),
                BodyHandlers.ofInputStream());
        assertEquals(200, head.statusCode());
        return head;
    }

    private static void assertWhole(Way way, HttpResponse<InputStream> head) throws Exception {
        Telling.Heard heard = Telling.heard(way, head.body().readAllBytes());
        assertTrue(heard.isWhole(), heard.toString());
        assertEquals("Here I am", heard.text());
    }
}
