package dev.outrigger.proxy;

import dev.outrigger.support.RawClient;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A server that answers as the test says, for what can only be seen from the other end of a connection. */
final class Served implements AutoCloseable {
    private final Vertx vertx =
            Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setUseDaemonThread(true));
    private final CompletableFuture<Throwable> thrown = new CompletableFuture<>();
    private final int port;

    Served(Consumer<HttpServerRequest> answer) {
        port = vertx.createHttpServer(new HttpServerOptions().setMaxHeaderSize(Listener.MAX_HEAD_BYTES))
                .requestHandler(request -> {
                    try {
                        answer.accept(request);
                    } catch (RuntimeException | AssertionError wrong) {
                        thrown.complete(wrong);
                        request.connection().close();
                    }
                })
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }

    RawClient app() throws IOException {
        return new RawClient(port);
    }

    /** All that comes back for a GET until this stands in it, or the connection ends. */
    String get(String until) throws IOException {
        try (RawClient app = app()) {
            return app.send("GET / HTTP/1.1\r\nhost: localhost\r\n\r\n").until(until);
        }
    }

    /** What the answer threw, if it did. */
    Throwable thrown() {
        return thrown.getNow(new IllegalStateException("nothing was thrown"));
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
