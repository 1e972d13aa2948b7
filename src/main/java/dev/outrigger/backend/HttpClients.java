package dev.outrigger.backend;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.tracing.TracingPolicy;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * HTTP/1.1 clients of each event loop: no lock is shared between loops, and a connection stays on the loop that uses it.
 * At most as many as the process has event loops. Thread-safe.
 */
public final class HttpClients implements AutoCloseable {
    /** Connections to one upstream from one event loop. A request over it fails at once, so that another may be asked. */
    static final int CONNECTIONS = 1024;

    /** Longest frame of a WebSocket, either way; a longer one ends it. */
    public static final int MAX_FRAME_BYTES = 4 * 1024 * 1024;

    private final Vertx vertx;
    private final HttpClientOptions options;
    private final PoolOptions pool;
    private final WebSocketClientOptions socketOptions;
    private final Map<Thread, Loop> loops = new ConcurrentHashMap<>();
    private Optional<WebSocketClient> sockets = Optional.empty();

    /** @param url what they are to reach */
    public HttpClients(Vertx vertx, GuardSettings guard, Egress egress, URI url) {
        this(vertx, guard, CONNECTIONS);
        egress.apply(url, options);
        egress.apply(url, socketOptions);
    }

    HttpClients(Vertx vertx, GuardSettings guard, int connections) {
        this.vertx = vertx;
        // Told apart from the options: Vert.x heeds no pool size in those, and would take five, and a queue without
        // bound.
        this.pool = new PoolOptions().setHttp1MaxSize(connections).setMaxWaitQueueSize(0);
        this.socketOptions = new WebSocketClientOptions()
                .setMaxFrameSize(MAX_FRAME_BYTES)
                .setMaxConnections(connections)
                .setTcpNoDelay(true)
                .setTcpKeepAlive(true);
        this.options = new HttpClientOptions()
                .setConnectTimeout(Math.toIntExact(guard.connect().toMillis()))
                .setSslHandshakeTimeout(guard.connect().toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setKeepAlive(true)
                .setTcpNoDelay(true)
                .setTcpKeepAlive(true)
                // We never ask for compression; an upstream that compresses all the same is understood.
                .setDecompressionSupported(true)
                .setTracingPolicy(TracingPolicy.IGNORE);
    }

    /** Opens WebSockets, each on the loop that asks for it. Most processes never need one. */
    synchronized WebSocketClient sockets() {
        WebSocketClient opener = sockets.orElseGet(() -> vertx.createWebSocketClient(socketOptions));
        sockets = Optional.of(opener);
        return opener;
    }

    /** What the calling event loop has. */
    Loop current() {
        return loops.computeIfAbsent(Thread.currentThread(), loop -> loop());
    }

    private Loop loop() {
        HttpClient fresh = client(new HttpClientOptions(options).setKeepAlive(false));
        return new Loop(client(options), fresh, new WeakHashMap<>());
    }

    private HttpClient client(HttpClientOptions with) {
        return vertx.httpClientBuilder()
                .with(with)
                .with(pool)
                // Without a handler Vert.x logs as errors what each request's own answer tells.
                .withConnectHandler(connection -> {
                    connection.exceptionHandler(told -> {});
                    KeepAlive.begin(connection);
                })
                .build();
    }

    @Override
    public synchronized void close() {
        sockets.ifPresent(WebSocketClient::close);
        loops.values().forEach(Loop::close);
        loops.clear();
    }

    /**
     * One event loop's clients.
     *
     * @param kept connections that are kept alive between requests
     * @param fresh dials anew for each request
     * @param turns how many requests each of their connections has had
     */
    record Loop(HttpClient kept, HttpClient fresh, Map<HttpConnection, Integer> turns) {
        /** The turn of a request that has just been given its connection. */
        Turn begin(HttpClientRequest request) {
            return Turn.begin(request, turns);
        }

        private void close() {
            kept.close();
            fresh.close();
        }
    }
}
