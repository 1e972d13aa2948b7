import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the sidecar adds to the first word of a stream and to each, what a word costs it, and what streams that are held open do.
 *
 * <p>{@code java perf/Streams.java [--quick] -- JAVA FLAG... -jar JAR}, as {@code ./outrigger bench stream} calls it: about 5 minutes,
 * {@code --quick} less than 2. It ends with status 1 when a stream was not whole or held ones grew; an aim that is missed is told.
 */
final class Streams {
    private static final String ABOUT = """
            Each figure is the median of its rounds, with the lowest and the highest round in brackets. A chunk is one of OpenAI's dialect, of
            some %d bytes, written by the model's server on its own; it says when it was written, so that its delay is from that write to the app's read. Telemetry and
            guards are as they are without a configuration. App, sidecar and the model's server share the machine's cores.""".formatted(290);

    /** Of resident memory that held streams may gain from the second to the last quarter of their time: what compilers take. */
    private static final double FLAT_SHARE = 0.10;

    private static final double FLAT_MIB = 8;

    /** Held streams, and what an operator must allow for them: a stream is an exchange. */
    private static final int MOST_HELD = 1_000;

    private final Plan plan;
    private final List<String> java;
    private final Path work;
    private final int upstream;
    private final Child load;
    private final List<String> wrong = new ArrayList<>();
    private final List<String> missed = new ArrayList<>();

    private Streams(Plan plan, List<String> java, Path work, int upstream, Child load) {
        this.plan = plan;
        this.java = java;
        this.work = work;
        this.upstream = upstream;
        this.load = load;
    }

    /** How long and how often. */
    private record Plan(double warmSeconds, int rounds, double firstSeconds, double pacedSeconds, int races, int raced, List<Integer> held, int heldSeconds) {
        static Plan of(boolean quick) {
            return quick
                    ? new Plan(2, 3, 1, 2, 2, 20_000, List.of(100, MOST_HELD), 8)
                    : new Plan(15, 5, 3, 3, 3, 40_000, List.of(100, 300, MOST_HELD), 20);
        }
    }

    /** How the app reaches the model. */
    private record Way(String name, int port, String dialect, Optional<Sidecar> sidecar) {
        double cpu() throws Exception {
            return sidecar.isPresent() ? sidecar.get().proc().usage().cpu() : 0;
        }
    }

    public static void main(String[] args) throws Exception {
        List<String> all = Arrays.asList(args);
        int split = all.indexOf("--");
        if (split < 0) {
            System.err.println("streams: use ./outrigger bench stream [--quick]");
            System.exit(2);
        }
        List<String> own = all.subList(0, split);
        List<String> java = all.subList(split + 1, all.size());
        Path home = Path.of(System.getenv("OUTRIGGER_HOME"));
        Map<String, String> setting = Report.setting(home, ("./outrigger bench stream " + String.join(" ", own)).trim(), java);
        Path work = Files.createTempDirectory("outrigger-bench");
        List<Table> tables = new ArrayList<>();
        Streams streams;
        try (Child upstream = Child.start(home.resolve("perf"), "StreamUpstream.java");
                Child load = Child.start(home.resolve("perf"), "StreamLoad.java")) {
            streams = new Streams(Plan.of(own.contains("--quick")), java, work, Integer.parseInt(upstream.line()), load);
            streams.measure(tables);
        }
        setting.put("whole", streams.wrong.isEmpty() ? "all streams, and held ones did not grow" : String.join("; ", streams.wrong));
        setting.put("aims", streams.missed.isEmpty() ? "met" : String.join("; ", streams.missed));
        Report report = new Report("Streams: the first word, each word, and those that are held", ABOUT, setting, tables);
        System.err.println("bench: wrote " + report.write(home.resolve("perf/results"), "stream"));
        System.out.print(report.markdown());
        streams.wrong.forEach(one -> System.err.println("bench: WRONG: " + one));
        System.exit(streams.wrong.isEmpty() ? 0 : 1);
    }

    private Sidecar start() throws Exception {
        // A stream counts as an exchange in flight from its request to its last byte.
        String config = """
                backends:
                  up: { kind: openai, url: "http://127.0.0.1:%d/v1" }
                models:
                  remote: { backend: up, model: remote }
                limits: { inFlight: %d }
                """.formatted(upstream, MOST_HELD + 50);
        Sidecar sidecar = Sidecar.start(java, Sidecar.Ports.free(), config, work.resolve("cache").toString(), work);
        sidecar.loaded();
        return sidecar;
    }

