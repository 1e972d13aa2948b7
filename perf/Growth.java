import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * How latency, decisions and memory grow with the number of models, backends, rules and streams and with the size of a body, one at a time.
 *
 * <p>{@code java perf/Growth.java [--quick] [--only PART,...] -- JAVA FLAG... -jar JAR}, as {@code ./outrigger bench growth} calls it: about 6 minutes,
 * {@code --quick} less than 2. With {@code --only} it prints, and writes nothing. It ends with status 1 when something grows that is to be flat, or faster than a straight
 * line ({@link Law}).
 */
final class Growth {
    private static final String ABOUT = """
            Each figure is the median of its rounds, with the lowest and the highest round in brackets. Where the configuration is what grows, each point has a sidecar of its own, and they take
            turns, so that what disturbs the machine disturbs all. Added is what the app waits longer than without a sidecar, in the same round, over one connection; a decision is what
            `server-timing` says it took. Growth is told as a power of what is counted, from its two largest points and beyond the first, of which the scatter counts as none: n^1 is a straight
            line, and more than n^%.1f fails. App, sidecars and the model's server share the machine's cores.""".formatted(Law.LINEAR);

    private static final int SMALL_BODY = 400;

    private final Plan plan;
    private final List<String> java;
    private final Path work;
    private final int upstream;
    private final Child load;

    private Growth(Plan plan, List<String> java, Path work, int upstream, Child load) {
        this.plan = plan;
        this.java = java;
        this.work = work;
        this.upstream = upstream;
        this.load = load;
    }

    /** How long and how often; requests of a round at most. */
    private record Plan(int starts, double warmSeconds, int rounds, double seconds, int requests, double streamSeconds, int streamRounds) {
        static Plan of(boolean quick) {
            return quick ? new Plan(1, 1, 3, 0.15, 300, 2, 1) : new Plan(2, 3, 9, 0.3, 600, 4, 2);
        }
    }

    public static void main(String[] args) throws Exception {
        List<String> all = Arrays.asList(args);
        int split = all.indexOf("--");
        if (split < 0) {
            System.err.println("growth: use ./outrigger bench growth [--quick]");
            System.exit(2);
        }
        List<String> own = all.subList(0, split);
        List<String> java = all.subList(split + 1, all.size());
        int only = own.indexOf("--only");
        List<String> names = only < 0 ? Part.NAMES : List.of(own.get(only + 1).split(","));
        if (!Part.NAMES.containsAll(names)) {
            System.err.println("bench growth: --only takes parts, of " + String.join(", ", Part.NAMES) + "; was " + own.get(only + 1));
            System.exit(2);
        }
        say("laws of growth were told rightly in all of " + Law.selfTest() + " cases");
        Path home = Path.of(System.getenv("OUTRIGGER_HOME"));
        Path results = home.resolve("perf/results");
        Map<String, String> setting = Report.setting(home, ("./outrigger bench growth " + String.join(" ", own)).trim(), java);
        Path work = Files.createTempDirectory("outrigger-bench");
        List<Curves> measured;
        try (Child upstream = Child.start(home.resolve("perf"), "StreamUpstream.java");
                Child load = Child.start(home.resolve("perf"), "StreamLoad.java")) {
            Growth growth = new Growth(Plan.of(own.contains("--quick")), java, work, Integer.parseInt(upstream.line()), load);
            measured = growth.measure(names);
        }
        List<String> broken = measured.stream().flatMap(curves -> curves.broken().stream()).toList();
        setting.put("verdict", broken.isEmpty() ? "all promises held" : String.join("; ", broken));
        Report report = new Report("Growth: with what do latency and memory grow?", ABOUT, setting, measured.stream().map(Curves::table).toList());
        // A page of some parts would take the place of one of all.
        if (only < 0) {
            for (Curves curves : measured) curves.plot(results);
            say("wrote " + report.write(results, "growth"));
        }
        System.out.print(report.markdown());
        broken.forEach(one -> say("WRONG: " + one));
        System.exit(broken.isEmpty() ? 0 : 1);
    }

    /** One axis. */
    private interface Part {
        List<String> NAMES = List.of("models", "backends", "rules", "bodies", "streams");

        Curves measure() throws Exception;
    }

