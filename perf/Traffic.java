import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Latency and throughput: rounds in which every way takes its turn, so that what disturbs the machine disturbs all. */
final class Traffic {
    private final Child load;
    private final Bench.Plan plan;
    private final List<Way> ways;

    /** @param ways the first is the one without a sidecar */
    Traffic(Child load, Bench.Plan plan, List<Way> ways) {
        this.load = load;
        this.plan = plan;
        this.ways = ways;
    }

    /** How the app reaches the model. */
    record Way(String name, int port, String model, Optional<Sidecar> sidecar) {}

    /** Of one round: latencies in milliseconds, {@code cpu} in the sidecar's seconds per 1,000 requests. */
    record Round(int requests, int errors, double perSecond, double p50, double p99, double p999, double max, double cpu, double missing) {}

    /** Until the compilers have seen every way. */
    void warm() throws IOException {
        for (int i = 0; i < plan.warmRounds(); i++)
            for (Way way : ways) {
                run(load, way, 1, plan.warmSeconds(), 16);
                run(load, way, 16, plan.warmSeconds(), 16);
            }
    }

    private Map<Way, List<Round>> rounds(int connections, int count, double seconds) throws IOException {
        Map<Way, List<Round>> rounds = new LinkedHashMap<>();
        for (int i = 0; i < count; i++)
            for (Way way : ways)
                rounds.computeIfAbsent(way, key -> new ArrayList<>()).add(run(load, way, connections, seconds, 16));
        return rounds;
    }

    static Round run(Child load, Way way, int connections, double seconds, int tokens) throws IOException {
        double cpu = way.sidecar().isPresent() ? way.sidecar().get().cpuSeconds() : 0;
        double missing = way.sidecar().isPresent() ? way.sidecar().get().missing() : 0;
        String[] words = load.ask(way.port() + " " + way.model() + " " + connections + " " + seconds + " " + tokens).split(" ");
        double[] n = java.util.Arrays.stream(words).mapToDouble(Double::parseDouble).toArray();
        cpu = way.sidecar().isPresent() ? way.sidecar().get().cpuSeconds() - cpu : 0;
        missing = way.sidecar().isPresent() ? way.sidecar().get().missing() - missing : 0;
        if (n[0] == 0 || n[1] > n[0] / 100) throw new IllegalStateException(way.name() + ": " + n[1] + " errors of " + n[0]);
        return new Round((int) n[0], (int) n[1], n[0] / n[2] * 1e9, n[3] / 1e6, n[4] / 1e6, n[5] / 1e6, n[6] / 1e6, cpu / n[0] * 1000, missing);
    }

    /** One connection. */
    Table latency() throws IOException {
        Map<Way, List<Round>> rounds = rounds(1, plan.rounds(), plan.seconds());
        Table table = new Table(
                "Latency at 1 connection",
                "Closed loop, not streamed; milliseconds as the app sees them, and what the sidecar adds to the same round's first row. %d rounds of %.0f s a row; errors: %d; scores missing: %.0f."
                        .formatted(plan.rounds(), plan.seconds(), errors(rounds), missing(rounds)),
                3,
                List.of("p50", "p99", "p99.9", "added p50", "added p99", "added p99.9", "sidecar CPU s per 1,000"));
        List<Round> direct = rounds.get(ways.getFirst());
        rounds.forEach((way, own) -> table.row(way.name(), List.of(
                stat(own, Round::p50), stat(own, Round::p99), stat(own, Round::p999),
                added(own, direct, Round::p50), added(own, direct, Round::p99), added(own, direct, Round::p999),
                way.sidecar().isPresent() ? stat(own, Round::cpu) : Stat.of(List.of()))));
        return table;
    }

    /** Sixteen connections. */
    Table throughput() throws IOException {
        Map<Way, List<Round>> rounds = rounds(16, plan.rounds(), plan.seconds());
        Table table = new Table(
                "Requests per second at 16 connections",
                "Closed loop, not streamed. The first row is what the model's server and the app can do here. %d rounds of %.0f s a row; errors: %d; scores missing: %.0f."
                        .formatted(plan.rounds(), plan.seconds(), errors(rounds), missing(rounds)),
                2,
                List.of("requests/s", "p50 ms", "p99 ms", "sidecar CPU s per 1,000"));
        rounds.forEach((way, own) -> table.row(way.name(), List.of(
                stat(own, Round::perSecond), stat(own, Round::p50), stat(own, Round::p99),
                way.sidecar().isPresent() ? stat(own, Round::cpu) : Stat.of(List.of()))));
        return table;
    }

    private static int errors(Map<Way, List<Round>> rounds) {
        return rounds.values().stream().flatMap(List::stream).mapToInt(Round::errors).sum();
    }

    private static double missing(Map<Way, List<Round>> rounds) {
        return rounds.values().stream().flatMap(List::stream).mapToDouble(Round::missing).sum();
    }

    private static Stat stat(List<Round> rounds, ToDoubleFunction<Round> value) {
        return Stat.of(rounds.stream().map(value::applyAsDouble).toList());
    }

    private static Stat added(List<Round> own, List<Round> direct, ToDoubleFunction<Round> value) {
        if (own == direct) return Stat.of(List.of());
        List<Double> added = new ArrayList<>();
        for (int i = 0; i < own.size(); i++) added.add(value.applyAsDouble(own.get(i)) - value.applyAsDouble(direct.get(i)));
        return Stat.of(added);
    }
}
