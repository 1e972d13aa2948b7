package dev.outrigger.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.rollout.PolicyDesk;
import dev.outrigger.rollout.PolicyStore;
import dev.outrigger.rollout.PolicyVersion;
import dev.outrigger.rollout.Rollout;
import dev.outrigger.route.Objective;
import dev.outrigger.route.Policies;
import dev.outrigger.route.Policy;
import dev.outrigger.route.PolicySettings;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Versions of policies over a socket. */
class PoliciesHandlerTest {
    private static final Policy CONFIGURED = policy(Objective.DEFAULT);
    private static final PolicyVersion OTHER = PolicyVersion.of(policy(new Objective(1, 0, 0)));

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger served = new AtomicInteger();
    private final HttpClient client = HttpClient.newHttpClient();
    private int port;

    @TempDir
    private Path folder;

    private static Policy policy(Objective objective) {
        PolicySettings plain = Policies.defaults(List.of());
        return Policies.compile(
                "default",
                new PolicySettings(
                        objective,
                        plain.baseline(),
                        plain.stages(),
                        plain.patience(),
                        plain.resume(),
                        plain.prefill(),
                        plain.hedge(),
                        plain.hold(),
                        plain.onRefusal()),
                List.of());
    }

    @BeforeEach
    void listen() {
        Optional<PolicyStore> store = Optional.of(new PolicyStore(folder, InstantSource.system()));
        PolicyDesk desk = new PolicyDesk(
                () -> store,
                () -> Rollout.of(Map.of("default", CONFIGURED), store, version -> List.of()),
                version -> List.of(),
                served::incrementAndGet);
        PoliciesHandler handler = new PoliciesHandler(vertx, desk);
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

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        return send(method, path, body, "content-type", "application/json");
    }

    private HttpResponse<String> send(String method, String path, String body, String... headers) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .version(HttpClient.Version.HTTP_1_1)
                .headers(headers)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static String promotion() {
        return "{\"version\":\"" + OTHER.version().hash() + "\"}";
    }

    @Test
    void takesAVersionPromotesItAndGoesBack() throws Exception {
        assertEquals(
                200,
                send("POST", "/policies", new String(OTHER.write(), java.nio.charset.StandardCharsets.UTF_8))
                        .statusCode());
        var promoted = send("POST", "/policies/default/promote", promotion());
        assertEquals(200, promoted.statusCode());
        assertTrue(promoted.body().contains(OTHER.version().toString()), promoted.body());
        assertTrue(send("GET", "/policies", "")
                .body()
                .contains("\"stable\" : \"" + OTHER.version().hash()));
        assertEquals(200, send("POST", "/policies/default/rollback", "").statusCode());
        assertEquals(2, served.get());
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/policies/default/promote,404",
        "DELETE,/policies,404",
        "POST,/policies/default/delete,404",
        "POST,/policies/..%2f..%2fx/promote,404",
        "POST,/policies/../promote,400",
        "POST,/policies/...../promote,400",
        "POST,/policies/contract/promote,400",
        "POST,/policies/default/promote,404",
        "POST,/policies/default/rollback,400",
        "POST,/policiesx,404"
    })
    void refusesWhatIsNotThere(String method, String path, int status) throws Exception {
        assertEquals(status, send(method, path, promotion()).statusCode());
        assertEquals(0, served.get());
    }

    @Test
    void refusesPagesOfOtherOrigins() throws Exception {
        String[] origins = {"http://127.0.0.1:1", "http://localhost:" + port, "https://127.0.0.1:" + port, "null"};
        for (String origin : origins)
            for (String path : List.of("/policies", "/policies/default/promote", "/policies/default/rollback"))
                assertEquals(403, send("POST", path, "", "origin", origin).statusCode(), origin);
        assertEquals(
                200,
                send(
                                "POST",
                                "/policies",
                                new String(OTHER.write(), java.nio.charset.StandardCharsets.UTF_8),
                                "origin",
                                "http://127.0.0.1:" + port,
                                "content-type",
                                "application/yaml; charset=utf-8")
                        .statusCode());
    }

    @ParameterizedTest
    @CsvSource({"text/plain", "multipart/form-data", "application/x-www-form-urlencoded", "''"})
    void refusesBodiesThatAPageMaySendUnasked(String type) throws Exception {
        for (String path : List.of("/policies", "/policies/default/promote"))
            assertEquals(
                    415, send("POST", path, promotion(), "content-type", type).statusCode());
        assertEquals(0, served.get());
    }

    @Test
    void holdsNoMoreOfABodyThanItsBound() throws Exception {
        assertEquals(
                413,
                send("POST", "/policies", "x".repeat(PoliciesHandler.MAX_BODY_BYTES + 1))
                        .statusCode());
        assertEquals(400, send("POST", "/policies", "x".repeat(1_000)).statusCode());
    }
}
