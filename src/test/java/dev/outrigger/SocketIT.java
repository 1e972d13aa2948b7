package dev.outrigger;

import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** WebSockets go to the owner of their dialect, both ways, and are told of like everything else. */
@Timeout(60)
class SocketIT {
    private static final int LARGE = 1_000_000;

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final LinkedBlockingQueue<MultiMap> asked = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<ServerWebSocket> sockets = new LinkedBlockingQueue<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer upstream;
    private RunningSidecar sidecar;

    @BeforeEach
    void aSidecarBeforeAVendorThatEchoes() throws Exception {
        HttpServerOptions options = new HttpServerOptions()
                .setMaxWebSocketFrameSize(2 * LARGE)
                .setMaxWebSocketMessageSize(2 * LARGE)
                .setWebSocketSubProtocols(List.of("realtime"));
        upstream = await(vertx.createHttpServer(options)
                .webSocketHandshakeHandler(handshake -> {
                    if (handshake.path().endsWith("/refused")) handshake.reject(403);
                    else handshake.accept();
                })
                .webSocketHandler(socket -> {
                    asked.add(socket.headers());
                    sockets.add(socket);
                    socket.textMessageHandler(text -> socket.writeTextMessage("echo " + text));
                    socket.binaryMessageHandler(socket::writeBinaryMessage);
                })
                .listen(0, "127.0.0.1"));
        sidecar = RunningSidecar.remoteOnly(
                folder, RunningSidecar.oneRemote(URI.create("http://127.0.0.1:" + upstream.actualPort() + "/v1")));
    }

    @AfterEach
    void stop() {
        sidecar.awaitNothingInFlight();
        sidecar.close();
        client.close();
        await(vertx.close());
    }

    private static <T> T await(io.vertx.core.Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }

