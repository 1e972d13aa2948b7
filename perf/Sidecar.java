import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The process under measurement. Its log goes to a file, as in a pod. */
final class Sidecar implements AutoCloseable {
    /** Longest start, models included. */
    private static final long START_SECONDS = 60;

    private static final Pattern LOADING = Pattern.compile("\"(analyzer|model\\.[^\"]+)\"\\s*:\\s*\"(loading(?! failed)|waiting)");

    /** Of the heap's parts, as the JVM tells them; metaspace has no total. */
    private static final Pattern USED = Pattern.compile("total \\d+K, used (\\d+)K");

    private final Process process;
    private final Ports ports;
    private final long began;

    private Sidecar(Process process, Ports ports, long began) {
        this.process = process;
        this.ports = ports;
        this.began = began;
    }

    /** The three ports of a configuration. */
    record Ports(int data, int health, int admin) {
        static Ports free() throws IOException {
            try (ServerSocket a = new ServerSocket(0);
                    ServerSocket b = new ServerSocket(0);
                    ServerSocket c = new ServerSocket(0)) {
                return new Ports(a.getLocalPort(), b.getLocalPort(), c.getLocalPort());
            }
        }
    }

    /**
     * Starts it and returns at once.
     *
     * @param java the launcher's command, up to the JAR
     * @param rest of the configuration, after its ports
     * @param cache the models' folder; none of its own if empty
     */
    static Sidecar start(List<String> java, Ports ports, String rest, String cache, Path work) throws IOException {
        Path config = work.resolve("bench-" + ports.data() + ".yaml");
        Files.writeString(config, "listen: { data: %d, health: %d, admin: %d }%n%s"
                .formatted(ports.data(), ports.health(), ports.admin(), rest));
        List<String> command = new ArrayList<>(java);
        command.addAll(List.of("run", "--config", config.toString()));
        File log = work.resolve("sidecar.log").toFile();
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log);
        // A tracer or a key of the caller's would be measured as well.
        for (String name : List.of("OTEL_EXPORTER_OTLP_ENDPOINT", "OPENAI_API_KEY", "OUTRIGGER_CONFIG")) builder.environment().remove(name);
        if (!cache.isEmpty()) builder.environment().putAll(Map.of("OUTRIGGER_CACHE", cache));
        long began = System.nanoTime();
        Process process = builder.start();
        // Whoever stops the measurement stops what it measures.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        return new Sidecar(process, ports, began);
    }

    int port() {
        return ports.data();
    }

    /** Milliseconds from the start to the data port's first answer. */
    double answers() throws Exception {
        return until(() -> get(ports.data(), "/v1/models").status() == 200);
    }

    /** Milliseconds from the start to the first chat that the model named remote answered. */
    double chats() throws Exception {
        String body = "{\"model\":\"remote\",\"messages\":[{\"role\":\"user\",\"content\":\"Where is the Seine?\"}]}";
        return until(() -> ask(ports.data(), "POST /v1/chat/completions", body).status() == 200);
    }

    /** Milliseconds from the start to readiness. */
    double ready() throws Exception {
        return until(() -> get(ports.health(), "/health/ready").status() == 200);
    }

    /** Milliseconds from the start until nothing is loading any more. */
    double loaded() throws Exception {
        return until(() -> {
            String body = get(ports.health(), "/health/ready").body();
            return body.contains("\"analyzer\"") && !LOADING.matcher(body).find();
        });
    }

    /** What the health port's body says of the models, in short. */
    String states() throws IOException {
        var found = Pattern.compile("\"(analyzer|model\\.[^\"]+)\"\\s*:\\s*\"([a-z]+)")
                .matcher(get(ports.health(), "/health/ready").body());
        List<String> states = new ArrayList<>();
        while (found.find()) states.add(found.group(1) + " " + found.group(2));
        return String.join(", ", states);
    }

    private interface Check {
        boolean holds() throws IOException;
    }

    private double until(Check check) throws Exception {
        while (System.nanoTime() - began < TimeUnit.SECONDS.toNanos(START_SECONDS)) {
            if (!process.isAlive()) throw new IllegalStateException("the sidecar ended: see its log");
            try {
                if (check.holds()) return (System.nanoTime() - began) / 1e6;
            } catch (IOException notYet) {
                // Not bound yet.
            }
            Thread.sleep(2);
        }
        throw new IllegalStateException("the sidecar did not start in " + START_SECONDS + " s: see its log");
    }

    private static Wire.Message get(int port, String path) throws IOException {
        return ask(port, "GET " + path, "");
    }

    private static Wire.Message ask(int port, String what, String body) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(5_000);
            String head = what + " HTTP/1.1\r\nhost: localhost:" + port + "\r\nconnection: close\r\n"
                    + (body.isEmpty() ? "" : "content-type: application/json\r\ncontent-length: " + body.length() + "\r\n");
            socket.getOutputStream().write((head + "\r\n" + body).getBytes(StandardCharsets.US_ASCII));
            return new Wire(socket.getInputStream()).read();
        }
    }

    /** Scores that were decided without, so far. */
    double missing() throws IOException {
        return metric("outrigger_analyze_missing_total");
    }

    /** The sum of all values of a metric; 0 when it has none yet. */
    double metric(String name) throws IOException {
        return get(ports.health(), "/metrics").body().lines()
                .filter(line -> line.startsWith(name) && " {".indexOf(line.charAt(name.length())) >= 0)
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    Proc proc() {
        return new Proc(process.toHandle());
    }

    /** Resident memory now, in MiB: all, and the part that no file backs. */
    Memory memory() throws IOException {
        return new Memory(kilobytes("VmRSS:") / 1024.0, kilobytes("RssAnon:") / 1024.0);
    }

    record Memory(double rss, double anonymous) {}

    /** Lets the heap be collected, as idle time would not. */
    void collect() throws Exception {
        jcmd("GC.run");
        Thread.sleep(300);
    }

    /** MiB of the heap that are left in use after a full collection. */
    double heap() throws Exception {
        jcmd("GC.run");
        return USED.matcher(jcmd("GC.heap_info")).results().mapToLong(found -> Long.parseLong(found.group(1))).sum() / 1024.0;
    }

    private String jcmd(String command) throws Exception {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process told = new ProcessBuilder(jcmd, Long.toString(process.pid()), command).redirectErrorStream(true).start();
        String text = new String(told.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        told.waitFor(20, TimeUnit.SECONDS);
        return text;
    }

    /** Threads now. */
    double threads() throws IOException {
        return kilobytes("Threads:");
    }

    /** Open files now, sockets among them. */
    double files() throws IOException {
        try (Stream<Path> all = Files.list(proc("fd"))) {
            return all.count();
        }
    }

    /** A number of the process' state; sizes are in kilobytes. */
    private long kilobytes(String key) throws IOException {
        return Files.readAllLines(proc("status")).stream()
                .filter(line -> line.startsWith(key))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }

    private Path proc(String file) {
        return Path.of("/proc", Long.toString(process.pid()), file);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) process.destroyForcibly().waitFor();
        } catch (InterruptedException stopped) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
