package dev.outrigger.support;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/** One connection of an app that speaks HTTP by hand, so that it can stop, leave or lie in the middle of it. */
public final class RawClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Socket socket;
    private final InputStream in;
    private final Bytes read = new Bytes();

    public RawClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** Sends a whole request to localhost; headers are {@code "name: value"}. */
    public RawClient post(String path, String body, String... headers) throws IOException {
        StringBuilder head = new StringBuilder("POST " + path + " HTTP/1.1\r\nhost: localhost\r\n");
        for (String header : headers) head.append(header).append("\r\n");
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return send(head + "content-length: " + bytes.length + "\r\n\r\n" + body);
    }

    /** Sends this text as it is. */
    public RawClient send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
        return this;
    }

    /** Everything read so far, once this stands in it; also what there is when the connection ends before. */
    public String until(String text) throws IOException {
        byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
        try {
            while (!read.has(wanted)) {
                int next = in.read();
                if (next < 0) break;
                read.write(next);
            }
        } catch (SocketTimeoutException silent) {
            throw new IOException("no " + text + " after " + PATIENCE + ", only: " + text(), silent);
        }
        return text();
    }

    /** Leaves with a TCP reset. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private String text() {
        return read.toString(StandardCharsets.UTF_8);
    }

    /** What came, and how far it was looked through. */
    private static final class Bytes extends ByteArrayOutputStream {
        private byte[] last = {};
        private int looked;

        /** Whether this stands in it; what was looked through for the same before is not looked through again. */
        private boolean has(byte[] wanted) {
            if (!Arrays.equals(wanted, last)) looked = 0;
            last = wanted;
            for (; looked + wanted.length <= count; looked++)
                if (Arrays.equals(buf, looked, looked + wanted.length, wanted, 0, wanted.length)) return true;
            return false;
        }
    }
}