    private void measure(List<Table> tables) throws Exception {
        try (Sidecar sidecar = start()) {
            Way direct = new Way("no sidecar", upstream, "openai", Optional.empty());
            Way same = new Way("same dialect, bytes pass", sidecar.port(), "openai", Optional.of(sidecar));
            Way told = new Way("Anthropic's app, told in its words", sidecar.port(), "anthropic", Optional.of(sidecar));
            List<Way> ways = List.of(direct, same, told);
            say("warming up");
            for (int i = 0; i < 2; i++)
                for (Way way : ways) {
                    first(way, 8, 0, plan.warmSeconds() / 2);
                    race(way, 4, plan.raced());
                    paced(way, 60, 50, plan.warmSeconds() / 4);
                }
            say("first words");
            tables.add(firsts(ways, 1, 500));
            tables.add(firsts(ways, 16, 50));
            say("each word");
            tables.add(paced(ways, 60, 50));
            say("as fast as they come");
            tables.add(races(ways, 4));
        }
        try (Sidecar sidecar = start()) {
            tables.add(held(sidecar));
        }
    }

    // ---- the first word ---------------------------------------------------------------------------------------------

    private Table firsts(List<Way> ways, int streams, double rate) throws Exception {
        Map<Way, List<double[]>> rounds = rounds(ways, plan.rounds(), way -> first(way, streams, rate, plan.firstSeconds()));
        Table table = new Table("The first word at %d stream%s".formatted(streams, streams == 1 ? "" : "s at a time"),
                "Milliseconds from the request's write to the first word's read, and what the sidecar adds to the same round's first row. Each stream follows the last at once and has 4 words, %.0f a second of them. %d rounds of %.0f s a row, %.0f streams in all."
                        .formatted(rate, plan.rounds(), plan.firstSeconds(), rounds.values().stream().flatMap(List::stream).mapToDouble(one -> one[0]).sum()),
                3, List.of("p50", "p99", "max", "added p50", "added p99"));
        List<double[]> direct = rounds.get(ways.getFirst());
        rounds.forEach((way, own) -> table.row(way.name(), List.of(stat(own, 2, 1e6), stat(own, 3, 1e6), stat(own, 5, 1e6),
                added(own, direct, 2, 1e6), added(own, direct, 3, 1e6))));
        rounds.forEach((way, own) -> {
            if (own != direct) aim("first word of %d, %s: p99 added".formatted(streams, way.name()), added(own, direct, 3, 1e6).median(), 1, "ms");
        });
        return table;
    }

    private double[] first(Way way, int streams, double rate, double seconds) {
        return whole(way, numbers(load.ask("first %d %s remote %d %s 4 %s".formatted(way.port(), way.dialect(), streams, seconds, rate))), 1);
    }

    // ---- each word --------------------------------------------------------------------------------------------------

    private Table paced(List<Way> ways, int streams, double rate) throws Exception {
        Map<Way, List<double[]>> rounds = rounds(ways, plan.rounds(), way -> paced(way, streams, rate, plan.pacedSeconds()));
        Table table = new Table("Each word of %d streams, %.0f a second of each".formatted(streams, rate),
                "%d rounds of %.0f s a row, from the midst of the streams, so without their requests. CPU is user and system time of the sidecar, of all its threads, by the chunks that came meanwhile."
                        .formatted(plan.rounds(), plan.pacedSeconds()),
                1, List.of("sidecar CPU µs a chunk", "delay p50 µs", "delay p99 µs", "added p50 µs", "added p99 µs", "chunks/s"));
        List<double[]> direct = rounds.get(ways.getFirst());
        rounds.forEach((way, own) -> table.row(way.name(), List.of(way.sidecar().isPresent() ? stat(own, 6, 1) : Stat.of(List.of()),
                stat(own, 2, 1e3), stat(own, 3, 1e3), added(own, direct, 2, 1e3), added(own, direct, 3, 1e3), stat(own, 7, 1))));
        rounds.forEach((way, own) -> {
            if (own != direct) aim("each word, " + way.name() + ": CPU", stat(own, 6, 1).median(), 30, "µs");
        });
        return table;
    }

    /** Words, nanoseconds, p50, p99, p99.9, max; microseconds of CPU a word; words a second. */
    private double[] paced(Way way, int streams, double rate, double seconds) throws Exception {
        load.ask("held %d %s remote %d %s %s".formatted(way.port(), way.dialect(), streams, seconds, rate));
        double cpu = way.cpu();
        double[] seen = numbers(load.line());
        cpu = way.cpu() - cpu;
        whole(way, numbers(load.line()), 1);
        double[] all = Arrays.copyOf(seen, 8);
        all[6] = cpu / seen[0] * 1e6;
        all[7] = seen[0] / seen[1] * 1e9;
        return all;
    }

    private Table races(List<Way> ways, int streams) throws Exception {
        Map<Way, List<double[]>> rounds = rounds(ways, plan.races(), way -> race(way, streams, plan.raced()));
        Table table = new Table("%d streams as fast as they come".formatted(streams),
                "%d rounds a row of %d chunks a stream, their requests included. The first row is what the model's server and the app can do here."
                        .formatted(plan.races(), plan.raced()),
                1, List.of("sidecar CPU µs a chunk", "chunks/s"));
        rounds.forEach((way, own) -> table.row(way.name(), List.of(way.sidecar().isPresent() ? stat(own, 4, 1) : Stat.of(List.of()), stat(own, 5, 1))));
        return table;
    }

