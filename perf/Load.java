import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * The app of the measurements: sends chats over kept connections. It reads one line an assignment, {@code port model
 * connections seconds tokens}, and prints one line of results. Each request is sent as soon as its connection's last was
 * answered (a closed loop). What may follow changes that:
 *
 * <ul>
 *   <li>{@code rate=R}: R requests a second on a schedule that is set before, over whichever connection is free. Latency counts
 *       from when a request was due, also if it had to wait for a connection (an open loop; no coordinated omission).
 *   <li>{@code depth=D}: D requests at a time over each connection without waiting, to find what a server can answer at most.
 *   <li>{@code stream}: asks for streams; what is timed is their first token.
 *   <li>{@code header=NAME:VALUE}: one more header.
 * </ul>
 *
 * <p>The results are requests, errors, nanoseconds of wall time, latency at p50, p99, p99.9 and the most in nanoseconds, requests
 * that were due and never sent, and the histogram of latencies (HdrHistogram, compressed, Base64). It ends when its standard
 * input does.
 */
final class Load {
    /** What took longer counts as long as this. */
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(60);

    private static final List<String> SUBJECTS = List.of("the river Seine", "a lighthouse keeper", "binary search",
            "the French revolution", "sourdough bread", "tidal power", "a broken bicycle", "the moons of Jupiter");
    private static final List<String> TASKS = List.of("Explain", "Summarise what is known about", "Write a short story about",
            "List five facts about", "Compare the history and the present of", "Plan a lesson about");

    private Load() {}

