import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Optional;

/** What an app is told when it asks once: by which it is seen that a proxy hands on what the model said. */
record Chat(String content, double tokens) {
    /** Empty when nothing, or an error, was answered. */
    static Optional<Chat> ask(int port, List<String> headers) {
        String body = "{\"model\":\"remote\",\"max_tokens\":16,\"messages\":[{\"role\":\"user\",\"content\":\"Where is the Seine?\"}]}";
        StringBuilder head = new StringBuilder("POST /v1/chat/completions HTTP/1.1\r\nhost: localhost:" + port
                + "\r\nauthorization: Bearer sk-bench\r\ncontent-type: application/json\r\ncontent-length: " + body.length() + "\r\n");
        headers.forEach(header -> head.append(header.replaceFirst(":", ": ")).append("\r\n"));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(Skimmer.ascii(head + "\r\n" + body));
            Skimmer in = new Skimmer(socket.getInputStream());
            if (in.read() != 200) return Optional.empty();
            Object answer = Json.parse(in.text());
            return Optional.of(new Chat(Json.text(answer, "choices", 0, "message", "content"),
                    Json.at(answer, "usage", "total_tokens") instanceof Double tokens ? tokens : Double.NaN));
        } catch (IOException notYet) {
            return Optional.empty();
        }
    }
}
