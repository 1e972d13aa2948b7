import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * The model's server of the measurements: answers every request with one fixed chat completion, a blocking thread a
 * connection. It prints its port and serves until its standard input ends.
 */
final class Upstream {
    private static final String COMPLETION =
            """
            {"id":"chatcmpl-bench","object":"chat.completion","created":1760000000,"model":"remote","choices":[{"index":0,\
            "message":{"role":"assistant","content":"Paris is the capital of France. It lies on the Seine, and about two \
            million people live in it."},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":96,\
            "completion_tokens":24,"total_tokens":120},"system_fingerprint":"fp_bench"}""";
    private static final byte[] ANSWER = ("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: "
                    + COMPLETION.length() + "\r\n\r\n" + COMPLETION)
            .getBytes(StandardCharsets.US_ASCII);

    private Upstream() {}

    public static void main(String[] args) throws IOException {
        ServerSocket server = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
        System.out.println(server.getLocalPort());
        Thread.ofPlatform().daemon().start(() -> accept(server));
        while (System.in.read() >= 0) {}
    }

    private static void accept(ServerSocket server) {
        try {
            while (true) {
                Socket socket = server.accept();
                Thread.ofPlatform().daemon().start(() -> serve(socket));
            }
        } catch (IOException closed) {
            System.err.println("upstream: " + closed);
        }
    }

    private static void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            Wire wire = new Wire(socket.getInputStream());
            while (true) {
                wire.read();
                socket.getOutputStream().write(ANSWER);
            }
        } catch (IOException left) {
            // The client closes; nobody waits for more.
        }
    }
}
