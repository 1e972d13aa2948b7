import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;

/** The app of the soak: sends errands over kept connections and reads what it is told. Any number of threads. */
final class App {
    /** No answer takes longer; the sidecar's own deadline is 20 s. */
    static final long DEADLINE_MILLIS = 30_000;

    /** A connection that was not used for so long is not used again. */
    private static final long STALE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final int port;
    private final ConcurrentLinkedDeque<Kept> kept = new ConcurrentLinkedDeque<>();

    App(int port) {
        this.port = port;
    }

    private record Kept(Socket socket, long since) {}

    /** Sends one, and reads until its end or as long as its manner is. Blocks. */
    Told send(Errand errand) {
        Told told = new Told(errand.tongue());
        boolean slow = errand.manner() == Errand.Manner.READS_SLOWLY;
        Socket socket = null;
        try {
            socket = slow ? dial(4096) : connection();
            socket.getOutputStream().write(request(errand));
            new Reader(socket, errand, told).read();
            if (told.end == Told.End.CLEAN && !slow && !told.header("connection").equalsIgnoreCase("close")) {
                kept.push(new Kept(socket, System.nanoTime()));
                return told;
            }
        } catch (SocketTimeoutException late) {
            told.end = errand.manner() == Errand.Manner.LEAVES_EARLY ? Told.End.LEFT : Told.End.LATE;
        } catch (IOException broken) {
            told.end = Told.End.BROKEN;
        }
        close(socket, errand.id() % 2 == 0);
        return told;
    }

    private Socket connection() throws IOException {
        for (Kept one; (one = kept.poll()) != null; ) {
            if (System.nanoTime() - one.since() < STALE_NANOS) return one.socket();
            one.socket().close();
        }
        return dial(0);
    }

    private Socket dial(int buffer) throws IOException {
        Socket socket = new Socket();
        if (buffer > 0) socket.setReceiveBufferSize(buffer);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5_000);
        socket.setTcpNoDelay(true);
        return socket;
    }

    private byte[] request(Errand errand) {
        byte[] body = errand.tongue().request(errand).getBytes(StandardCharsets.UTF_8);
        byte[] head = ("POST " + errand.tongue().path + " HTTP/1.1\r\nhost: localhost:" + port + "\r\n" + errand.tongue().key
                        + "\r\ncontent-type: application/json\r\ncontent-length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] all = java.util.Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        return all;
    }

    private static void close(Socket socket, boolean reset) {
        if (socket == null) return;
        try (socket) {
            // Half of the apps that leave do so rudely.
            if (reset) socket.setSoLinger(true, 0);
        } catch (IOException closed) {
            // As was meant.
        }
    }

    /** Reads one answer off a connection. */
    private static final class Reader {
        private final Socket socket;
        private final InputStream in;
        private final Errand errand;
        private final Told told;
        private final long until;
        private final byte[] buffer = new byte[8192];
        private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        private ByteBuffer pending = ByteBuffer.allocate(16 * 1024).flip();
        private int begin;
        private int end;

        Reader(Socket socket, Errand errand, Told told) throws IOException {
            this.socket = socket;
            this.in = socket.getInputStream();
            this.errand = errand;
            this.told = told;
            long patience = errand.manner() == Errand.Manner.LEAVES_EARLY ? errand.moment() : DEADLINE_MILLIS;
            this.until = System.nanoTime() + patience * 1_000_000;
        }

        void read() throws IOException {
            told.head = head();
            told.status = Integer.parseInt(told.head.substring(9, 12));
            boolean chunked = told.header("transfer-encoding").equalsIgnoreCase("chunked");
            if (!told.isStream()) {
                byte[] body = chunked ? allChunks() : exactly(Integer.parseInt("0" + told.header("content-length")));
                told.whole(new String(body, StandardCharsets.UTF_8));
                told.end = Told.End.CLEAN;
                return;
            }
            if (!chunked) throw new IOException("a stream that is not chunked");
            for (int size; (size = size()) > 0; ) {
                text(exactly(size));
                line();
                if (errand.manner() == Errand.Manner.LEAVES_AMID && told.events >= errand.moment()) {
                    told.end = Told.End.LEFT;
                    return;
                }
                if (errand.manner() == Errand.Manner.READS_SLOWLY) pause();
            }
            line();
            told.end = Told.End.CLEAN;
        }

        private void text(byte[] more) throws IOException {
            ByteBuffer all = ByteBuffer.allocate(pending.remaining() + more.length).put(pending).put(more).flip();
            CharBuffer chars = CharBuffer.allocate(all.remaining() + 1);
            if (decoder.decode(all, chars, false).isError()) told.strange.add("no UTF-8");
            pending = all;
            told.some(chars.flip().toString());
        }

        private byte[] allChunks() throws IOException {
            java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
            for (int size; (size = size()) > 0; line()) all.writeBytes(exactly(size));
            line();
            return all.toByteArray();
        }

        private int size() throws IOException {
            return Integer.parseInt(line().trim(), 16);
        }

        private String head() throws IOException {
            StringBuilder head = new StringBuilder();
            for (String line; !(line = line()).isEmpty(); ) head.append(line).append("\r\n");
            return head.toString();
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int b; (b = next()) != '\n'; ) if (b != '\r') line.append((char) b);
            return line.toString();
        }

        private byte[] exactly(int length) throws IOException {
            byte[] bytes = new byte[length];
            for (int i = 0; i < length; i++) bytes[i] = (byte) next();
            return bytes;
        }

        private int next() throws IOException {
            if (begin == end) {
                long left = (until - System.nanoTime()) / 1_000_000;
                if (left <= 0) throw new SocketTimeoutException();
                socket.setSoTimeout((int) left);
                begin = 0;
                end = Math.max(0, in.read(buffer));
                if (end == 0) throw new EOFException();
            }
            return buffer[begin++] & 0xff;
        }

        private static void pause() throws IOException {
            try {
                Thread.sleep(3);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new IOException(stopped);
            }
        }
    }
}
