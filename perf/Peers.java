import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Measures other proxies and the sidecar alike: one app, one model's server, rounds in which each takes its turn.
 *
 * <p>{@code java perf/Peers.java [--quick] [--only NAME,…] -- JAVA FLAG... -jar JAR}; the names are nginx, litellm and portkey.
 * They are installed below {@code OUTRIGGER_CACHE} ({@code perf/peers} says what is pinned). Bounded: 7 minutes without that.
 */
final class Peers {
    private static final int RATE = 500;

    private static final String ABOUT = """
            One app, one model's server and every proxy run on the same cores, all started before the first round. In a round each takes its turn at each of
            the four loads, so that the differences are of the same moment; figures are medians of the rounds, with the lowest and the highest in brackets. What is
            added is a proxy's figure less that of the same round without one. Before anything is measured, each proxy has to hand on the model's words unchanged.

            - Outrigger as users run it, without models: guard, decision, metrics and a record of each request.
            - nginx from Debian as a plain proxy: a worker a core, kept connections, no access log, `proxy_buffering off`. It reads nothing of what it carries: the floor
              for one compiled hop.
            - LiteLLM from PyPI: one worker, no database, a master key, `LITELLM_MODE=PRODUCTION`, log level ERROR, its own price list.
            - Portkey's gateway from npm on Node.js, told by headers where to send. It needs @hono/node-server 1.13.8, hono 4.9.7 and @hono/node-ws 1.2.0 pinned, or every
              stream fails.

            Not measured here, because they cannot be had from a package registry: Bifrost and others. Bifrost publishes 0.44 to 0.94 ms added, measured from outside,
            on machines of its own; such a figure cannot be compared with those below.
            """;

    private final Bench.Stage stage;
    private final Traffic traffic;
    private final List<Traffic.Way> ways;
    private final Traffic.Way direct;

    private Peers(Bench.Stage stage, List<Traffic.Way> ways) {
        this.stage = stage;
        this.ways = ways;
        direct = ways.getFirst();
        traffic = stage.traffic();
    }

    /** Every round of one way. */
    private record Found(List<Round> one, List<Round> many, List<Round> due, List<Round> streams) {
        Found() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    public static void main(String[] args) throws Exception {
        List<String> all = Arrays.asList(args);
        int split = all.indexOf("--");
        List<String> own = all.subList(0, Math.max(0, split));
        int only = own.indexOf("--only");
        List<String> names = only < 0 ? Peer.NAMES : List.of(own.get(only + 1).split(","));
        if (split < 0 || !Peer.NAMES.containsAll(names)) {
            System.err.println("bench peers: --only takes names of " + String.join(", ", Peer.NAMES));
            System.exit(2);
        }
        List<String> java = all.subList(split + 1, all.size());
        Path home = Path.of(System.getenv("OUTRIGGER_HOME"));
        Map<String, Path> places = new LinkedHashMap<>();
        for (String name : names) places.put(name, installed(home, name, own.contains("--offline")));
        List<String> said = own.stream().filter(word -> !word.equals("--offline")).toList();
        Map<String, String> setting = Report.setting(home, ("./outrigger bench peers " + String.join(" ", said)).trim(), java);
        try (Child upstream = Child.start(home.resolve("perf"), "Upstream.java");
                Child load = Child.start(home.resolve("perf"), "Load.java")) {
            int port = Integer.parseInt(upstream.line());
            setting.put("mockUpstreamAtMost", Bench.ceiling(new Traffic(load), port));
            Bench.Plan plan = Bench.Plan.of(own.contains("--quick"));
            Bench.Stage stage = new Bench.Stage(home, java, Files.createTempDirectory("outrigger-bench"), plan, port, load, setting);
            Report report = new Report("Other proxies", ABOUT.strip(), setting, measure(stage, places));
            Bench.say("wrote " + report.write(stage.results(), "peers"));
            System.out.print(report.markdown());
        }
    }

    private static Path installed(Path home, String name, boolean isOffline) throws Exception {
        List<String> command = new ArrayList<>(List.of(home.resolve("perf/peers/install").toString(),
                Path.of(System.getenv("OUTRIGGER_CACHE"), "peers").toString(), name));
        if (isOffline) command.add("--offline");
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String place = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).trim();
        if (process.waitFor() != 0) System.exit(1);
        return Path.of(place);
    }

    private static List<Table> measure(Bench.Stage stage, Map<String, Path> places) throws Exception {
        List<Peer> peers = new ArrayList<>();
        try (Sidecar sidecar = stage.start(Ways.structured(stage.upstream()), stage.noModels())) {
            sidecar.ready();
            List<Traffic.Way> ways = new ArrayList<>(List.of(Ways.direct(stage.upstream()),
                    Ways.way("Outrigger, named model", sidecar, "remote"), Ways.way("Outrigger, structure read by a rule", sidecar, "outrigger/structure")));
            for (var entry : places.entrySet()) {
                Bench.say("starting " + entry.getKey());
                peers.add(Peer.start(entry.getKey(), entry.getValue(), stage.work(), stage.upstream()));
                ways.add(peers.getLast().way());
            }
            return new Peers(stage, ways).tables();
        } finally {
            for (Peer peer : peers) peer.close();
        }
    }

