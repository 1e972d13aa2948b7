import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads HTTP/1.1 messages off a blocking socket, as little of them as a measurement needs. One thread. */
final class Wire {
    private final InputStream in;
    private byte[] buffer = new byte[64 * 1024];
    private int begin;
    private int end;

    Wire(InputStream in) {
        this.in = in;
    }

    /** A message: its head as text, and its body. */
    record Message(String head, String body) {
        int status() {
            return Integer.parseInt(head.substring(9, 12));
        }
    }

    /** The next message; an end of the stream before its first byte is an {@code EOFException}. */
    Message read() throws IOException {
        int headEnd;
        int from = begin;
        while ((headEnd = find(from)) < 0) {
            from = Math.max(begin, end - 3);
            int shift = begin;
            fill();
            from -= shift - begin;
        }
        String head = new String(buffer, begin, headEnd - begin, StandardCharsets.ISO_8859_1);
        begin = headEnd + 4;
        int length = contentLength(head);
        while (end - begin < length) fill();
        String body = new String(buffer, begin, length, StandardCharsets.UTF_8);
        begin += length;
        return new Message(head, body);
    }

    private int find(int from) {
        for (int i = from; i + 3 < end; i++)
            if (buffer[i] == '\r' && buffer[i + 1] == '\n' && buffer[i + 2] == '\r' && buffer[i + 3] == '\n') return i;
        return -1;
    }

    private void fill() throws IOException {
        System.arraycopy(buffer, begin, buffer, 0, end - begin);
        end -= begin;
        begin = 0;
        if (end == buffer.length) buffer = java.util.Arrays.copyOf(buffer, 2 * buffer.length);
        int read = in.read(buffer, end, buffer.length - end);
        if (read < 0) throw new EOFException();
        end += read;
    }

    /** Neither side of these measurements sends chunks; a message that has no length has no body. */
    private static int contentLength(String head) {
        String lower = head.toLowerCase(java.util.Locale.ROOT);
        if (lower.contains("transfer-encoding:")) throw new IllegalStateException("chunked: " + head);
        int at = lower.indexOf("content-length:");
        if (at < 0) return 0;
        int eol = lower.indexOf('\r', at);
        return Integer.parseInt(lower.substring(at + 15, eol < 0 ? lower.length() : eol).trim());
    }
}
