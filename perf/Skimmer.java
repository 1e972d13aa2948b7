import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads HTTP/1.1 messages off a blocking socket to their ends and makes no text of them, so that a measurement is not one of
 * its own reading. The last message's body is kept until the next is read. One thread.
 */
final class Skimmer {
    private static final byte[] BLANK_LINE = ascii("\r\n\r\n");
    private static final byte[] LENGTH = ascii("content-length:");
    private static final byte[] ENCODING = ascii("transfer-encoding:");

    private final InputStream in;
    private byte[] buffer = new byte[64 * 1024];
    private int begin;
    private int end;
    private int status;
    private byte[] body = new byte[0];
    private int bodyFrom;
    private int bodyTo;

    Skimmer(InputStream in) {
        this.in = in;
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Reads a message to its end; a stream that ends instead is an {@code EOFException}. Returns an answer's status, 0 of a request. */
    int read() throws IOException {
        int length = head();
        if (length < 0) {
            chunks();
        } else {
            while (end - begin < length) fill();
            body = buffer;
            bodyFrom = begin;
            begin += length;
            bodyTo = begin;
        }
        return status;
    }

    /** Reads a chunked answer that ends in chunks of no length. Returns the moment at which the text was there, 0 if it never was. */
    long readStream(byte[] awaited) throws IOException {
        if (head() >= 0) throw new IOException("not a stream");
        body = new byte[0];
        bodyFrom = bodyTo = 0;
        long there = 0;
        for (int size; (size = size()) > 0; line()) {
            take(size);
            if (there == 0 && contains(awaited)) there = System.nanoTime();
        }
        line();
        return there;
    }

    int status() {
        return status;
    }

    /** Whether more has arrived than was read. */
    boolean hasMore() {
        return end > begin;
    }

    /** Whether this stands in the last message's body. */
    boolean contains(byte[] text) {
        for (int i = bodyFrom; i + text.length <= bodyTo; i++) if (matches(body, i, text)) return true;
        return false;
    }

    /** The last message's body. */
    String text() {
        return new String(body, bodyFrom, bodyTo - bodyFrom, StandardCharsets.UTF_8);
    }

    /** Reads a head; the length of what follows, -1 if that comes in chunks. */
    private int head() throws IOException {
        int searched = 0;
        int blank;
        while ((blank = find(begin + searched)) < 0) {
            searched = Math.max(0, end - begin - 3);
            fill();
        }
        boolean isAnswer = buffer[begin] == 'H' && buffer[begin + 4] == '/';
        status = isAnswer ? (buffer[begin + 9] - '0') * 100 + (buffer[begin + 10] - '0') * 10 + buffer[begin + 11] - '0' : 0;
        int length = 0;
        for (int i = begin; i < blank; i++) {
            if (buffer[i] != '\n') continue;
            if (matchesAnyCase(i + 1, LENGTH)) length = number(i + 1 + LENGTH.length);
            if (matchesAnyCase(i + 1, ENCODING)) length = -1;
        }
        begin = blank + BLANK_LINE.length;
        return length;
    }

    private void chunks() throws IOException {
        body = new byte[0];
        bodyFrom = bodyTo = 0;
        for (int size; (size = size()) > 0; line()) take(size);
        line();
    }

    private void take(int size) throws IOException {
        while (end - begin < size) fill();
        body = Arrays.copyOf(body, bodyTo + size);
        System.arraycopy(buffer, begin, body, bodyTo, size);
        bodyTo += size;
        begin += size;
    }

    private int size() throws IOException {
        return Integer.parseInt(line().split(";")[0].trim(), 16);
    }

    private String line() throws IOException {
        int at = begin;
        while (true) {
            for (; at < end; at++)
                if (buffer[at] == '\n') {
                    String line = new String(buffer, begin, at - begin, StandardCharsets.ISO_8859_1);
                    begin = at + 1;
                    return line;
                }
            int read = at - begin;
            fill();
            at = begin + read;
        }
    }

    private int find(int from) {
        for (int i = from; i + BLANK_LINE.length <= end; i++) if (matches(buffer, i, BLANK_LINE)) return i;
        return -1;
    }

    private static boolean matches(byte[] text, int at, byte[] what) {
        for (int i = 0; i < what.length; i++) if (text[at + i] != what[i]) return false;
        return true;
    }

    private boolean matchesAnyCase(int at, byte[] lower) {
        for (int i = 0; i < lower.length; i++) if ((buffer[at + i] | 0x20) != (lower[i] | 0x20)) return false;
        return true;
    }

    private int number(int at) {
        while (buffer[at] == ' ') at++;
        int number = 0;
        for (; buffer[at] >= '0' && buffer[at] <= '9'; at++) number = 10 * number + buffer[at] - '0';
        return number;
    }

    private void fill() throws IOException {
        System.arraycopy(buffer, begin, buffer, 0, end - begin);
        end -= begin;
        begin = 0;
        if (end == buffer.length) buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        int read = in.read(buffer, end, buffer.length - end);
        if (read < 0) throw new EOFException();
        end += read;
    }
}
