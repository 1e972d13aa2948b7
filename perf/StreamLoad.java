import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The app of measurements of streams: reads many at once, on one thread. It reads a line an assignment and ends when its
 * standard input does. Times are in nanoseconds, and every one is kept.
 *
 * <ul>
 *   <li>{@code first PORT DIALECT MODEL STREAMS SECONDS WORDS RATE}: so many at a time, each after the last, each of so many words;
 *       one line of the times to the first word, {@code COUNT BROKEN P50 P99 P99.9 MAX}.
 *   <li>{@code held PORT DIALECT MODEL STREAMS SECONDS RATE}: opens so many and says {@code open} when each has had its first word;
 *       after so many seconds {@code WORDS NANOS P50 P99 P99.9 MAX} of what came meanwhile, and of how long each word took from
 *       upstream's write; when all have ended {@code WHOLE BROKEN}.
 *   <li>{@code race PORT DIALECT MODEL STREAMS WORDS}: as fast as they come; {@code WORDS NANOS WHOLE BROKEN}.
 * </ul>
 */
final class StreamLoad {
    /** Streams of {@code held} that are opened a second, if those before have begun. */
    private static final int OPENED_A_SECOND = 400;

    /** Streams that may wait for their first word while more are opened: no app's thousand begin in one moment. */
    private static final int MOST_WAITING = 64;

    /** How long those held go on beyond what is looked at. */
    private static final double BEYOND_SECONDS = 0.5;

    private static final long STUCK_NANOS = 60_000_000_000L;

    private final String[] words;
    private final Selector selector;
    private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
    private final List<Reading> readings = new ArrayList<>();
    private final Times times = new Times();
    private boolean isLooking = true;
    private int whole;
    private int broken;

    private StreamLoad(String[] words) throws IOException {
        this.words = words;
        this.selector = Selector.open();
    }