    private WebSocket open(String path, App app, String... protocols) {
        WebSocket.Builder builder = client.newWebSocketBuilder()
                .header("authorization", "Bearer the-app's")
                .header("openai-beta", "realtime=v1");
        if (protocols.length == 1) builder.subprotocols(protocols[0]);
        if (protocols.length == 2) builder.subprotocols(protocols[0], protocols[1]);
        return builder.buildAsync(URI.create("ws://localhost:" + sidecar.data + path), app)
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    @Test
    void carriesTextAndBytesBothWays() throws Exception {
        App app = new App();
        WebSocket socket = open("/v1/realtime?model=gpt-rt", app, "realtime");

        socket.sendText("hello", true).join();
        assertEquals("echo hello", app.texts.poll(10, TimeUnit.SECONDS));
        socket.sendBinary(ByteBuffer.wrap(new byte[LARGE]), true).join();
        assertEquals(LARGE, app.bytes.poll(10, TimeUnit.SECONDS));

        assertEquals("realtime", socket.getSubprotocol());
        socket.sendClose(4001, "done").join();
        assertEquals((short) 4001, closeOf(sockets.take()));
        Awaitility.await().until(() -> sidecar.count("outrigger.attempts", "outcome", "ok") == 1);
    }

    @Test
    void givesUpstreamTheAppsWishesAndItsKeyButNothingOfItsHandshake() throws Exception {
        WebSocket socket = open("/v1/realtime", new App(), "realtime", "openai-insecure-api-key.outrigger");

        MultiMap headers = asked.take();
        assertEquals("Bearer the-app's", headers.get("authorization"));
        assertEquals("realtime=v1", headers.get("openai-beta"));
        assertEquals("realtime", headers.get("sec-websocket-protocol"));
        assertTrue(headers.contains("x-outrigger-hop"));
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    }

    @Test
    void endsWhatANewConfigurationDoesNotLetPass() throws Exception {
        // Given
        App app = new App();
        WebSocket socket = open("/v1/realtime", app);
        ServerWebSocket theirs = sockets.take();
        socket.sendText("hello", true).join();
        assertEquals("echo hello", app.texts.poll(10, TimeUnit.SECONDS));
        String yaml = RunningSidecar.oneRemote(URI.create("http://127.0.0.1:" + upstream.actualPort() + "/v1"));

        // When
        sidecar.write(yaml + "limits: { attempts: 2 }\n");
        sidecar.awaitDetail("reload", "applied");
        socket.sendText("still", true).join();
        assertEquals("echo still", app.texts.poll(10, TimeUnit.SECONDS));
        sidecar.write(yaml + "privacy: {}\n");

        // Then
        assertEquals(1008, app.closed.get(10, TimeUnit.SECONDS));
        assertEquals((short) 1008, closeOf(theirs));
    }

    @Test
    void endsWhenANewConfigurationHasItsBackendNoMore() throws Exception {
        // Given
        App app = new App();
        open("/v1/realtime", app);
        ServerWebSocket theirs = sockets.take();

        // When another backend of that name is elsewhere
        sidecar.write(RunningSidecar.oneRemote(URI.create("http://127.0.0.1:9/v1")));

        // Then
        assertEquals(1001, app.closed.get(10, TimeUnit.SECONDS));
        assertEquals((short) 1001, closeOf(theirs));
    }

    @Test
    void goesOnWhenItsBackendIsNotTheFirstAnyMore() throws Exception {
        App app = new App();
        WebSocket socket = open("/v1/realtime", app);
        String there = "http://127.0.0.1:" + upstream.actualPort() + "/v1";

        sidecar.write("""
                backends:
                  first: { kind: openai, url: "http://127.0.0.1:9/v1" }
                  there: { kind: openai, url: "%s", guard: { connect: 2s } }
                models:
                  mini: { backend: first, model: gpt-mini }
                """.formatted(there));
        sidecar.awaitDetail("reload", "applied");

        socket.sendText("still", true).join();
        assertEquals("echo still", app.texts.poll(10, TimeUnit.SECONDS));
        sidecar.write(RunningSidecar.oneRemote(URI.create(there)).replace("there", "elsewhere"));
        assertEquals(1001, app.closed.get(10, TimeUnit.SECONDS));
    }

    @Test
    void closesTheAppsWhenUpstreamCloses() throws Exception {
        App app = new App();
        open("/v1/realtime", app);

        await(sockets.take().close((short) 4010, "enough"));

        assertEquals(4010, app.closed.get(10, TimeUnit.SECONDS));
    }

    @Test
    void closesUpstreamsAtOnceWhenTheAppIsGone() throws Exception {
        WebSocket socket = open("/v1/realtime", new App());
        ServerWebSocket theirs = sockets.take();

        socket.abort();

        assertEquals((short) 1001, closeOf(theirs));
        Awaitility.await().until(() -> sidecar.count("outrigger.attempts", "outcome", "cancelled") == 1);
    }

    @Test
    void givesTheAppUpstreamsRefusal() {
        CompletionException refused = assertThrows(CompletionException.class, () -> open("/v1/refused", new App()));

        var handshake = assertInstanceOf(WebSocketHandshakeException.class, refused.getCause());
        assertEquals(403, handshake.getResponse().statusCode());
        assertTrue(sidecar.count("outrigger.attempts", "outcome", "ok") == 0);
    }

    @Test
    void isRefusedWhereNobodyOwnsThePath() {
        sidecar.app()
                .header("upgrade", "websocket")
                .header("connection", "upgrade")
                .get("/nobodys")
                .then()
                .statusCode(404)
                .body("error.message", containsString("path"));
    }

    @Test
    void lastsLongerThanTheDeadline() throws Exception {
        sidecar.write(RunningSidecar.oneRemote(URI.create("http://127.0.0.1:" + upstream.actualPort() + "/v1"))
                + "limits: { deadline: 1s }\n");
        Awaitility.await().until(() -> sidecar.detail("reload").startsWith("applied"));
        App app = new App();
        WebSocket socket = open("/v1/realtime", app);
        long opened = System.nanoTime();
        Awaitility.await().until(() -> System.nanoTime() - opened > TimeUnit.MILLISECONDS.toNanos(2_500));

        socket.sendText("still", true).join();

        assertEquals("echo still", app.texts.poll(10, TimeUnit.SECONDS));
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    }

    private static Object closeOf(ServerWebSocket socket) {
        Awaitility.await().until(socket::isClosed);
        return socket.closeStatusCode();
    }

    /** What an app gets. */
    private static final class App implements WebSocket.Listener {
        private final LinkedBlockingQueue<String> texts = new LinkedBlockingQueue<>();
        private final LinkedBlockingQueue<Integer> bytes = new LinkedBlockingQueue<>();
        private final CompletableFuture<Integer> closed = new CompletableFuture<>();
        private int received;

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            texts.add(text.toString());
            socket.request(1);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer piece, boolean last) {
            received += piece.remaining();
            if (last) bytes.add(received);
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
