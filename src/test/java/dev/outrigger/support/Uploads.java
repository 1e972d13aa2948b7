package dev.outrigger.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;

/** An upstream that only listens: it shows what of a request has come so far, whole or not, and never answers. */
public final class Uploads implements AutoCloseable {
    private final ServerSocket server;
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();
    private final CompletableFuture<Long> ended = new CompletableFuture<>();
    private volatile boolean deaf;

    public Uploads() throws IOException {
        server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::listen);
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/v1");
    }

    /** From the next request on it takes nothing from its connection. */
    public void stopReading() {
        deaf = true;
    }

    /** Completes with the value of {@link System#nanoTime} when the client has ended the connection. */
    public CompletableFuture<Long> ended() {
        return ended;
    }

    public synchronized String text() {
        return read.toString(StandardCharsets.UTF_8);
    }

    public void awaitBytes(String part) {
        Awaitility.await().until(() -> text().contains(part));
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void listen() {
        try (Socket socket = server.accept()) {
            if (deaf) {
                ended.join();
                return;
            }
            InputStream in = socket.getInputStream();
            for (int next = in.read(); next >= 0; next = in.read()) keep(next);
        } catch (IOException reset) {
            // How a client that gives up ends it.
        } finally {
            ended.complete(System.nanoTime());
        }
    }

    private synchronized void keep(int next) {
        read.write(next);
    }
}
