import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Another proxy under measurement, with the settings its documents give for production. Its log goes to a file. */
final class Peer implements AutoCloseable {
    static final List<String> NAMES = List.of("nginx", "litellm", "portkey");

    /** Longest start. */
    private static final long START_SECONDS = 90;

    private final String title;
    private final int port;
    private final List<String> headers;
    private final Process process;

    private Peer(String title, int port, List<String> headers, Process process) {
        this.title = title;
        this.port = port;
        this.headers = headers;
        this.process = process;
    }

    /**
     * Starts it, and waits until it has answered.
     *
     * @param place where it was installed
     */
    static Peer start(String name, Path place, Path work, int upstream) throws Exception {
        int port = Sidecar.Ports.free().data();
        return switch (name) {
            case "nginx" -> nginx(place, work, port, upstream);
            case "litellm" -> litellm(place, work, port, upstream);
            case "portkey" -> portkey(place, work, port, upstream);
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** A worker a core, connections kept on both sides, nothing written down, nothing held back of streams. */
    private static Peer nginx(Path place, Path work, int port, int upstream) throws Exception {
        Path folder = Files.createDirectories(work.resolve("nginx"));
        String settings = """
                daemon off;
                worker_processes auto;
                pid %1$s/pid;
                events { worker_connections 1024; }
                http {
                    access_log off;
                    client_body_temp_path %1$s/body; proxy_temp_path %1$s/proxy;
                    fastcgi_temp_path %1$s/fastcgi; uwsgi_temp_path %1$s/uwsgi; scgi_temp_path %1$s/scgi;
                    keepalive_requests 1000000000;
                    upstream model { server 127.0.0.1:%3$d; keepalive 64; keepalive_requests 1000000000; }
                    server {
                        listen 127.0.0.1:%2$d;
                        location / {
                            proxy_pass http://model;
                            proxy_http_version 1.1;
                            proxy_set_header Connection "";
                            proxy_buffering off;
                        }
                    }
                }
                """.formatted(folder, port, upstream);
        Path file = Files.writeString(folder.resolve("nginx.conf"), settings);
        String program = place.resolve("usr/sbin/nginx").toString();
        String version = said(program, "-v").replaceAll("(?s).*nginx/([0-9.]+).*", "$1");
        return started("nginx " + version, port, List.of(), List.of(program, "-e", "stderr", "-p", folder.toString(), "-c", file.toString()), Map.of(), work);
    }

    /** One worker and no database. The app's key is the master key, so that keys are looked at. */
    private static Peer litellm(Path place, Path work, int port, int upstream) throws Exception {
        Path file = Files.writeString(work.resolve("litellm.yaml"), """
                model_list:
                  - model_name: remote
                    litellm_params: { model: openai/remote, api_base: "http://127.0.0.1:%d/v1", api_key: sk-bench }
                litellm_settings: { request_timeout: 600, set_verbose: false, json_logs: true }
                general_settings: { master_key: sk-bench }
                """.formatted(upstream));
        String version = said(place.resolve("bin/python").toString(), "-c", "import importlib.metadata as m; print(m.version('litellm'))");
        return started("LiteLLM " + version, port, List.of(),
                List.of(place.resolve("bin/litellm").toString(), "--config", file.toString(), "--host", "127.0.0.1", "--port", Integer.toString(port),
                        "--num_workers", "1", "--telemetry", "False"),
                Map.of("LITELLM_MODE", "PRODUCTION", "LITELLM_LOG", "ERROR", "LITELLM_LOCAL_MODEL_COST_MAP", "True"), work);
    }

    /** The gateway for Node.js; where to is said by the app's headers. */
    private static Peer portkey(Path place, Path work, int port, int upstream) throws Exception {
        Path gateway = place.resolve("node_modules/@portkey-ai/gateway");
        String version = Json.text(Json.parse(Files.readString(gateway.resolve("package.json"))), "version");
        return started("Portkey " + version, port, List.of("x-portkey-provider:openai", "x-portkey-custom-host:http://127.0.0.1:" + upstream + "/v1"),
                List.of("node", gateway.resolve("build/start-server.js").toString(), "--port=" + port, "--headless"), Map.of("NODE_ENV", "production"), work);
    }

    private static Peer started(String title, int port, List<String> headers, List<String> command, Map<String, String> environment, Path work) throws Exception {
        Path log = work.resolve(title.replace(' ', '-') + ".log");
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command)).directory(work.toFile()).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        Peer peer = new Peer(title, port, headers, builder.start());
        Runtime.getRuntime().addShutdownHook(new Thread(peer::end));
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (Chat.ask(port, headers).isEmpty()) {
            if (!peer.process.isAlive() || System.nanoTime() > until) throw new IllegalStateException(title + " did not start: " + Files.readString(log));
            Thread.sleep(100);
        }
        return peer;
    }

    private static String said(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
    }

    Traffic.Way way() {
        return new Traffic.Way(title, port, "remote", headers, Optional.of(new Proc(process.toHandle())));
    }

    private void end() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }

    @Override
    public void close() throws InterruptedException {
        end();
        if (!process.waitFor(10, TimeUnit.SECONDS)) process.destroyForcibly();
    }
}
