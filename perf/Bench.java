import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * Measures a built sidecar: latency, throughput, memory and start, and writes them to {@code perf/results}.
 *
 * <p>{@code java perf/Bench.java PART... [--quick] -- JAVA FLAG... -jar JAR}, of the parts proxy, startup, memory, cpu:
 * after {@code --} comes the launcher's own command, so that what is measured is what users run. Bounded: about 5
 * minutes, {@code --quick} under 2. Everything runs on this machine.
 */
final class Bench {
    private static final String ABOUT = "Each figure is the median of its rounds, with the lowest and the highest round in brackets.\n"
            + "The app, the sidecar and the model's server share the machine's cores.";

    private final Plan plan;
    private final List<String> java;
    private final Path home;
    private final Path work;

    private Bench(Plan plan, List<String> java, Path home, Path work) {
        this.plan = plan;
        this.java = java;
        this.home = home;
        this.work = work;
    }

    /** How long and how often. */
    record Plan(int rounds, double seconds, int warmRounds, double warmSeconds, int starts, double memorySeconds, double idleSeconds, List<String> only) {
        static Plan of(boolean quick, List<String> only) {
            return quick ? new Plan(3, 1, 1, 1, 3, 2, 1, only) : new Plan(5, 2, 2, 3, 5, 6, 3, only);
        }

        boolean has(String part) {
            return only.contains(part);
        }
    }

    public static void main(String[] args) throws Exception {
        List<String> all = Arrays.asList(args);
        int split = all.indexOf("--");
        if (split < 0) {
            System.err.println("bench: use ./outrigger bench [PART] [--quick]");
            System.exit(2);
        }
        List<String> own = all.subList(0, split);
        Path home = Path.of(System.getenv("OUTRIGGER_HOME"));
        Plan plan = Plan.of(own.contains("--quick"), own.stream().filter(word -> !word.startsWith("-")).toList());
        List<String> java = all.subList(split + 1, all.size());
        Map<String, String> setting = Report.setting(home, "./outrigger bench" + (own.isEmpty() ? "" : " " + String.join(" ", own)), java);
        Path work = Files.createTempDirectory("outrigger-bench");
        List<Table> tables = new Bench(plan, java, home, work).measure();
        Report report = new Report("First path: latency, throughput, memory, start", ABOUT, setting, tables);
        String stem = LocalDate.now(ZoneOffset.UTC) + "-" + "first-path";
        System.err.println("bench: wrote " + report.write(home.resolve("perf/results"), stem));
        System.out.print(report.markdown());
    }

    private List<Table> measure() throws Exception {
        Path folder = home.resolve("perf");
        List<Table> tables = new ArrayList<>();
        try (Child upstream = Child.start(folder, "Upstream.java");
                Child load = Child.start(folder, "Load.java")) {
            int port = Integer.parseInt(upstream.line());
            if (plan.has("startup")) tables.add(starts(port));
            if (plan.has("memory")) tables.add(memory(port, load));
            if (plan.has("proxy") || plan.has("cpu")) tables.addAll(traffic(port, load));
        }
        return tables;
    }

    // ---- configurations ---------------------------------------------------------------------------------------------

    private static String remote(int upstream) {
        return """
                backends:
                  up: { kind: openai, url: "http://127.0.0.1:%d/v1" }
                models:
                  remote: { backend: up, model: remote }
                """.formatted(upstream);
    }

    private static String remoteAndLocal(int upstream) {
        return """
                backends:
                  up: { kind: openai, url: "http://127.0.0.1:%d/v1" }
                  here: { kind: engine }
                models:
                  remote: { backend: up, model: remote }
                  smol: { backend: here, model: smollm2-135m-instruct, window: 1024 }
                """.formatted(upstream);
    }

    /** Reads complexity, domain and language of every request, and finds none simple: all go to the remote. */
    private static final String LEARNED = """
            policies:
              learned: { stages: [ { local: { complexity: 0 } } ] }
            """;

    private static final String BOTH = LEARNED
            + "  structure: { stages: [ { rule: { when: \"analysis.tokens >= 0\", prefer: [remote] } } ] }\n";

    /** A cache that holds no model. */
    private String noModels() {
        return work.resolve("cache").toString();
    }

    private Sidecar start(String config, String cache) throws IOException {
        return Sidecar.start(java, Sidecar.Ports.free(), config, cache, work);
    }

