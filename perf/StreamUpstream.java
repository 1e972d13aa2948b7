import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.PriorityQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The model's server of measurements of streams: whoever says {@code tell N at R} gets a stream of N chunks of OpenAI's
 * dialect, R a second, 0 for as fast as they are read; whoever asks for no stream gets a whole answer at once. Each chunk is a
 * write of its own, and says when it was written ({@link Mark}). The first, and the one before it that has no content, come at
 * once. It prints its port and serves until its standard input ends.
 */
final class StreamUpstream {
    /** Of a longer body the rest is not looked at. */
    private static final int LOOKED_AT = 4096;

    private static final Pattern PLAN = Pattern.compile("tell (\\d+) at ([0-9.]+)");
    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: *(\\d+)");
    private static final String WHOLE =
            """
            {"id":"chatcmpl-bench","object":"chat.completion","created":1760000000,"model":"remote","choices":[{"index":0,\
            "message":{"role":"assistant","content":"Paris is the capital of France. It lies on the Seine, and about two \
            million people live in it."},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":96,\
            "completion_tokens":24,"total_tokens":120},"system_fingerprint":"fp_bench"}""";
    private static final byte[] ANSWER = ascii("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: " + WHOLE.length() + "\r\n\r\n" + WHOLE);
    private static final byte[] HEAD = ascii("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream; charset=utf-8\r\ncache-control: no-cache\r\n"
            + "x-request-id: req_bench\r\ntransfer-encoding: chunked\r\n\r\n");
    private static final byte[] ROLE = event(chunk("{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}", "null"));
    private static final byte[] WORD = event(chunk("{\"content\":\" " + Mark.BLANK + "\"}", "null"));
    private static final byte[] STOP = event(chunk("{}", "\"stop\""));
    private static final byte[] USAGE = event("""
            {"id":"chatcmpl-bench0123456789abcdefghijkl","object":"chat.completion.chunk","created":1760000000,"model":"remote","service_tier":"default",\
            "system_fingerprint":"fp_bench","choices":[],"usage":{"prompt_tokens":96,"completion_tokens":24,"total_tokens":120}}""");
    private static final byte[] DONE = event("[DONE]");
    private static final byte[] END = ascii("0\r\n\r\n");

    private static final Pacer PACER = new Pacer();

    private StreamUpstream() {}

    public static void main(String[] args) throws IOException {
        Thread.ofPlatform().daemon().start(PACER);
        Serving.untilInputEnds(2048, StreamUpstream::serve);
    }

    private static String chunk(String delta, String finish) {
        return "{\"id\":\"chatcmpl-bench0123456789abcdefghijkl\",\"object\":\"chat.completion.chunk\",\"created\":1760000000,\"model\":\"remote\","
                + "\"service_tier\":\"default\",\"system_fingerprint\":\"fp_bench\",\"choices\":[{\"index\":0,\"delta\":" + delta
                + ",\"logprobs\":null,\"finish_reason\":" + finish + "}]}";
    }

    /** In HTTP's own chunk. */
    private static byte[] event(String data) {
        String event = "data: " + data + "\n\n";
        return ascii(Integer.toHexString(event.length()) + "\r\n" + event + "\r\n");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static void serve(Socket socket) throws IOException, InterruptedException {
        InputStream in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
        for (String asked; (asked = asked(in)) != null; ) {
            Matcher plan = PLAN.matcher(asked);
            if (!asked.contains("\"stream\":true") || !plan.find()) socket.getOutputStream().write(ANSWER);
            else tell(socket, Integer.parseInt(plan.group(1)), Double.parseDouble(plan.group(2)), asked.contains("include_usage"));
        }
    }

    /** The begin of a request's body; null at the connection's end. */
    private static String asked(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < 4 || head.lastIndexOf("\r\n\r\n") != head.length() - 4) {
            int next = in.read();
            if (next < 0) return null;
            head.append((char) next);
        }
        Matcher said = LENGTH.matcher(head);
        if (!said.find()) throw new IllegalStateException("a request without a length: " + head);
        long length = Long.parseLong(said.group(1));
        byte[] begin = in.readNBytes((int) Math.min(LOOKED_AT, length));
        in.skipNBytes(length - begin.length);
        return new String(begin, StandardCharsets.UTF_8);
    }

    private static void tell(Socket socket, int chunks, double rate, boolean usage) throws IOException, InterruptedException {
        Telling telling = new Telling(socket, chunks, usage);
        socket.getOutputStream().write(HEAD);
        socket.getOutputStream().write(ROLE);
        telling.word();
        if (rate > 0) {
            PACER.take(telling, (long) (1e9 / rate));
            telling.over.await();
        } else while (telling.isGoingOn()) telling.word();
        telling.end();
    }

    /** One stream. One thread at a time. */
    private static final class Telling implements Comparable<Telling> {
        private final Socket socket;
        private final byte[] word = WORD.clone();
        private final Mark mark = Mark.in(word);
        private final int chunks;
        private final boolean usage;
        private final CountDownLatch over = new CountDownLatch(1);
        private long period;
        private long due;
        private int told;

        Telling(Socket socket, int chunks, boolean usage) {
            this.socket = socket;
            this.chunks = chunks;
            this.usage = usage;
        }

        boolean isGoingOn() {
            return told < chunks;
        }

        void word() throws IOException {
            mark.set(System.nanoTime(), told++);
            socket.getOutputStream().write(word);
        }

        void end() throws IOException {
            socket.getOutputStream().write(STOP);
            if (usage) socket.getOutputStream().write(USAGE);
            socket.getOutputStream().write(DONE);
            socket.getOutputStream().write(END);
        }

        @Override
        public int compareTo(Telling other) {
            return Long.compare(due, other.due);
        }
    }

    /** Tells the words of all paced streams when they are due. */
    private static final class Pacer implements Runnable {
        private static final long LONGEST_PAUSE = 500_000;

        private final PriorityQueue<Telling> queue = new PriorityQueue<>();

        synchronized void take(Telling telling, long period) {
            telling.period = period;
            telling.due = System.nanoTime() + period;
            queue.add(telling);
            notifyAll();
        }

        @Override
        public void run() {
            try {
                while (true) {
                    Telling due = due();
                    if (due != null) tell(due);
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }

        /** The next one, after waiting for it; null when it is not due yet. */
        private Telling due() throws InterruptedException {
            long left;
            synchronized (this) {
                while (queue.isEmpty()) wait();
                left = queue.peek().due - System.nanoTime();
                if (left <= 0) return queue.poll();
            }
            LockSupport.parkNanos(Math.min(left, LONGEST_PAUSE));
            return null;
        }

        private synchronized void again(Telling telling) {
            telling.due += telling.period;
            queue.add(telling);
        }

        private void tell(Telling telling) {
            try {
                if (telling.isGoingOn()) telling.word();
                if (telling.isGoingOn()) again(telling);
                else telling.over.countDown();
            } catch (IOException left) {
                telling.over.countDown();
            }
        }
    }
}
