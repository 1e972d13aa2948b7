import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * What requests that need no analysis wait longer while the analyzer has more to do than it can, and how many prompts a second
 * it reads then.
 *
 * <p>{@code java perf/Saturation.java [ROUNDS] -- JAVA FLAG... -jar JAR}, as {@code ./outrigger bench saturation} calls it. In
 * each round one after the other: straight to the model's server and through the sidecar, the analyzer idle and then saturated
 * by {@value #READERS} connections. What is timed is {@value #RATE} requests a second over one connection.
 */
final class Saturation {
    private static final int READERS = 16;
    private static final int RATE = 200;
    private static final double SECONDS = 3;

    private Saturation() {}

    public static void main(String[] args) throws Exception {
        List<String> all = Arrays.asList(args);
        int split = all.indexOf("--");
        int rounds = split > 0 ? Integer.parseInt(args[0]) : 7;
        List<String> java = all.subList(split + 1, all.size());
        Path home = Path.of(System.getenv("OUTRIGGER_HOME"));
        Map<String, String> setting = Report.setting(home, "./outrigger bench saturation", java);
        Path work = Files.createTempDirectory("outrigger-bench");
        try (Child upstream = Child.start(home.resolve("perf"), "Upstream.java");
                Child timed = Child.start(home.resolve("perf"), "Load.java");
                Child readers = Child.start(home.resolve("perf"), "Load.java")) {
            int port = Integer.parseInt(upstream.line());
            String config = """
                    backends:
                      up: { kind: openai, url: "http://127.0.0.1:%d/v1" }
                    models:
                      remote: { backend: up, model: remote }
                    policies:
                      learned: { stages: [ { local: { complexity: 0 } } ] }
                    """.formatted(port);
            try (Sidecar sidecar = Sidecar.start(java, Sidecar.Ports.free(), config, "", work)) {
                sidecar.loaded();
                Report report = new Report("The proxy while the analyzer is saturated",
                        "Each figure is the median of %d rounds of %.0f s, with the lowest and the highest round in brackets. Timed: %d requests a second\nover one connection, which name their model, so that nothing is read of them. Saturated: %d more connections send requests that are read by\nthe encoder, each as soon as its last was answered. App, sidecar and model's server share the machine's cores."
                                .formatted(rounds, SECONDS, RATE, READERS),
                        setting, measure(rounds, port, sidecar, timed, readers));
                System.err.println("bench: wrote " + report.write(home.resolve("perf/results"), "saturation"));
                System.out.print(report.markdown());
            }
        }
    }

    private static List<Table> measure(int rounds, int upstream, Sidecar sidecar, Child timed, Child readers) throws Exception {
        Map<String, List<double[]>> found = new LinkedHashMap<>();
        List<Double> read = new ArrayList<>();
        List<Double> readP99 = new ArrayList<>();
        List<Double> missing = new ArrayList<>();
        ask(readers, sidecar.port(), "outrigger/learned", READERS, "");
        ask(timed, sidecar.port(), "remote", 1, "");
        for (int round = 0; round < rounds; round++) {
            for (String state : List.of("idle", "saturated")) {
                double missed = sidecar.missing();
                // Their connections are there before the timed ones begin, and outlast both.
                CompletableFuture<double[]> reading = state.equals("idle")
                        ? CompletableFuture.completedFuture(new double[0])
                        : CompletableFuture.supplyAsync(() -> ask(readers, sidecar.port(), "outrigger/learned", READERS, "", 2 * SECONDS + 0.5));
                double[] straight = ask(timed, upstream, "remote", 1, " rate=" + RATE);
                double[] through = ask(timed, sidecar.port(), "remote", 1, " rate=" + RATE);
                found.computeIfAbsent("analyzer " + state + ", no sidecar", same -> new ArrayList<>()).add(straight);
                found.computeIfAbsent("analyzer " + state + ", through the sidecar", same -> new ArrayList<>()).add(through);
                found.computeIfAbsent("analyzer " + state + ", added", same -> new ArrayList<>())
                        .add(new double[] {0, through[1] - straight[1], through[2] - straight[2], through[3] - straight[3]});
                double[] answered = reading.join();
                if (answered.length > 0) {
                    read.add(answered[0]);
                    readP99.add(answered[2]);
                    missing.add(100 * (sidecar.missing() - missed) / (3 * answered[4]));
                }
            }
        }
        Table table = new Table("Milliseconds of a request that nothing is read of", "", 3, List.of("p50", "p99", "p99.9"));
        found.forEach((name, all) -> table.row(name, List.of(stat(all, 1), stat(all, 2), stat(all, 3))));
        Table rate = new Table("What the analyzer reads meanwhile", "Prompts of some 45 tokens, each a request of its own that is answered; a score is missing when it was late.", 1,
                List.of("prompts/s", "p99 ms", "% of scores missing"));
        rate.row("saturated", List.of(Stat.of(read), Stat.of(readP99), Stat.of(missing)));
        return List.of(table, rate);
    }

    private static Stat stat(List<double[]> rounds, int column) {
        return Stat.of(rounds.stream().map(figures -> figures[column]).toList());
    }

    private static double[] ask(Child load, int port, String model, int connections, String rate) {
        return ask(load, port, model, connections, rate, SECONDS);
    }

    /** Requests a second; the milliseconds of p50, p99 and p99.9; requests. */
    private static double[] ask(Child load, int port, String model, int connections, String rate, double seconds) {
        String[] words = load.ask(port + " " + model + " " + connections + " " + seconds + " 16" + rate).split(" ");
        if (!words[1].equals("0")) throw new IllegalStateException(words[1] + " requests were not answered with 200");
        return new double[] {Long.parseLong(words[0]) / (Long.parseLong(words[2]) / 1e9), millis(words[3]), millis(words[4]), millis(words[5]), Long.parseLong(words[0])};
    }

    private static double millis(String nanos) {
        return Long.parseLong(nanos) / 1e6;
    }
}
