package dev.outrigger.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.ExchangeId;
import dev.outrigger.exchange.Answers;
import dev.outrigger.registry.Registry;
import dev.outrigger.registry.TrackRecord;
import dev.outrigger.registry.Verdicts;
import dev.outrigger.telemetry.Stories;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Verdicts over a socket. */
class VerdictsHandlerTest {
    private static final ExchangeId ANSWERED = Stories.ID;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Answers answers = new Answers();
    private final Registry registry = new Registry(Stories.models());
    private int port;

    @BeforeEach
    void listen() {
        VerdictsHandler handler = new VerdictsHandler(answers, () -> registry);
        port = vertx.createHttpServer()
                .requestHandler(handler::handle)
                .listen(0, "127.0.0.1")
                .map(HttpServer::actualPort)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    @AfterEach
    void stop() {
        client.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private HttpResponse<String> send(String method, String body, String... headers) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/verdicts"))
                .version(HttpClient.Version.HTTP_1_1)
                .headers(headers)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> judge(String body) throws Exception {
        return send("POST", body, "content-type", "application/json");
    }

    private Optional<TrackRecord> given(String model) {
        return registry.cell(model).orElseThrow().state().figures().verdicts();
    }

    private static String served() {
        return Stories.remoteAnswer().served().orElseThrow().model();
    }

    @Test
    void countForTheModelThatAnsweredTheExchange() throws Exception {
        answers.enter(Stories.remoteAnswer());

        HttpResponse<String> told = judge("{\"exchange\":\"" + ANSWERED + "\",\"domain\":\"math\",\"good\":true}");

        assertEquals(200, told.statusCode(), told.body());
        assertTrue(told.body().contains("\"model\" : \"" + served() + "\""), told.body());
        assertEquals(
                Optional.of(new TrackRecord(new Verdicts(1, 0), Map.of("math", new Verdicts(1, 0)))), given(served()));
    }

    @Test
    void countOnceForOneAnswer() throws Exception {
        answers.enter(Stories.remoteAnswer());
        String body = "{\"exchange\":\"" + ANSWERED + "\",\"good\":false}";

        assertEquals(200, judge(body).statusCode());
        HttpResponse<String> again = judge(body);

        assertEquals(404, again.statusCode());
        assertTrue(again.body().contains("was judged already"), again.body());
        assertEquals(1, given(served()).orElseThrow().all().count());
    }

    @Test
    void countForTheModelThatIsNamed() throws Exception {
        String model = served();

        assertEquals(200, judge("{\"model\":\"" + model + "\",\"good\":false}").statusCode());
        assertEquals(Optional.of(new TrackRecord(new Verdicts(0, 1), Map.of())), given(model));
        assertEquals(
                200,
                judge("{\"model\":\"" + model + "\",\"domain\":\"code\",\"good\":true}")
                        .statusCode());
        assertEquals(
                Optional.of(new TrackRecord(new Verdicts(1, 1), Map.of("code", new Verdicts(1, 0)))), given(model));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"exchange\":\"01KAN9ZV7M4Q2W8E5R6T7Y8U9I\",\"good\":true}|no answer of this exchange",
                "{\"model\":\"nobody\",\"good\":true}|no model is named so",
            })
    void onWhatIsNotKnownAreNotFound(String body, String why) throws Exception {
        HttpResponse<String> answer = judge(body);

        assertEquals(404, answer.statusCode());
        assertTrue(answer.body().startsWith(why), answer.body());
    }

    @Test
    void thatAreNoneSayHowOneIsWritten() throws Exception {
        HttpResponse<String> answer = judge("{\"model\":\"mini\"}");

        assertEquals(400, answer.statusCode());
        assertTrue(answer.body().startsWith("the body must be"), answer.body());
    }

    @Test
    void arePosted() throws Exception {
        assertEquals(404, send("GET", "", "accept", "*/*").statusCode());
    }

    @Test
    void ofPagesOfOtherOriginsAreRefused() throws Exception {
        String body = "{\"model\":\"" + served() + "\",\"good\":false}";

        assertEquals(
                403,
                send("POST", body, "content-type", "application/json", "origin", "http://evil.example")
                        .statusCode());
        assertEquals(Optional.empty(), given(served()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "multipart/form-data", "application/yaml"})
    void ofATypeThatAPageMaySendUnaskedAreRefused(String type) throws Exception {
        String body = "{\"model\":\"" + served() + "\",\"good\":false}";

        assertEquals(415, send("POST", body, "content-type", type).statusCode());
        assertEquals(Optional.empty(), given(served()));
    }

    @Test
    void areNoLongerThanTheirBound() throws Exception {
        assertEquals(413, judge(" ".repeat(VerdictsHandler.MAX_BODY_BYTES + 1)).statusCode());
        assertEquals(400, judge(" ".repeat(VerdictsHandler.MAX_BODY_BYTES)).statusCode());
    }
}