    private List<Curves> measure(List<String> names) throws Exception {
        List<Part> parts = List.of(this::models, this::backends, this::rules, this::bodies, this::streams);
        List<Curves> measured = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            if (!names.contains(Part.NAMES.get(i))) continue;
            long begun = System.nanoTime();
            measured.add(parts.get(i).measure());
            say("%s took %.0f s".formatted(Part.NAMES.get(i), (System.nanoTime() - begun) / 1e9));
        }
        return measured;
    }

    // ---- what grows -------------------------------------------------------------------------------------------------

    private Curves models() throws Exception {
        Curves curves = new Curves("Models", "models", "All of one backend, of different price, quality and latency. Named: the last one is asked for by its name. Scored: by a policy whose only stage is `score`, which weighs each.", sizes(1, 10, 100, 1000));
        configured(curves, count -> Written.backends(upstream, 1) + Written.models(count, 1) + Written.SCORED,
                List.of(new Way("named", count -> "m" + (count - 1), Curves.Claim.FLAT), new Way("scored", count -> "outrigger/scored", Curves.Claim.LINEAR)), true);
        return curves;
    }

    private Curves backends() throws Exception {
        Curves curves = new Curves("Backends", "backends", "Each with one model, and clients, breakers and budgets of its own; all of them at one server.", sizes(1, 10, 100));
        configured(curves, count -> Written.backends(upstream, count) + Written.models(count, count) + Written.SCORED,
                List.of(new Way("named", count -> "m" + (count - 1), Curves.Claim.FLAT), new Way("scored", count -> "outrigger/scored", Curves.Claim.LINEAR)), false);
        return curves;
    }

    private Curves rules() throws Exception {
        Curves curves = new Curves("Rules", "rules", "Two policies of so many rules each: in one no rule applies, in the other each does. Four models.", sizes(1, 10, 100, 1000));
        configured(curves, count -> Written.backends(upstream, 1) + Written.models(4, 1) + Written.rules(count),
                List.of(new Way("none applies", count -> "outrigger/none", Curves.Claim.LINEAR), new Way("each applies", count -> "outrigger/each", Curves.Claim.LINEAR)), false);
        return curves;
    }

    /**
     * A way to ask.
     *
     * @param model that is asked for, where so many are configured
     */
    private record Way(String name, IntFunction<String> model, Curves.Claim claim) {}

    private static List<Double> sizes(double... sizes) {
        return Arrays.stream(sizes).boxed().toList();
    }

    /** A sidecar for each size. */
    private void configured(Curves curves, IntFunction<String> config, List<Way> ways, boolean listed) throws Exception {
        Map<Integer, Sidecar> fleet = new LinkedHashMap<>();
        Map<Integer, List<Double>> ready = new LinkedHashMap<>();
        try {
            for (double size : curves.sizes()) {
                int count = (int) size;
                say(curves.name() + ": " + count);
                for (int i = 0; i < plan.starts(); i++) {
                    if (fleet.containsKey(count)) fleet.get(count).close();
                    fleet.put(count, Sidecar.start(java, Sidecar.Ports.free(), config.apply(count), work.resolve("cache").toString(), work));
                    ready.computeIfAbsent(count, first -> new ArrayList<>()).add(fleet.get(count).ready() * 1e3);
                }
            }
            for (Sidecar sidecar : fleet.values()) sidecar.loaded();
            timed(curves, fleet, ways, listed);
            curves.add(Curves.Figure.micros("ready after", Curves.Claim.LINEAR, 200_000), ready.values().stream().map(Stat::of).toList());
            memory(curves, List.copyOf(fleet.values()));
        } finally {
            fleet.values().forEach(Sidecar::close);
        }
    }

    private void timed(Curves curves, Map<Integer, Sidecar> fleet, List<Way> ways, boolean listed) throws IOException {
        for (int i = 0; i < 2; i++)
            for (Way way : ways)
                for (var point : fleet.entrySet()) ask(point.getValue(), way.model().apply(point.getKey()), plan.warmSeconds() / 2, 20_000);
        if (listed)
            for (var point : fleet.entrySet()) Caller.run(point.getValue().port(), Caller.list(point.getValue().port()), plan.warmSeconds() / 2, 20_000);
        Map<Way, Map<Integer, List<Caller.Round>>> rounds = new LinkedHashMap<>();
        Map<Integer, List<Double>> lists = new LinkedHashMap<>();
        List<Caller.Round> direct = new ArrayList<>();
        for (int round = 0; round < plan.rounds(); round++) {
            direct.add(Caller.run(upstream, Caller.chat(upstream, "remote", SMALL_BODY), plan.seconds(), plan.requests()));
            for (var point : fleet.entrySet()) {
                for (Way way : ways)
                    rounds.computeIfAbsent(way, first -> new LinkedHashMap<>()).computeIfAbsent(point.getKey(), first -> new ArrayList<>())
                            .add(ask(point.getValue(), way.model().apply(point.getKey()), plan.seconds(), plan.requests()));
                if (listed)
                    lists.computeIfAbsent(point.getKey(), first -> new ArrayList<>())
                            .add(Caller.run(point.getValue().port(), Caller.list(point.getValue().port()), plan.seconds(), 100).p50());
            }
        }
        rounds.forEach((way, points) -> told(curves, way, points, direct));
        if (listed) curves.add(Curves.Figure.micros("list of models", Curves.Claim.LINEAR, 50), lists.values().stream().map(Stat::of).toList());
    }

    private Caller.Round ask(Sidecar sidecar, String model, double seconds, int most) throws IOException {
        return Caller.run(sidecar.port(), Caller.chat(sidecar.port(), model, SMALL_BODY), seconds, most);
    }

    private static void told(Curves curves, Way way, Map<Integer, List<Caller.Round>> points, List<Caller.Round> direct) {
        curves.add(Curves.Figure.micros(way.name() + ": decision", way.claim(), 10),
                points.values().stream().map(rounds -> Stat.of(rounds.stream().map(Caller.Round::decided).toList())).toList());
        curves.add(Curves.Figure.micros(way.name() + ": added p50", way.claim(), 25), points.values().stream().map(rounds -> added(rounds, direct, true)).toList());
        curves.add(Curves.Figure.micros(way.name() + ": added p99", Curves.Claim.NONE, 100), points.values().stream().map(rounds -> added(rounds, direct, false)).toList());
    }

    private static Stat added(List<Caller.Round> own, List<Caller.Round> direct, boolean median) {
        List<Double> added = new ArrayList<>();
        for (int i = 0; i < own.size(); i++)
            added.add(median ? own.get(i).p50() - direct.get(i).p50() : own.get(i).p99() - direct.get(i).p99());
        return Stat.of(added);
    }

    private static void memory(Curves curves, List<Sidecar> points) throws Exception {
        List<Stat> heap = new ArrayList<>();
        List<Stat> resident = new ArrayList<>();
        for (Sidecar point : points) {
            resident.add(Stat.of(List.of(point.memory().rss())));
            heap.add(Stat.of(List.of(point.heap())));
        }
        curves.add(Curves.Figure.mebibytes("resident"), resident);
        curves.add(Curves.Figure.mebibytes("heap in use"), heap);
    }

    // ---- bodies and streams -----------------------------------------------------------------------------------------

    private Curves bodies() throws Exception {
        List<Double> sizes = sizes(1e3, 1e4, 1e5, 1e6, 5e6, 2e7);
        Curves curves = new Curves("Bodies", "bytes", "Chats of so many bytes, of turns of 8 KiB, for a named model: within `limits.bodyBytes` as it is (20 MiB). Resident: after that size, smaller ones before.", sizes);
        say("Bodies");
        try (Sidecar sidecar = Sidecar.start(java, Sidecar.Ports.free(), Written.backends(upstream, 1) + Written.models(1, 1) + Written.SCORED, work.resolve("cache").toString(), work)) {
            sidecar.loaded();
            List<Stat> resident = new ArrayList<>();
            for (double size : sizes) {
                body(sidecar, (int) size, plan.warmSeconds());
                resident.add(Stat.of(List.of(sidecar.memory().rss())));
            }
            Map<Double, List<Caller.Round>> own = new LinkedHashMap<>();
            Map<Double, List<Caller.Round>> direct = new LinkedHashMap<>();
            for (int round = 0; round < plan.rounds(); round++)
                for (double size : sizes) {
                    direct.computeIfAbsent(size, first -> new ArrayList<>())
                            .add(Caller.run(upstream, Caller.chat(upstream, "remote", (int) size), plan.seconds(), plan.requests()));
                    own.computeIfAbsent(size, first -> new ArrayList<>()).add(body(sidecar, (int) size, plan.seconds()));
                }
            curves.add(Curves.Figure.micros("no sidecar: p50", Curves.Claim.NONE, 25), direct.values().stream().map(rounds -> Stat.of(rounds.stream().map(Caller.Round::p50).toList())).toList());
            curves.add(Curves.Figure.micros("added p50", Curves.Claim.LINEAR, 25), sizes.stream().map(size -> added(own.get(size), direct.get(size), true)).toList());
            curves.add(Curves.Figure.micros("added p99", Curves.Claim.NONE, 100), sizes.stream().map(size -> added(own.get(size), direct.get(size), false)).toList());
            curves.add(Curves.Figure.micros("decision", Curves.Claim.LINEAR, 25), own.values().stream().map(rounds -> Stat.of(rounds.stream().map(Caller.Round::decided).toList())).toList());
            curves.add(Curves.Figure.mebibytes("resident"), resident);
        }
        return curves;
    }

    private Caller.Round body(Sidecar sidecar, int bytes, double seconds) throws IOException {
        return Caller.run(sidecar.port(), Caller.chat(sidecar.port(), "m0", bytes), seconds, plan.requests());
    }

    private Curves streams() throws Exception {
        List<Double> sizes = sizes(1, 10, 100, 300, 1000);
        Curves curves = new Curves("Streams", "streams", "Held open at once, four chunks a second of each. A chunk's delay is from the upstream's write to the app's read.", sizes);
        Map<Double, List<double[]>> rounds = new LinkedHashMap<>();
        List<Stat> resident = new ArrayList<>();
        try (Sidecar sidecar = Sidecar.start(java, Sidecar.Ports.free(), Written.backends(upstream, 1) + Written.models(1, 1) + "limits: { inFlight: 1050 }\n", work.resolve("cache").toString(), work)) {
            sidecar.loaded();
            held(sidecar, 100, 50, plan.warmSeconds());
            for (int round = 0; round < plan.streamRounds(); round++)
                for (double size : sizes) {
                    say("Streams: " + (int) size);
                    rounds.computeIfAbsent(size, first -> new ArrayList<>()).add(held(sidecar, (int) size, 4, plan.streamSeconds()));
                }
        }
        curves.add(Curves.Figure.micros("sidecar CPU a second", Curves.Claim.LINEAR, 20_000), column(rounds, 2));
        curves.add(Curves.Figure.micros("delay p50", Curves.Claim.LINEAR, 25), column(rounds, 0));
        curves.add(Curves.Figure.micros("delay p99", Curves.Claim.NONE, 100), column(rounds, 1));
        curves.add(Curves.Figure.mebibytes("resident"), column(rounds, 3));
        curves.add(Curves.Figure.mebibytes("heap in use"), column(rounds, 4));
        return curves;
    }

    private static List<Stat> column(Map<Double, List<double[]>> rounds, int column) {
        return rounds.values().stream().map(all -> Stat.of(all.stream().map(one -> one[column]).toList())).toList();
    }

    /** Microseconds of delay, p50 and p99, and of CPU a second; MiB, resident and of the heap. */
    private double[] held(Sidecar sidecar, int streams, double rate, double seconds) throws Exception {
        load.ask("held %d openai m0 %d %s %s".formatted(sidecar.port(), streams, seconds, rate));
        double cpu = sidecar.proc().usage().cpu();
        Thread.sleep((long) (seconds * 900));
        double resident = sidecar.memory().rss();
        double[] seen = Arrays.stream(load.line().split(" ")).mapToDouble(Double::parseDouble).toArray();
        cpu = sidecar.proc().usage().cpu() - cpu;
        double heap = sidecar.heap();
        String ended = load.line();
        if (!ended.equals(streams + " 0")) throw new IllegalStateException("of " + streams + " streams these were whole, and not: " + ended);
        return new double[] {seen[2] / 1e3, seen[3] / 1e3, cpu / seen[1] * 1e15, resident, heap};
    }

    private static void say(String what) {
        System.err.println("bench: " + what);
    }
}
