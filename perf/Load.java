import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * The app of the measurements: sends chats over kept connections, each as soon as the last was answered (a closed loop).
 * It reads one line an assignment, {@code port model connections seconds tokens}, and prints one line of results; every
 * latency is kept, so percentiles are exact. A sixth word sends so many a second over each connection instead, and a request
 * that is late because the one before it was counts from when it was due. It ends when its standard input does.
 */
final class Load {
    /** Bounds an assignment's memory and time, whatever its seconds say. */
    private static final int MAX_REQUESTS = 400_000;

    private static final List<String> SUBJECTS = List.of("the river Seine", "a lighthouse keeper", "binary search",
            "the French revolution", "sourdough bread", "tidal power", "a broken bicycle", "the moons of Jupiter");
    private static final List<String> TASKS = List.of("Explain", "Summarise what is known about", "Write a short story about",
            "List five facts about", "Compare the history and the present of", "Plan a lesson about");

    private Load() {}

    public static void main(String[] args) throws Exception {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line; (line = lines.readLine()) != null; ) {
            String[] words = line.trim().split(" ");
            System.out.println(run(new Assignment(Integer.parseInt(words[0]), words[1], Integer.parseInt(words[2]),
                    Double.parseDouble(words[3]), Integer.parseInt(words[4]), words.length > 5 ? Double.parseDouble(words[5]) : 0)));
        }
    }

    /** @param rate requests a second of each connection; 0 for as many as are answered */
    private record Assignment(int port, String model, int connections, double seconds, int tokens, double rate) {}

    private static String run(Assignment work) throws Exception {
        long start = System.nanoTime();
        long until = start + (long) (work.seconds() * 1e9);
        try (ExecutorService threads = Executors.newFixedThreadPool(work.connections())) {
            List<Callable<Samples>> loops = new ArrayList<>();
            for (int i = 0; i < work.connections(); i++) {
                int first = i;
                loops.add(() -> loop(work, first, until));
            }
            List<Samples> all = new ArrayList<>();
            for (Future<Samples> loop : threads.invokeAll(loops)) all.add(loop.get());
            return line(all, System.nanoTime() - start);
        }
    }

    private static Samples loop(Assignment work, int first, long until) throws IOException {
        Samples samples = new Samples();
        byte[][] requests = requests(work);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), work.port())) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(30_000);
            Wire wire = new Wire(socket.getInputStream());
            long due = System.nanoTime();
            for (int i = first; samples.count < MAX_REQUESTS / work.connections(); i++) {
                long begin = work.rate() > 0 ? await(due) : System.nanoTime();
                due += work.rate() > 0 ? (long) (1e9 / work.rate()) : 0;
                if (begin >= until) break;
                socket.getOutputStream().write(requests[i % requests.length]);
                int status = wire.read().status();
                samples.add(System.nanoTime() - begin, status == 200);
            }
        }
        return samples;
    }

    /** The moment it was due, if that is over; else now, after waiting for it. */
    private static long await(long due) {
        if (System.nanoTime() > due) return due;
        for (long left; (left = due - System.nanoTime()) > 0; ) LockSupport.parkNanos(left);
        return System.nanoTime();
    }

    /** Unlike each other, so that nothing is answered from memory. */
    private static byte[][] requests(Assignment work) {
        List<byte[]> requests = new ArrayList<>();
        for (String task : TASKS)
            for (String subject : SUBJECTS) requests.add(request(work, task + " " + subject));
        return requests.toArray(byte[][]::new);
    }

    private static byte[] request(Assignment work, String topic) {
        String body = "{\"model\":\"" + work.model() + "\",\"max_tokens\":" + work.tokens() + ",\"temperature\":0.7,\"messages\":["
                + "{\"role\":\"system\",\"content\":\"You are a helpful assistant of a travel and learning portal. Answer briefly.\"},"
                + "{\"role\":\"user\",\"content\":\"" + topic + ", for a curious reader of fifteen who has read nothing"
                + " of it before. Keep to what is certain, and say where opinions differ.\"}]}";
        return ("POST /v1/chat/completions HTTP/1.1\r\nhost: localhost:" + work.port()
                        + "\r\nauthorization: Bearer sk-bench\r\ncontent-type: application/json\r\nuser-agent: bench"
                        + "\r\naccept: application/json\r\ncontent-length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String line(List<Samples> all, long wall) {
        int errors = all.stream().mapToInt(samples -> samples.errors).sum();
        long[] sorted = all.stream().flatMapToLong(Samples::stream).sorted().toArray();
        if (sorted.length == 0) return "0 " + errors + " " + wall + " 0 0 0 0";
        return sorted.length + " " + errors + " " + wall + " " + at(sorted, 0.5) + " " + at(sorted, 0.99) + " "
                + at(sorted, 0.999) + " " + sorted[sorted.length - 1];
    }

    /** The smallest latency that at least this share of the requests did not exceed. */
    private static long at(long[] sorted, double share) {
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }

    private static final class Samples {
        private long[] nanos = new long[4096];
        private int count;
        private int errors;

        void add(long latency, boolean ok) {
            if (count == nanos.length) nanos = Arrays.copyOf(nanos, 2 * count);
            nanos[count++] = latency;
            if (!ok) errors++;
        }

        java.util.stream.LongStream stream() {
            return Arrays.stream(nanos, 0, count);
        }
    }
}
