package dev.outrigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.support.LocalCache;
import dev.outrigger.support.Ports;
import io.restassured.RestAssured;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** WebSockets through the packaged sidecar: beside Quarkus they were once off there, and on in every other test. */
@Timeout(120)
class ProcessSocketIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private final LinkedBlockingQueue<ServerWebSocket> sockets = new LinkedBlockingQueue<>();
    private final int data = Ports.free();
    private final int health = Ports.free();
    private HttpServer upstream;
    private Process process;

    @BeforeEach
    void aPackagedSidecarBeforeAVendorThatEchoes() throws Exception {
        upstream = await(vertx.createHttpServer(new HttpServerOptions().setWebSocketSubProtocols(List.of("realtime")))
                .webSocketHandler(socket -> {
                    sockets.add(socket);
                    socket.textMessageHandler(text -> socket.writeTextMessage("echo " + text));
                })
                .listen(0, "127.0.0.1"));
        Path settings = Files.writeString(
                folder.resolve("outrigger.yaml"), """
            listen: { data: %d, health: %d, admin: %d }
            backends:
              there: { kind: openai, url: "http://127.0.0.1:%d/v1" }
            models:
              mini: { backend: there, model: gpt-mini }
            """.formatted(data, health, Ports.free(), upstream.actualPort()));
        process = PackagedProcess.start(folder, LocalCache.empty(folder), "run", "--config", settings.toString());
        PackagedProcess.awaitReady(process, health, PATIENCE, () -> PackagedProcess.output(folder));
    }

    @AfterEach
    void stop() throws Exception {
        process.destroyForcibly();
        process.waitFor();
        client.close();
        await(vertx.close());
    }

    private static <T> T await(io.vertx.core.Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }

    private WebSocket open(App app) {
        return client.newWebSocketBuilder()
                .header("authorization", "Bearer the-app's")
                .subprotocols("realtime")
                .buildAsync(URI.create("ws://localhost:" + data + "/v1/realtime?model=gpt-rt"), app)
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    @Test
    void carriesARealtimeSessionBothWaysAndCountsIt() throws Exception {
        App app = new App();
        WebSocket socket = open(app);
        ServerWebSocket theirs = sockets.take();

        socket.sendText("hello", true).join();

        assertEquals("echo hello", app.texts.poll(20, TimeUnit.SECONDS));
        assertEquals("realtime", socket.getSubprotocol());
        assertEquals("/v1/realtime?model=gpt-rt", theirs.uri());
        assertEquals("Bearer the-app's", theirs.headers().get("authorization"));
        socket.sendClose(4001, "done").join();
        Awaitility.await().atMost(PATIENCE).until(theirs::isClosed);
        assertEquals((short) 4001, theirs.closeStatusCode());
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> metrics()
                        .lines()
                        .anyMatch(line ->
                                line.startsWith("outrigger_attempts_total") && line.contains("outcome=\"ok\"")));
    }

    @Test
    void closesTheAppsWhenUpstreamCloses() throws Exception {
        App app = new App();
        open(app);

        await(sockets.take().close((short) 4010, "enough"));

        assertEquals(4010, app.closed.get(20, TimeUnit.SECONDS));
        assertTrue(process.isAlive());
    }

    private String metrics() {
        return RestAssured.given()
                .baseUri("http://localhost")
                .port(health)
                .get("/metrics")
                .asString();
    }

    /** What an app gets. */
    private static final class App implements WebSocket.Listener {
        private final LinkedBlockingQueue<String> texts = new LinkedBlockingQueue<>();
        private final CompletableFuture<Integer> closed = new CompletableFuture<>();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            texts.add(text.toString());
            socket.request(1);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closed.complete(code);
            return CompletableFuture.completedFuture(null);
        }
    }
}
