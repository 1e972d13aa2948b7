package dev.outrigger.proxy;

import dev.outrigger.backend.HttpClients;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.tracing.TracingPolicy;
import java.util.List;

/** The data port: one HTTP server an event loop, on loopback, all sharing one address. */
public final class Listener {
    /** Longest request line, and longest head: longer ones are refused with 414 and 431. */
    static final int MAX_LINE_BYTES = 8 * 1024;

    static final int MAX_HEAD_BYTES = 64 * 1024;

    private final Vertx vertx;
    private final Edge edge;

    public Listener(Vertx vertx, Edge edge) {
        this.vertx = vertx;
        this.edge = edge;
    }

    /**
     * Completes with the port when every server accepts connections.
     *
     * @param port 0 for any free one; then there is one server only
     */
    public Future<Integer> listen(String host, int port, int loops) {
        Promise<Integer> bound = Promise.promise();
        HttpServerOptions options = options(host, port);
        int servers = port == 0 ? 1 : loops;
        vertx.deployVerticle(() -> new Server(options, edge, bound), new DeploymentOptions().setInstances(servers))
                .onFailure(bound::tryFail);
        return bound.future();
    }

    private static HttpServerOptions options(String host, int port) {
        return new HttpServerOptions()
                .setHost(host)
                .setPort(port)
                .setTcpNoDelay(true)
                // SDKs speak HTTP/1.1 without TLS. Where both were possible, a connection would be known, and bounded,
                // only from its first bytes on.
                .setHttp2ClearTextEnabled(false)
                .setMaxInitialLineLength(MAX_LINE_BYTES)
                .setMaxHeaderSize(MAX_HEAD_BYTES)
                .setMaxWebSocketFrameSize(HttpClients.MAX_FRAME_BYTES)
                // Upstream chooses; of what it was offered it takes the first it knows.
                .setWebSocketSubProtocols(List.of("*"))
                // Whoever reads a body asks for it: one that is refused must not be sent.
                .setHandle100ContinueAutomatically(false)
                .setCompressionSupported(false)
                // Nor are WebSockets' frames: they do not leave the pod, and looking for it costs every request.
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setTracingPolicy(TracingPolicy.IGNORE);
    }

    private static final class Server extends AbstractVerticle {
        private final HttpServerOptions options;
        private final Edge edge;
        private final Promise<Integer> bound;

        private Server(HttpServerOptions options, Edge edge, Promise<Integer> bound) {
            this.options = options;
            this.edge = edge;
            this.bound = bound;
        }

        @Override
        public void start(Promise<Void> started) {
            Connections connections =
                    new Connections(edge.admission(), () -> edge.live().peek().limits(), edge.nanos());
            DataHandler handler = new DataHandler(edge);
            look(connections);
            vertx.createHttpServer(options)
                    .connectionHandler(connection -> {
                        StrictHttp.read(connection, options);
                        connections.opened(connection);
                    })
                    .requestHandler(request -> {
                        connections.begun(request);
                        handler.handle(request);
                    })
                    .invalidRequestHandler(request -> RefusalHandler.invalid(edge, request))
                    .listen()
                    .map(HttpServer::actualPort)
                    .onSuccess(bound::tryComplete)
                    .<Void>mapEmpty()
                    .onComplete(started);
        }

        private void look(Connections connections) {
            vertx.setTimer(connections.restMillis(), rung -> {
                connections.look();
                look(connections);
            });
        }
    }
}