    public static void main(String[] args) throws Exception {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line; (line = lines.readLine()) != null; ) new StreamLoad(line.trim().split(" ")).run();
    }

    private void run() throws IOException {
        try (selector) {
            switch (words[0]) {
                case "first" -> first((long) (number(5) * 1e9), (int) number(6), number(7));
                case "held" -> held((long) (number(5) * 1e9), number(6));
                case "race" -> race((int) number(5));
                default -> throw new IllegalArgumentException(words[0]);
            }
        } finally {
            for (Reading reading : readings) reading.channel.close();
        }
    }

    private double number(int at) {
        return Double.parseDouble(words[at]);
    }

    private void first(long lasts, int count, double rate) throws IOException {
        long until = System.nanoTime() + lasts;
        for (int i = 0; i < number(4); i++) open(count, rate).ask();
        while (readings.stream().anyMatch(reading -> !reading.isOver)) {
            read(System.nanoTime() + STUCK_NANOS);
            for (Reading reading : readings)
                if (reading.isOver && reading.isWhole && System.nanoTime() < until) reading.ask();
        }
        System.out.println(whole + " " + broken + " " + times.figures());
    }

    private void held(long lasts, double rate) throws IOException {
        isLooking = false;
        int count = (int) Math.ceil((lasts / 1e9 + BEYOND_SECONDS + number(4) / OPENED_A_SECOND) * rate);
        long begun = System.nanoTime();
        for (int i = 0; i < number(4); i++) {
            open(count, rate).ask();
            readUntil(begun + (i + 1) * 1_000_000_000L / OPENED_A_SECOND);
            while (waiting() > MOST_WAITING) read(System.nanoTime() + STUCK_NANOS);
        }
        while (waiting() > 0) read(System.nanoTime() + STUCK_NANOS);
        System.out.println("open");
        isLooking = true;
        long from = System.nanoTime();
        readUntil(from + lasts);
        isLooking = false;
        System.out.println(times.count() + " " + (System.nanoTime() - from) + " " + times.figures());
        while (readings.stream().anyMatch(reading -> !reading.isOver)) read(System.nanoTime() + STUCK_NANOS);
        System.out.println(whole + " " + broken);
    }

    private long waiting() {
        return readings.stream().filter(reading -> reading.heard.words() == 0 && !reading.isOver).count();
    }

    private void race(int count) throws IOException {
        isLooking = false;
        long from = System.nanoTime();
        for (int i = 0; i < number(4); i++) open(count, 0).ask();
        while (readings.stream().anyMatch(reading -> !reading.isOver)) read(System.nanoTime() + STUCK_NANOS);
        long heard = readings.stream().mapToLong(reading -> reading.heard.words()).sum();
        System.out.println(heard + " " + (System.nanoTime() - from) + " " + whole + " " + broken);
    }

    private Reading open(int count, double rate) throws IOException {
        Reading reading = new Reading(count, rate);
        readings.add(reading);
        return reading;
    }

    private void readUntil(long until) throws IOException {
        while (System.nanoTime() < until) read(until);
    }

    /** What has come, or comes first. */
    private void read(long until) throws IOException {
        long left = until - System.nanoTime();
        int ready = left < 1_000_000 ? selector.selectNow() : selector.select(left / 1_000_000);
        if (ready == 0 && left >= STUCK_NANOS - 1_000_000_000L && System.nanoTime() >= until) throw new IllegalStateException("nothing comes: " + readings);
        for (SelectionKey key : selector.selectedKeys()) ((Reading) key.attachment()).read();
        selector.selectedKeys().clear();
    }

    private byte[] request(int count, double rate) {
        String said = "\"max_tokens\":" + Math.max(16, count) + ",\"stream\":true,";
        String user = "{\"role\":\"user\",\"content\":\"tell " + count + " at " + rate + "\"}]}";
        boolean isOpenAi = words[2].equals("openai");
        String body = "{\"model\":\"" + words[3] + "\"," + said + (isOpenAi
                ? "\"stream_options\":{\"include_usage\":true},\"messages\":[{\"role\":\"system\",\"content\":\"You are a helpful assistant.\"}," + user
                : "\"system\":\"You are a helpful assistant.\",\"messages\":[" + user);
        return ("POST " + (isOpenAi ? "/v1/chat/completions" : "/v1/messages") + " HTTP/1.1\r\nhost: localhost:" + words[1]
                        + (isOpenAi ? "\r\nauthorization: Bearer sk-bench" : "\r\nx-api-key: sk-bench\r\nanthropic-version: 2023-06-01")
                        + "\r\ncontent-type: application/json\r\nuser-agent: bench\r\naccept: text/event-stream\r\ncontent-length: "
                        + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** A connection, and the stream that is read from it. */
    private final class Reading {
        private final SocketChannel channel;
        private final int count;
        private final byte[] request;
        private Heard heard;
        private long asked;
        private boolean isOver;
        private boolean isWhole;

        Reading(int count, double rate) throws IOException {
            this.count = count;
            this.request = request(count, rate);
            this.heard = new Heard(count, this::word);
            this.channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(words[1])));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, this);
        }

        void ask() throws IOException {
            heard = new Heard(count, this::word);
            isOver = false;
            asked = System.nanoTime();
            channel.write(ByteBuffer.wrap(request));
        }

        private void word(long written) {
            if (!isLooking) return;
            boolean isOfFirst = words[0].equals("first");
            if (isOfFirst && heard.words() == 1) times.add(System.nanoTime() - asked);
            else if (!isOfFirst) times.add(System.nanoTime() - written);
        }

        void read() throws IOException {
            buffer.clear();
            int read = channel.read(buffer);
            if (read > 0) heard.read(buffer.array(), read);
            if (isOver || read >= 0 && !heard.hasEnded()) return;
            isOver = true;
            isWhole = heard.isWhole();
            if (isWhole) whole++;
            else broken++;
            if (!isWhole && broken <= 3) System.err.println("streams: not whole: " + heard);
            if (!isWhole) channel.close();
        }

        @Override
        public String toString() {
            return heard.toString();
        }
    }

    /** Times, each of which is kept. */
    private static final class Times {
        private long[] nanos = new long[4096];
        private int count;

        void add(long time) {
            if (count == nanos.length) nanos = Arrays.copyOf(nanos, 2 * count);
            nanos[count++] = time;
        }

        int count() {
            return count;
        }

        String figures() {
            if (count == 0) return "0 0 0 0";
            long[] sorted = Arrays.copyOf(nanos, count);
            Arrays.sort(sorted);
            return at(sorted, 0.5) + " " + at(sorted, 0.99) + " " + at(sorted, 0.999) + " " + sorted[count - 1];
        }

        /** The least that at least this share did not exceed. */
        private static long at(long[] sorted, double share) {
            return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
        }
    }
}