    private List<Table> tables() throws IOException, InterruptedException {
        Chat said = Chat.ask(direct.port(), List.of()).orElseThrow();
        for (Traffic.Way way : ways)
            if (!Chat.ask(way.port(), way.headers()).equals(java.util.Optional.of(said))) throw new IllegalStateException(way.name() + " does not hand on what the model said");
        Thread.sleep((long) (stage.plan().idleSeconds() * 1000));
        Map<Traffic.Way, Double> idle = memory();
        Bench.say("warming up");
        String warmed = traffic.warm(ways, stage.plan());
        for (Traffic.Way way : ways) traffic.run(way, 16, stage.plan().warmLeast(), "stream");
        stage.setting().put("warmedUp", warmed + "; then streams for " + stage.plan().warmLeast() + " s each");
        Map<Traffic.Way, Found> found = new LinkedHashMap<>();
        for (Traffic.Way way : ways) found.put(way, new Found());
        for (int i = 1; i <= stage.plan().rounds(); i++) {
            Bench.say("round " + i);
            round(found);
        }
        return List.of(table(found, idle, memory()), times(found));
    }

    private void round(Map<Traffic.Way, Found> found) throws IOException {
        Bench.Plan plan = stage.plan();
        for (Traffic.Way way : ways) found.get(way).one().add(good(way, traffic.run(way, 1, plan.seconds())));
        for (Traffic.Way way : ways) found.get(way).many().add(good(way, traffic.run(way, 16, plan.seconds())));
        for (Traffic.Way way : ways) found.get(way).due().add(good(way, traffic.run(way, 16, plan.openSeconds(), "rate=" + RATE)));
        for (Traffic.Way way : ways) found.get(way).streams().add(good(way, traffic.run(way, 16, plan.seconds(), "stream")));
    }

    private static Round good(Traffic.Way way, Round round) {
        if (round.errors() > 0) throw new IllegalStateException(way.name() + ": " + round.errors() + " errors of " + round.requests());
        return round;
    }

    private Map<Traffic.Way, Double> memory() throws IOException {
        Map<Traffic.Way, Double> memory = new LinkedHashMap<>();
        for (Traffic.Way way : ways) memory.put(way, way.through().isPresent() ? way.through().get().memory() : Double.NaN);
        return memory;
    }

    private Table table(Map<Traffic.Way, Found> found, Map<Traffic.Way, Double> idle, Map<Traffic.Way, Double> loaded) {
        Bench.Plan plan = stage.plan();
        Table table = new Table("The same load through each",
                ("Milliseconds; %d rounds. One connection and 16: closed loops of %.1f s. At %d/s: an open loop of %.0f s over 16 connections, latency counted from when a"
                        + " request was due; who answers fewer cannot keep up, and its latency is that of a queue that grows. Streams: 16 at a time, %d tokens %d ms apart."
                        + " CPU: user and system seconds of all its processes at 16 connections. Memory: Pss of all its processes, before and after.")
                        .formatted(plan.rounds(), plan.seconds(), RATE, plan.openSeconds(), Upstream.TOKENS, Upstream.PACE_MILLIS),
                2, List.of("1 connection: added p50", "added p99", "at %d/s: answered/s".formatted(RATE), "added p50", "added p99", "rounds it kept up", "16 connections: requests/s",
                        "CPU s per 1,000", "16 streams: first token added p50", "added p99", "MiB idle", "MiB loaded"));
        Found straight = found.get(direct);
        found.forEach((way, own) -> table.row(way.name(), List.of(
                added(own.one(), straight.one(), 50), added(own.one(), straight.one(), 99),
                Traffic.stat(own.due(), Round::perSecond), added(own.due(), straight.due(), 50), added(own.due(), straight.due(), 99),
                new Table.Words("%d of %d".formatted(own.due().stream().filter(round -> round.keepsUp(RATE)).count(), own.due().size())),
                Traffic.stat(own.many(), Round::perSecond),
                way == direct ? Stat.of(List.of()) : Traffic.stat(own.many(), Peers::cpu),
                added(own.streams(), straight.streams(), 50), added(own.streams(), straight.streams(), 99),
                new Table.Figure(Math.rint(idle.get(way))), new Table.Figure(Math.rint(loaded.get(way))))));
        return table;
    }

    /** Each against the sidecar in the same round. */
    private Table times(Map<Traffic.Way, Found> found) {
        Table table = new Table("As many times as Outrigger with a named model", "Of the same rounds.", 2,
                List.of("added p50 at 1 connection", "requests/s at 16 connections", "CPU per request"));
        Found ours = found.get(ways.get(1));
        Found straight = found.get(direct);
        for (Traffic.Way way : ways.subList(1, ways.size())) {
            Found own = found.get(way);
            List<Double> added = new ArrayList<>();
            for (int i = 0; i < own.one().size(); i++) {
                double floor = straight.one().get(i).millis(50);
                added.add((own.one().get(i).millis(50) - floor) / (ours.one().get(i).millis(50) - floor));
            }
            table.row(way.name(), List.of(Stat.of(added), ratio(own.many(), ours.many(), Round::perSecond), ratio(own.many(), ours.many(), Peers::cpu)));
        }
        return table;
    }

    private static Stat ratio(List<Round> own, List<Round> ours, ToDoubleFunction<Round> value) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < own.size(); i++) ratios.add(value.applyAsDouble(own.get(i)) / value.applyAsDouble(ours.get(i)));
        return Stat.of(ratios);
    }

    private static double cpu(Round round) {
        return round.used().cpu() * 1000 / round.requests();
    }

    private static Stat added(List<Round> own, List<Round> direct, double percentile) {
        return Traffic.added(own, direct, round -> round.millis(percentile));
    }
}
