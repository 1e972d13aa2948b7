import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Where the demo's traces go: a Jaeger that is started here, or one that somebody else runs.
 *
 * @param process absent where nothing was started
 * @param page the address of its page and its API
 */
record DemoJaeger(Optional<Process> process, URI otlp, URI page) implements AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final int PAGE = 16686;
    private static final long START_SECONDS = 20;

    /** The binary to start: JAEGER_BIN, else what build-jaeger.sh built into the cache; empty where there is none. */
    static Optional<Path> binary(Map<String, String> environment) {
        String cache = environment.getOrDefault("OUTRIGGER_CACHE", "");
        return Stream.of(environment.getOrDefault("JAEGER_BIN", ""), cache + "/jaeger/bin/jaeger")
                .filter(path -> !path.isBlank())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    static DemoJaeger start(Path binary, Path home, Path work) throws Exception {
        int page = isFree(PAGE) ? PAGE : free();
        int otlp = free();
        ProcessBuilder builder = new ProcessBuilder(
                        binary.toString(), "--config", home.resolve("observability/jaeger/jaeger.yaml").toString())
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("jaeger.log").toFile());
        builder.environment().putAll(Map.of("JAEGER_LISTEN_HOST", "127.0.0.1", "JAEGER_QUERY_PORT", "" + page, "JAEGER_QUERY_GRPC_PORT", "" + free(),
                "JAEGER_OTLP_PORT", "" + otlp, "JAEGER_HEALTH_PORT", "" + free()));
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        DemoJaeger jaeger = new DemoJaeger(Optional.of(process), at(otlp), at(page));
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!jaeger.answers()) {
            if (!process.isAlive() || System.nanoTime() > until)
                throw new IllegalStateException("Jaeger did not start: see " + work.resolve("jaeger.log"));
            Thread.sleep(50);
        }
        return jaeger;
    }

    /** One at its usual ports, whether it is there or not. */
    static DemoJaeger elsewhere() {
        return new DemoJaeger(Optional.empty(), at(4318), at(PAGE));
    }

    boolean answers() {
        return get("/api/services").isPresent();
    }

    /** What its API says; empty where it does not answer. */
    Optional<String> get(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(page + path)).timeout(Duration.ofSeconds(5)).build();
        try {
            HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200 ? Optional.of(response.body()) : Optional.empty();
        } catch (IOException notThere) {
            return Optional.empty();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static URI at(int port) {
        return URI.create("http://localhost:" + port);
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    private static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.ifPresent(Process::destroy);
    }
}
