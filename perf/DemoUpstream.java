import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A premium provider of the demo, of OpenAI's dialect: says the same to everybody, and does wrong where the prompt says so.
 * A prompt with {@code storm} fails at whichever provider is asked it first, one with {@code hurry} likewise by a 429, one
 * with {@code break off} is cut in the middle of a tool call, and one with {@code nonsense} is refused.
 */
final class DemoUpstream implements AutoCloseable {
    /** Prompts that are remembered: more than the demo has. */
    private static final int MOST_PROMPTS = 256;

    private static final Pattern MODEL = Pattern.compile("\"model\"\\s*:\\s*\"([^\"]+)\"");
    private static final Pattern PROMPT = Pattern.compile("\"content\"\\s*:\\s*\"([^\"]+)\"");
    private static final List<String> WORDS = List.of("Water ", "runs ", "downhill, ", "and ", "so ", "does ", "this ", "proof.");

    private final HttpServer server;
    /** By prompt, the model that was asked it first: of all providers. */
    private final Map<String, String> first;

    DemoUpstream(Map<String, String> first) throws IOException {
        this.first = first;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
    }

    /** What providers have in common. */
    static Map<String, String> memory() {
        return java.util.Collections.synchronizedMap(new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
                return size() > MOST_PROMPTS;
            }
        });
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    private void serve(HttpExchange http) throws IOException {
        try (http) {
            String body = new String(http.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String model = found(MODEL, body);
            String prompt = found(PROMPT, body);
            boolean isFirst = model.equals(first.computeIfAbsent(prompt, fresh -> model));
            if (prompt.contains("nonsense")) error(http, 400, "invalid_request_error");
            else if (prompt.contains("storm") && isFirst) error(http, 503, "server_error");
            else if (prompt.contains("hurry") && isFirst) {
                http.getResponseHeaders().set("retry-after", "2");
                error(http, 429, "rate_limit_error");
            } else if (body.contains("\"stream\":true")) stream(http, model, prompt.contains("break off"));
            else whole(http, model);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void whole(HttpExchange http, String model) throws IOException, InterruptedException {
        Thread.sleep(120);
        send(http, 200, """
                {"id":"chatcmpl-demo","object":"chat.completion","created":1760000000,"model":"%s","choices":[{"index":0,"message":\
                {"role":"assistant","content":"%s"},"finish_reason":"stop"}],"usage":{"prompt_tokens":420,"completion_tokens":180,\
                "total_tokens":600}}""".formatted(model, String.join("", WORDS)));
    }

    private static void stream(HttpExchange http, String model, boolean breaksOff) throws IOException, InterruptedException {
        http.getResponseHeaders().set("content-type", "text/event-stream");
        http.sendResponseHeaders(200, 0);
        OutputStream out = http.getResponseBody();
        Thread.sleep(80);
        piece(out, model, "{\"role\":\"assistant\",\"content\":\"\"}", "null", "");
        if (breaksOff) {
            piece(out, model, "{\"tool_calls\":[{\"index\":0,\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"look\",\"arguments\":\"{\"}}]}", "null", "");
            Thread.sleep(40);
            // Closed without the last chunk: whoever reads it sees a broken stream.
            return;
        }
        for (String word : WORDS) {
            piece(out, model, "{\"content\":\"" + word + "\"}", "null", "");
            Thread.sleep(15);
        }
        piece(out, model, "{}", "\"stop\"", ",\"usage\":{\"prompt_tokens\":420,\"completion_tokens\":180,\"total_tokens\":600}");
        out.write("data: [DONE]\n\n".getBytes(StandardCharsets.US_ASCII));
        out.close();
    }

    private static void piece(OutputStream out, String model, String delta, String finish, String more) throws IOException {
        out.write(("data: {\"id\":\"chatcmpl-demo\",\"object\":\"chat.completion.chunk\",\"created\":1760000000,\"model\":\"" + model
                        + "\",\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":" + finish + "}]" + more + "}\n\n")
                .getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static void error(HttpExchange http, int status, String type) throws IOException {
        send(http, status, "{\"error\":{\"message\":\"scripted\",\"type\":\"%s\",\"param\":null,\"code\":null}}".formatted(type));
    }

    private static void send(HttpExchange http, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        http.getResponseHeaders().set("content-type", "application/json");
        http.sendResponseHeaders(status, bytes.length);
        http.getResponseBody().write(bytes);
    }

    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