    // ---- parts ------------------------------------------------------------------------------------------------------

    private List<Table> traffic(int upstream, Child load) throws Exception {
        List<Table> tables = new ArrayList<>();
        try (Sidecar sidecar = start(remote(upstream) + BOTH, "")) {
            sidecar.loaded();
            say(sidecar.states());
            Optional<Sidecar> through = Optional.of(sidecar);
            Traffic traffic = new Traffic(load, plan, List.of(
                    new Traffic.Way("no sidecar", upstream, "remote", Optional.empty()),
                    new Traffic.Way("named model, no analysis", sidecar.port(), "remote", through),
                    new Traffic.Way("structure read by a rule", sidecar.port(), "outrigger/structure", through),
                    new Traffic.Way("encoder and language read", sidecar.port(), "outrigger/learned", through)));
            say("warming up");
            traffic.warm();
            say("1 connection");
            tables.add(traffic.latency());
            say("16 connections");
            tables.add(traffic.throughput());
        }
        return tables;
    }

    private Table memory(int upstream, Child load) throws Exception {
        Table table = new Table(
                "Resident memory of the sidecar, MiB",
                "VmRSS of /proc. Loaded: after %.0f s at 16 connections and, with a local model, as long at 4 connections of it; collected: then a full collection."
                        .formatted(plan.memorySeconds()),
                0,
                List.of("idle", "idle, collected", "loaded", "loaded, collected", "of it not backed by files"));
        memory(table, "proxy alone: no models, no analysis", remote(upstream), noModels(), "remote", load);
        memory(table, "no models: structure and language", remote(upstream) + LEARNED, noModels(), "outrigger/learned", load);
        memory(table, "encoder", remote(upstream) + LEARNED, "", "outrigger/learned", load);
        memory(table, "encoder and SmolLM2-135M", remoteAndLocal(upstream) + LEARNED, "", "outrigger/learned", load);
        return table;
    }

    private void memory(Table table, String name, String config, String cache, String model, Child load) throws Exception {
        try (Sidecar sidecar = start(config, cache)) {
            sidecar.ready();
            sidecar.loaded();
            Thread.sleep((long) (plan.idleSeconds() * 1000));
            say(name + ": " + sidecar.states());
            double idle = sidecar.memory().rss();
            sidecar.collect();
            double idleCollected = sidecar.memory().rss();
            Traffic.Way way = new Traffic.Way(name, sidecar.port(), model, Optional.of(sidecar));
            Traffic.run(load, way, 16, plan.memorySeconds(), 16);
            if (config.contains("smol:")) Traffic.run(load, new Traffic.Way(name, sidecar.port(), "smol", Optional.of(sidecar)), 4, plan.memorySeconds(), 48);
            double loaded = sidecar.memory().rss();
            sidecar.collect();
            Sidecar.Memory after = sidecar.memory();
            table.row(name, DoubleStream.of(idle, idleCollected, loaded, after.rss(), after.anonymous())
                    .mapToObj(value -> Stat.of(List.of(value)))
                    .toList());
        }
    }

    private Table starts(int upstream) throws Exception {
        Table table = new Table(
                "Start, milliseconds from the process's begin",
                "%d starts a row; with models, the data port answers before they are loaded.".formatted(plan.starts()),
                0,
                List.of("data port answers", "ready", "models loaded"));
        starts(table, "no models", remote(upstream), noModels());
        starts(table, "encoder and SmolLM2-135M", remoteAndLocal(upstream) + LEARNED, "");
        return table;
    }

    private void starts(Table table, String name, String config, String cache) throws Exception {
        List<Double> answers = new ArrayList<>();
        List<Double> ready = new ArrayList<>();
        List<Double> loaded = new ArrayList<>();
        // The first reads files that no later start reads from the disk.
        for (int i = -1; i < plan.starts(); i++)
            try (Sidecar sidecar = start(config, cache)) {
                double first = sidecar.answers();
                double second = sidecar.ready();
                double third = sidecar.loaded();
                if (i == -1) say(name + ": " + sidecar.states());
                if (i < 0) continue;
                answers.add(first);
                ready.add(second);
                loaded.add(third);
            }
        table.row(name, List.of(Stat.of(answers), Stat.of(ready), cache.isEmpty() ? Stat.of(loaded) : Stat.of(List.of())));
    }

    private static void say(String what) {
        System.err.println("bench: " + what);
    }
}
