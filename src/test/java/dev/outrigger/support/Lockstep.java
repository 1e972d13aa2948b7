package dev.outrigger.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * An app and an upstream on one thread, each with one connection: what either sends is awaited at the other end before
 * anything else is sent. Nothing is allocated in a turn, but for what sockets do themselves.
 */
public final class Lockstep implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;
    private static final byte[] EVENT_END = bytes("\n\n\r\n");
    private static final byte[] LAST_CHUNK = bytes("0\r\n\r\n");

    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final byte[] buffer = new byte[64 * 1024];
    private @Nullable Socket app;
    private @Nullable Socket upstream;

    /** One exchange from its request to the end of its answer. */
    @FunctionalInterface
    public interface Turn {
        void take() throws IOException;
    }

    public Lockstep() throws IOException {}

    /** Where an OpenAI client would point its base URL. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/v1");
    }

    /** Connects to a sidecar that has this upstream. */
    public void app(int port) throws IOException {
        app = connected(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    private static Socket connected(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    /** A request that is answered in one piece. */
    public Turn whole(String body, String answer) {
        byte[] request = request(body);
        byte[] head = bytes(head("application/json") + "content-length: " + answer.length() + "\r\n\r\n" + answer);
        byte[] question = bytes(body.substring(body.length() - 2));
        byte[] end = bytes(answer.substring(answer.length() - 8));
        return () -> {
            ask(request, question);
            send(upstream(), head);
            await(app(), end);
        };
    }

    /** One that is answered by an event so many times, and the last. */
    public Turn streamed(String body, String event, int events, String last) {
        byte[] request = request(body);
        byte[] question = bytes(body.substring(body.length() - 2));
        byte[] head = bytes(head("text/event-stream") + "transfer-encoding: chunked\r\n\r\n" + chunk(event));
        byte[] piece = bytes(chunk(event));
        byte[] end = bytes(chunk(last) + "0\r\n\r\n");
        return () -> {
            ask(request, question);
            send(upstream(), head);
            await(app(), EVENT_END);
            for (int i = 1; i < events; i++) {
                send(upstream(), piece);
                await(app(), EVENT_END);
            }
            send(upstream(), end);
            await(app(), LAST_CHUNK);
        };
    }

    private static byte[] request(String body) {
        return bytes("POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n"
                + "authorization: Bearer sk-app\r\ncontent-length: " + body.length() + "\r\n\r\n" + body);
    }

    private static String head(String type) {
        return "HTTP/1.1 200 OK\r\ncontent-type: " + type + "\r\nx-request-id: req_1\r\n";
    }

    private static String chunk(String event) {
        return Integer.toHexString(event.length()) + "\r\n" + event + "\r\n";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private void ask(byte[] request, byte[] end) throws IOException {
        send(app(), request);
        await(upstream(), end);
    }

    private Socket app() {
        if (app == null) throw new IllegalStateException("no sidecar is asked yet");
        return app;
    }

    /** The sidecar keeps one connection, which it opens with its first request. */
    private Socket upstream() throws IOException {
        if (upstream == null) upstream = connected(server.accept());
        return upstream;
    }

    private static void send(Socket socket, byte[] bytes) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(bytes);
    }

    /** Reads until this is the end of what came. */
    private void await(Socket socket, byte[] end) throws IOException {
        InputStream in = socket.getInputStream();
        int size = 0;
        while (size < end.length || !endsWith(size, end)) {
            int read = in.read(buffer, size, buffer.length - size);
            if (read <= 0) throw new IOException("closed after " + new String(buffer, 0, size, StandardCharsets.UTF_8));
            size += read;
        }
    }

    private boolean endsWith(int size, byte[] end) {
        for (int i = 0; i < end.length; i++) if (buffer[size - end.length + i] != end[i]) return false;
        return true;
    }

    @Override
    public void close() throws IOException {
        server.close();
        if (app != null) app.close();
        if (upstream != null) upstream.close();
    }
}
