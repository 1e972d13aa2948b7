package dev.outrigger.support;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A real HTTP server on a free loopback port that answers by script, well or badly, and remembers what it was sent. Each
 * request plays the next script; the last one plays for all that follow. One virtual thread reads a connection, so that
 * a client that leaves is seen at once, and one plays each script. Thread-safe.
 */
public final class ScriptedUpstream implements AutoCloseable {
    private final ServerSocket server;
    private final Queue<Script> scripts = new ArrayDeque<>();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicLong written = new AtomicLong();
    private Script last = Script.answer(500, "text/plain", "no script");

    public ScriptedUpstream(Script... first) throws IOException {
        server = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
        then(first);
        Thread.ofVirtual().name("upstream").start(this::accept);
    }

    /** Plays these for the next requests, one each. */
    public synchronized void then(Script... next) {
        scripts.addAll(List.of(next));
    }

    /** Where an OpenAI client would point its base URL. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + port() + "/v1");
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Every request so far, in order. */
    public List<Received> received() {
        return List.copyOf(received);
    }

    /** Connections that are open now. */
    public int openConnections() {
        return open.size();
    }

    /** Connections that were ever made. */
    public int connections() {
        return connections.get();
    }

    /** Bytes written to clients so far: stands still while a client does not read. */
    public long bytesWritten() {
        return written.get();
    }

    /** Closes every connection, as a provider does with idle ones; goes on listening. */
    public void dropConnections() throws IOException {
        for (Socket socket : open) socket.close();
    }

    /** Closes every connection and listens no more, as a process that died. */
    public void kill() throws IOException {
        server.close();
        dropConnections();
    }

    @Override
    public void close() throws IOException {
        kill();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                open.add(socket);
                int number = connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(socket, number));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void serve(Socket socket, int number) {
        CompletableFuture<Long> left = new CompletableFuture<>();
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            Received request;
            while ((request = read(in, number, left)) != null) {
                received.add(request);
                Wire wire = new Wire(socket, request, written);
                Script script = next();
                Thread.ofVirtual().start(() -> play(script, wire));
            }
        } catch (IOException reset) {
            // The client has left, or the script has.
        } finally {
            open.remove(socket);
            left.complete(System.nanoTime());
        }
    }

    private synchronized Script next() {
        Script next = scripts.poll();
        if (next != null) last = next;
        return last;
    }

    private static void play(Script script, Wire wire) {
        try {
            script.play(wire);
        } catch (IOException | CancellationException gone) {
            // The client left in the middle: what the script was for, or what the test will say.
        } catch (Exception broken) {
            throw new IllegalStateException("a script broke", broken);
        }
    }

    private static @Nullable Received read(InputStream in, int number, CompletableFuture<Long> left)
            throws IOException {
        String head = head(in);
        if (head.isEmpty()) return null;
        String[] lines = head.split("\r\n", -1);
        String[] first = lines[0].split(" ", -1);
        Map<String, String> headers = new HashMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            String name = lines[i].substring(0, colon).toLowerCase(Locale.ROOT);
            headers.merge(name, lines[i].substring(colon + 1).strip(), (a, b) -> a + ", " + b);
        }
        boolean inChunks = headers.getOrDefault("transfer-encoding", "").equals("chunked");
        byte[] bytes =
                inChunks ? chunks(in) : in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        String body = new String(bytes, StandardCharsets.UTF_8);
        return new Received(number, first[0], first[1], Map.copyOf(headers), body, left);
    }

    private static byte[] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            int length = Integer.parseInt(line(in), 16);
            body.writeBytes(in.readNBytes(length));
            line(in);
            if (length == 0) return body.toByteArray();
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) throw new IOException("the client left in the middle of its body");
            if (b != '\r') line.append((char) b);
        }
        return line.toString();
    }

    /** The head without its empty line; empty at the connection's end. */
    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int matched = 0;
        while (matched < 4) {
            int b = in.read();
            if (b < 0) return "";
            head.write(b);
            matched = b == "\r\n\r\n".charAt(matched) ? matched + 1 : b == '\r' ? 1 : 0;
        }
        return head.toString(StandardCharsets.ISO_8859_1).strip();
    }
}
