import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.locks.LockSupport;

/**
 * The model's server of the measurements: answers every request at once with one fixed chat completion, a blocking thread a
 * connection. Requests that came together are answered with one write, so that a client that does not wait for answers can
 * tell how many it is able to give. Where a stream is asked for, it sends one: the first token at once, and
 * {@value #TOKENS} in all, {@value #PACE_MILLIS} ms apart. It prints its port and serves until its standard input ends.
 */
final class Upstream {
    /** What a stream's first token says, and no other. */
    static final String FIRST = "Paris";

    static final int TOKENS = 20;
    static final int PACE_MILLIS = 10;

    private static final String COMPLETION =
            """
            {"id":"chatcmpl-bench","object":"chat.completion","created":1760000000,"model":"remote","choices":[{"index":0,\
            "message":{"role":"assistant","content":"Paris is the capital of France. It lies on the Seine, and about two \
            million people live in it."},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":96,\
            "completion_tokens":24,"total_tokens":120},"system_fingerprint":"fp_bench"}""";
    private static final byte[] ANSWER = Skimmer.ascii("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: "
            + COMPLETION.length() + "\r\n\r\n" + COMPLETION);

    /** Answers that are written at once. */
    private static final int TOGETHER = 64;

    private static final byte[] ANSWERS = Skimmer.ascii(new String(ANSWER, java.nio.charset.StandardCharsets.US_ASCII).repeat(TOGETHER));

    private static final byte[] STREAM = Skimmer.ascii("\"stream\":true");
    private static final byte[] STREAM_SPACED = Skimmer.ascii("\"stream\": true");
    private static final byte[] STREAM_HEAD =
            Skimmer.ascii("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n");

    private Upstream() {}

    public static void main(String[] args) throws IOException {
        Serving.untilInputEnds(256, Upstream::serve);
    }

    private static void serve(Socket socket) throws IOException {
        Skimmer in = new Skimmer(socket.getInputStream());
        OutputStream out = socket.getOutputStream();
        int owed = 0;
        while (true) {
            in.read();
            if (in.contains(STREAM) || in.contains(STREAM_SPACED)) {
                stream(out);
            } else if (++owed == TOGETHER || !in.hasMore()) {
                out.write(ANSWERS, 0, owed * ANSWER.length);
                owed = 0;
            }
        }
    }

    private static void stream(OutputStream out) throws IOException {
        out.write(STREAM_HEAD);
        long begun = System.nanoTime();
        for (int i = 0; i < TOKENS; i++) {
            long due = begun + i * PACE_MILLIS * 1_000_000L;
            for (long left; (left = due - System.nanoTime()) > 0; ) LockSupport.parkNanos(left);
            out.write(chunk("{\"role\":\"assistant\",\"content\":\"" + (i == 0 ? FIRST : " and") + "\"}", "null"));
        }
        out.write(chunk("{}", "\"stop\""));
        out.write(Skimmer.ascii("e\r\ndata: [DONE]\n\n\r\n0\r\n\r\n"));
    }

    private static byte[] chunk(String delta, String reason) {
        String event = "data: {\"id\":\"chatcmpl-bench\",\"object\":\"chat.completion.chunk\",\"created\":1760000000,\"model\":\"remote\","
                + "\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":" + reason + "}]}\n\n";
        return Skimmer.ascii(Integer.toHexString(event.length()) + "\r\n" + event + "\r\n");
    }
}