    public static void main(String[] args) throws Exception {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line; (line = lines.readLine()) != null; ) System.out.println(run(Assignment.of(line.trim().split(" "))));
    }

    /** @param rate requests a second; 0 for as many as are answered */
    private record Assignment(int port, String model, int connections, double seconds, int tokens, double rate, int depth, boolean isStream, List<String> headers) {
        static Assignment of(String[] words) {
            double rate = 0;
            int depth = 1;
            boolean isStream = false;
            List<String> headers = new ArrayList<>();
            for (String word : Arrays.asList(words).subList(5, words.length)) {
                if (word.startsWith("rate=")) rate = Double.parseDouble(word.substring(5));
                else if (word.startsWith("depth=")) depth = Integer.parseInt(word.substring(6));
                else if (word.startsWith("header=")) headers.add(word.substring(7).replaceFirst(":", ": "));
                else if (word.equals("stream")) isStream = true;
                else throw new IllegalArgumentException(word);
            }
            return new Assignment(Integer.parseInt(words[0]), words[1], Integer.parseInt(words[2]), Double.parseDouble(words[3]),
                    Integer.parseInt(words[4]), rate, depth, isStream, headers);
        }

        long nanos() {
            return (long) (seconds * 1e9);
        }
    }

    private static String run(Assignment work) throws Exception {
        byte[][] requests = requests(work);
        AtomicLong next = new AtomicLong();
        try (ExecutorService threads = Executors.newFixedThreadPool(work.connections())) {
            // The schedule begins when every thread is there.
            threads.invokeAll(java.util.Collections.nCopies(work.connections(), () -> {
                Thread.sleep(5);
                return 0;
            }));
            long start = System.nanoTime();
            List<Callable<Samples>> loops = new ArrayList<>();
            for (int i = 0; i < work.connections(); i++) {
                int first = i;
                loops.add(() -> work.rate() > 0 ? open(work, requests, start, next) : closed(work, requests, first, start + work.nanos()));
            }
            Samples all = new Samples();
            for (Future<Samples> loop : threads.invokeAll(loops)) all.add(loop.get());
            long due = (long) (work.rate() * work.seconds());
            return all.line(System.nanoTime() - start, Math.max(0, due - all.count));
        }
    }

    private static Samples closed(Assignment work, byte[][] requests, int first, long until) throws IOException {
        Samples samples = new Samples();
        try (Connection connection = new Connection(work)) {
            for (int i = first; ; i++) {
                long begin = System.nanoTime();
                if (begin >= until) return samples;
                samples.add(connection.ask(requests[i % requests.length]) - begin, connection.errors, work.depth());
            }
        }
    }

    /** Takes whichever request is due next. What is still to be sent when as much time again is over never is. */
    private static Samples open(Assignment work, byte[][] requests, long start, AtomicLong next) throws IOException {
        Samples samples = new Samples();
        long count = (long) (work.rate() * work.seconds());
        try (Connection connection = new Connection(work)) {
            for (long i; (i = next.getAndIncrement()) < count; ) {
                long due = start + (long) (i * 1e9 / work.rate());
                for (long left; (left = due - System.nanoTime()) > 0; ) LockSupport.parkNanos(left);
                if (System.nanoTime() - start > 2 * work.nanos()) break;
                samples.add(connection.ask(requests[(int) (i % requests.length)]) - due, connection.errors, 1);
            }
        }
        return samples;
    }

    /** Unlike each other, so that nothing is answered from memory. */
    private static byte[][] requests(Assignment work) {
        List<byte[]> requests = new ArrayList<>();
        for (String task : TASKS)
            for (String subject : SUBJECTS) requests.add(request(work, task + " " + subject));
        return requests.toArray(byte[][]::new);
    }

    private static byte[] request(Assignment work, String topic) {
        String body = "{\"model\":\"" + work.model() + "\",\"max_tokens\":" + work.tokens() + ",\"temperature\":0.7,"
                + (work.isStream() ? "\"stream\":true," : "") + "\"messages\":["
                + "{\"role\":\"system\",\"content\":\"You are a helpful assistant of a travel and learning portal. Answer briefly.\"},"
                + "{\"role\":\"user\",\"content\":\"" + topic + ", for a curious reader of fifteen who has read nothing"
                + " of it before. Keep to what is certain, and say where opinions differ.\"}]}";
        StringBuilder head = new StringBuilder("POST /v1/chat/completions HTTP/1.1\r\nhost: localhost:" + work.port()
                + "\r\nauthorization: Bearer sk-bench\r\ncontent-type: application/json\r\nuser-agent: bench\r\naccept: "
                + (work.isStream() ? "text/event-stream" : "application/json") + "\r\n");
        work.headers().forEach(header -> head.append(header).append("\r\n"));
        return Skimmer.ascii((head + "content-length: " + body.length() + "\r\n\r\n" + body).repeat(work.depth()));
    }

    /** Asks, and waits for what was asked for; one that breaks is opened anew. */
    private static final class Connection implements AutoCloseable {
        private static final byte[] FIRST = Skimmer.ascii(Upstream.FIRST);

        private final Assignment work;
        private Socket socket;
        private Skimmer in;
        private int errors;

        Connection(Assignment work) throws IOException {
            this.work = work;
            open();
        }

        private void open() throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), work.port());
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(30_000);
            in = new Skimmer(socket.getInputStream());
        }

        /** The moment at which the answer was whole, or a stream's first token there; then errors has how many were none. */
        long ask(byte[] request) throws IOException {
            errors = 0;
            try {
                socket.getOutputStream().write(request);
                if (work.isStream()) {
                    long first = in.readStream(FIRST);
                    if (in.status() != 200 || first == 0) errors++;
                    return first == 0 ? System.nanoTime() : first;
                }
                for (int i = 0; i < work.depth(); i++) if (in.read() != 200) errors++;
            } catch (IOException broken) {
                errors = work.depth();
                socket.close();
                open();
            }
            return System.nanoTime();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static final class Samples {
        private final Histogram nanos = new Histogram(LONGEST_NANOS, 3);
        private long count;
        private long errors;

        void add(long latency, int wrong, int requests) {
            nanos.recordValueWithCount(Math.clamp(latency, 0, LONGEST_NANOS), requests);
            count += requests;
            errors += wrong;
        }

        void add(Samples others) {
            nanos.add(others.nanos);
            count += others.count;
            errors += others.errors;
        }

        String line(long wall, long unsent) {
            ByteBuffer bytes = ByteBuffer.allocate(nanos.getNeededByteBufferCapacity());
            int length = nanos.encodeIntoCompressedByteBuffer(bytes);
            return count + " " + errors + " " + wall + " " + nanos.getValueAtPercentile(50) + " " + nanos.getValueAtPercentile(99) + " "
                    + nanos.getValueAtPercentile(99.9) + " " + nanos.getMaxValue() + " " + unsent + " "
                    + Base64.getEncoder().encodeToString(Arrays.copyOf(bytes.array(), length));
        }
    }
}
