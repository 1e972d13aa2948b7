package dev.outrigger.support;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The upstream's end of a connection while one request is answered. Writes block when the client does not read. */
public final class Wire {
    private final Socket socket;
    private final OutputStream out;
    private final Received request;
    private final AtomicLong written;

    Wire(Socket socket, Received request, AtomicLong written) throws IOException {
        this.socket = socket;
        this.out = socket.getOutputStream();
        this.request = request;
        this.written = written;
    }

    public Received request() {
        return request;
    }

    /** A whole answer. */
    public void whole(int status, String type, String body, String... headers) throws IOException {
        whole(status, type, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    public void whole(int status, String type, byte[] body, String... headers) throws IOException {
        raw(headText(status, type, headers) + "content-length: " + body.length + "\r\n\r\n");
        write(body);
    }

    /** The head of an answer in chunks. */
    public void head(int status, String type, String... headers) throws IOException {
        raw(headText(status, type, headers) + "transfer-encoding: chunked\r\n\r\n");
    }

    /** One chunk, flushed. */
    public void chunk(String text) throws IOException {
        chunk(text.getBytes(StandardCharsets.UTF_8));
    }

    public void chunk(byte[] bytes) throws IOException {
        byte[] head = (Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] all = new byte[head.length + bytes.length + 2];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(bytes, 0, all, head.length, bytes.length);
        all[all.length - 2] = '\r';
        all[all.length - 1] = '\n';
        write(all);
    }

    /** A whole answer in chunks, in one write. */
    public void chunked(int status, String type, List<String> pieces) throws IOException {
        StringBuilder whole = new StringBuilder(headText(status, type) + "transfer-encoding: chunked\r\n\r\n");
        for (String piece : pieces)
            whole.append(Integer.toHexString(piece.length()))
                    .append("\r\n")
                    .append(piece)
                    .append("\r\n");
        raw(whole.append("0\r\n\r\n").toString());
    }

    /** The end of an answer in chunks. */
    public void end() throws IOException {
        raw("0\r\n\r\n");
    }

    public void raw(String bytes) throws IOException {
        raw(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Bytes as they are, flushed. */
    public void raw(byte[] bytes) throws IOException {
        write(bytes);
    }

    /** A head that says of its body's length what these headers say. */
    public void headOf(int status, String type, String... headers) throws IOException {
        raw(headText(status, type, headers) + "\r\n");
    }

    /** Waits for the test; a client that leaves meanwhile ends the script. */
    public void await(CountDownLatch gate) throws InterruptedException {
        while (!gate.await(5, TimeUnit.MILLISECONDS))
            if (request.left().isDone()) throw new CancellationException("the client left");
    }

    /** Waits until the client leaves. */
    public void hang() {
        request.left().join();
    }

    /** Gives the client's machine a moment to take what was written: a reset throws away what was not read yet. */
    public void drained() throws InterruptedException {
        new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS);
    }

    /** Closes with a TCP reset. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Closes in order. */
    public void close() throws IOException {
        socket.close();
    }

    private void write(byte[] bytes) throws IOException {
        new ByteArrayInputStream(bytes).transferTo(out);
        out.flush();
        written.addAndGet(bytes.length);
    }

    private static String headText(int status, String type, String... headers) {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Scripted\r\n");
        if (!type.isEmpty()) head.append("content-type: ").append(type).append("\r\n");
        for (String header : headers) head.append(header).append("\r\n");
        return head.toString();
    }
}
