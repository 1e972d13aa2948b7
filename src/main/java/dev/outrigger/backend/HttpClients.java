package dev.outrigger.backend;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.tracing.TracingPolicy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One HTTP client an event loop: no lock is shared between loops, and a connection stays on the loop that uses it. At
 * most as many clients as the process has event loops. Thread-safe.
 */
public final class HttpClients implements AutoCloseable {
    /** Connections to one upstream from one event loop. */
    static final int CONNECTIONS = 256;

    /** Requests that wait for a connection; beyond it upstream counts as overloaded. */
    static final int WAITING = 256;

    private final Vertx vertx;
    private final HttpClientOptions options;
    private final Map<Thread, HttpClient> clients = new ConcurrentHashMap<>();

    public HttpClients(Vertx vertx, GuardSettings guard) {
        this.vertx = vertx;
        this.options = new HttpClientOptions()
                .setConnectTimeout(Math.toIntExact(guard.connect().toMillis()))
                .setSslHandshakeTimeout(guard.connect().toSeconds() + 1)
                .setMaxPoolSize(CONNECTIONS)
                .setMaxWaitQueueSize(WAITING)
                .setKeepAlive(true)
                .setTcpNoDelay(true)
                .setTcpKeepAlive(true)
                // We never ask for compression on a chat; an upstream that compresses all the same is understood.
                .setDecompressionSupported(false)
                .setTracingPolicy(TracingPolicy.IGNORE);
    }

    /** The client of the calling event loop. */
    HttpClient current() {
        return clients.computeIfAbsent(Thread.currentThread(), loop -> vertx.createHttpClient(options));
    }

    @Override
    public void close() {
        clients.values().forEach(HttpClient::close);
        clients.clear();
    }
}
