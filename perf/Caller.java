import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sends one request over one connection again and again, each as soon as the last was answered, and keeps what each took. */
final class Caller {
    private static final Pattern DECIDED = Pattern.compile("route;dur=([0-9.]+)");
    private static final int PARAGRAPH = 8 * 1024;

    private Caller() {}

    /** Of some requests, in microseconds; {@code decided} is the median of what the sidecar says its decisions took, if it does. */
    record Round(double p50, double p99, double decided, int count) {}

    /**
     * Until the time is over or so many were answered, but three at least.
     *
     * @throws IllegalStateException when one is not answered with 200
     */
    static Round run(int port, byte[] request, double seconds, int most) throws IOException {
        List<Double> took = new ArrayList<>();
        List<Double> decided = new ArrayList<>();
        long until = System.nanoTime() + (long) (seconds * 1e9);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(60_000);
            Wire wire = new Wire(socket.getInputStream());
            while (took.size() < 3 || System.nanoTime() < until && took.size() < most) {
                long begin = System.nanoTime();
                socket.getOutputStream().write(request);
                Wire.Message answer = wire.read();
                took.add((System.nanoTime() - begin) / 1e3);
                if (answer.status() != 200) throw new IllegalStateException(answer.head() + "\n" + answer.body());
                Matcher told = DECIDED.matcher(answer.head());
                if (told.find()) decided.add(Double.parseDouble(told.group(1)) * 1e3);
            }
        }
        return new Round(Stat.of(took).median(), p99(took), Stat.of(decided).median(), took.size());
    }

    private static double p99(List<Double> took) {
        List<Double> sorted = took.stream().sorted().toList();
        return sorted.get((int) Math.ceil(0.99 * sorted.size()) - 1);
    }

    /** A chat of some turns whose body has about so many bytes. */
    static byte[] chat(int port, String model, int bytes) {
        StringBuilder body = new StringBuilder(bytes + 1024).append("{\"model\":\"").append(model)
                .append("\",\"max_tokens\":16,\"temperature\":0.7,\"messages\":[{\"role\":\"system\",\"content\":\"You are a helpful assistant. Answer briefly.\"}");
        for (int turn = 0; body.length() < bytes - 60; turn++) {
            body.append(",{\"role\":\"").append(turn % 2 == 0 ? "user" : "assistant").append("\",\"content\":\"");
            int end = Math.min(bytes - 10, body.length() + PARAGRAPH);
            for (int word = turn; body.length() < end; word++) body.append("Line ").append(word).append(" says \\\"keep to what is certain\\\".\\n");
            body.append("\"}");
        }
        body.append(",{\"role\":\"user\",\"content\":\"Explain the river Seine.\"}]}");
        return ("POST /v1/chat/completions HTTP/1.1\r\nhost: localhost:" + port + "\r\nauthorization: Bearer sk-bench\r\ncontent-type: application/json"
                        + "\r\nuser-agent: bench\r\naccept: application/json\r\ncontent-length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** A request for the list of models. */
    static byte[] list(int port) {
        return ("GET /v1/models HTTP/1.1\r\nhost: localhost:" + port + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    }
}
