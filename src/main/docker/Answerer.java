import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The model's server of a rehearsed start: it answers every chat in OpenAI's dialect, whole or streamed, so that the classes that read
 * an answer are in the cache as well. {@code java Answerer.java PORT}, on loopback alone; it serves until it is ended, for
 * three minutes at most.
 */
final class Answerer {
    /** No rehearsal is longer. */
    private static final Duration LONGEST = Duration.ofMinutes(3);

    private static final String USAGE = "\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":2,\"total_tokens\":9}";
    private static final String BEGIN = "{\"id\":\"r\",\"object\":\"chat.completion%s\",\"created\":1,\"model\":\"none\",\"choices\":[{\"index\":0,";
    private static final String WHOLE = BEGIN.formatted("") + "\"message\":{\"role\":\"assistant\",\"content\":\"It is.\"},\"finish_reason\":\"stop\"}]," + USAGE + "}";
    private static final String CHUNK = BEGIN.formatted(".chunk");

    private Answerer() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0])), 0);
        server.createContext("/", Answerer::answer);
        server.start();
        // Also when nobody is left to end it.
        Thread.sleep(LONGEST);
        System.exit(0);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        boolean streams = request.contains("\"stream\":true");
        exchange.getResponseHeaders().set("content-type", streams ? "text/event-stream" : "application/json");
        byte[] answer = (streams ? stream() : WHOLE).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, streams ? 0 : answer.length);
        try (exchange) {
            exchange.getResponseBody().write(answer);
        }
    }

    private static String stream() {
        return event(CHUNK + "\"delta\":{\"role\":\"assistant\",\"content\":\"It\"},\"finish_reason\":null}]}")
                + event(CHUNK + "\"delta\":{\"content\":\" is.\"},\"finish_reason\":null}]}")
                + event(CHUNK + "\"delta\":{},\"finish_reason\":\"stop\"}]," + USAGE + "}")
                + event("[DONE]");
    }

    private static String event(String data) {
        return "data: " + data + "\n\n";
    }
}