    private double[] race(Way way, int streams, int words) throws Exception {
        double cpu = way.cpu();
        double[] told = whole(way, numbers(load.ask("race %d %s remote %d %d".formatted(way.port(), way.dialect(), streams, words))), 3);
        double[] all = Arrays.copyOf(told, 6);
        all[4] = (way.cpu() - cpu) / told[0] * 1e6;
        all[5] = told[0] / told[1] * 1e9;
        return all;
    }

    // ---- held streams -----------------------------------------------------------------------------------------------

    private Table held(Sidecar sidecar) throws Exception {
        Table table = new Table("Streams that are held open, one word a second of each",
                "Resident memory of the sidecar (VmRSS), of a process that has served nothing else; each row's streams follow the last row's. KiB a stream: what the heap holds more after a full collection, with them than before. %d s a row; the middle of its second and of its last quarter. Needs `limits: { inFlight: %d }`, as a stream is an exchange; the default is 256."
                        .formatted(plan.heldSeconds(), MOST_HELD + 50),
                1, List.of("RSS MiB before", "second quarter", "last quarter", "heap KiB a stream", "threads", "delay p50 µs", "delay p99 µs", "whole"));
        Way way = new Way("held", sidecar.port(), "openai", Optional.of(sidecar));
        // Compiled by then: what comes after is the streams'.
        first(way, 8, 0, plan.warmSeconds());
        paced(way, 60, 50, plan.pacedSeconds());
        for (int streams : plan.held()) {
            say(streams + " held");
            row(table, way, sidecar, streams);
        }
        return table;
    }

    private void row(Table table, Way way, Sidecar sidecar, int streams) throws Exception {
        double heap = sidecar.heap();
        double before = sidecar.memory().rss();
        load.ask("held %d openai remote %d %d 1".formatted(way.port(), streams, plan.heldSeconds()));
        long until = System.nanoTime() + (plan.heldSeconds() - 1) * 1_000_000_000L;
        List<Double> seen = new ArrayList<>();
        while (System.nanoTime() < until) {
            seen.add(sidecar.memory().rss());
            Thread.sleep(250);
        }
        double threads = sidecar.threads();
        double more = sidecar.heap() - heap;
        double[] words = numbers(load.line());
        double[] ended = whole(way, numbers(load.line()), 1);
        double second = Stat.of(seen.subList(seen.size() / 4, seen.size() / 2)).median();
        double last = Stat.of(seen.subList(seen.size() * 3 / 4, seen.size())).median();
        if (last > second * (1 + FLAT_SHARE) + FLAT_MIB) wrong.add("%d held streams: resident memory grew from %.1f to %.1f MiB".formatted(streams, second, last));
        table.row(streams + " streams", before, second, last, more * 1024 / streams, threads, words[2] / 1e3, words[3] / 1e3, ended[0]);
    }

    // ---- figures ----------------------------------------------------------------------------------------------------

    private interface Measured {
        double[] of(Way way) throws Exception;
    }

    /** Each way takes its turn, so that what disturbs the machine disturbs all. */
    private static Map<Way, List<double[]>> rounds(List<Way> ways, int count, Measured measured) throws Exception {
        Map<Way, List<double[]>> rounds = new LinkedHashMap<>();
        for (int i = 0; i < count; i++)
            for (Way way : ways) rounds.computeIfAbsent(way, first -> new ArrayList<>()).add(measured.of(way));
        return rounds;
    }

    private static double[] numbers(String line) {
        return Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray();
    }

    /** The same figures, the one at a place being how many were not whole. */
    private double[] whole(Way way, double[] figures, int broken) {
        if (figures[broken] > 0) wrong.add("%s: %.0f streams were not whole".formatted(way.name(), figures[broken]));
        return figures;
    }

    private void aim(String of, double is, double most, String unit) {
        if (!(is <= most)) missed.add("%s %.2f %s, aim %.0f".formatted(of, is, unit, most));
    }

    private static Stat stat(List<double[]> rounds, int column, double unit) {
        return Stat.of(rounds.stream().map(figures -> figures[column] / unit).toList());
    }

    private static Stat added(List<double[]> own, List<double[]> direct, int column, double unit) {
        if (own == direct) return Stat.of(List.of());
        List<Double> added = new ArrayList<>();
        for (int i = 0; i < own.size(); i++) added.add((own.get(i)[column] - direct.get(i)[column]) / unit);
        return Stat.of(added);
    }

    private static void say(String what) {
        System.err.println("bench: " + what);
    }
}
