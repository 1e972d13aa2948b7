import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/** What the sidecar adds to a request's latency, and how many it carries a second, against no sidecar. */
final class Proxy {
    /** Requests a second of the open loops. */
    private static final List<Integer> RATES = List.of(100, 500, 1000, 2000, 4000);

    /** The rate that there is an aim for. */
    private static final int AIM_RATE = 500;

    private static final double AIM_MILLIS = 1;

    /** Of every ten, hundred, thousand … requests all but one. */
    private static final List<Double> SHARES = List.of(50.0, 75.0, 90.0, 95.0, 99.0, 99.5, 99.9, 99.99);

    private final Bench.Stage stage;
    private final Traffic traffic;
    private final List<Traffic.Way> ways;
    private final Traffic.Way direct;

    private Proxy(Bench.Stage stage, Sidecar sidecar) {
        this.stage = stage;
        traffic = stage.traffic();
        direct = Ways.direct(stage.upstream());
        ways = List.of(direct, Ways.named(sidecar), Ways.structure(sidecar), Ways.encoder(sidecar));
    }

    static Report measure(Bench.Stage stage) throws Exception {
        try (Sidecar sidecar = stage.start(Ways.all(stage.upstream()), "")) {
            sidecar.loaded();
            Bench.say(sidecar.states());
            List<Table> tables = new Proxy(stage, sidecar).tables();
            stage.setting().put("scoresMissing", String.format(Locale.ROOT, "%.0f", sidecar.missing()));
            String about = Bench.ABOUT + "\n\n![added by rate](proxy-rate.svg)\n\n![latency at %d requests a second](proxy-spectrum.svg)".formatted(AIM_RATE);
            return new Report("The sidecar against no sidecar", about, stage.setting(), tables);
        }
    }

    private List<Table> tables() throws IOException {
        Bench.say("warming up");
        stage.setting().put("warmedUp", traffic.warm(ways, stage.plan()));
        Bench.say("closed loops");
        Table latency = latency();
        Table throughput = throughput();
        Bench.say("open loops");
        Map<Integer, Map<Traffic.Way, List<Round>>> open = open();
        plotRates(open);
        plotSpectrum(open);
        return List.of(aim(open.get(AIM_RATE)), rates(open), spectrum(open), latency, throughput);
    }

    // ---- closed loops ------------------------------------------------------------------------------------------------

    private Table latency() throws IOException {
        Bench.Plan plan = stage.plan();
        Map<Traffic.Way, List<Round>> rounds = Traffic.rounds(ways, plan.rounds(), way -> traffic.run(way, 1, plan.seconds()));
        Table table = new Table("Milliseconds at 1 connection",
                "A closed loop, not streamed: what the app waits, and what is added to the same round's first row. %d rounds of %.1f s a row; errors: %d."
                        .formatted(plan.rounds(), plan.seconds(), Traffic.errors(rounds)),
                3, List.of("p50", "p99", "p99.9", "added p50", "added p99", "added p99.9"));
        List<Round> straight = rounds.get(direct);
        rounds.forEach((way, own) -> table.row(way.name(), List.of(at(own, 50), at(own, 99), at(own, 99.9),
                added(own, straight, 50), added(own, straight, 99), added(own, straight, 99.9))));
        return table;
    }

    private Table throughput() throws IOException {
        Bench.Plan plan = stage.plan();
        Map<Traffic.Way, List<Round>> rounds = Traffic.rounds(ways, plan.rounds(), way -> traffic.run(way, 16, plan.seconds()));
        Table table = new Table("Requests per second at 16 connections",
                "A closed loop, not streamed. The first row is what the app and the model's server can do here together. %d rounds of %.1f s a row; errors: %d."
                        .formatted(plan.rounds(), plan.seconds(), Traffic.errors(rounds)),
                2, List.of("requests/s", "p50 ms", "p99 ms", "sidecar CPU s per 1,000"));
        rounds.forEach((way, own) -> table.row(way.name(), List.of(Traffic.stat(own, Round::perSecond), at(own, 50), at(own, 99),
                way == direct ? Stat.of(List.of()) : Traffic.stat(own, round -> round.used().cpu() * 1000 / round.requests()))));
        return table;
    }

    // ---- open loops --------------------------------------------------------------------------------------------------

    /** A way that once could not keep up is not asked for as much, or more, again. */
    private Map<Integer, Map<Traffic.Way, List<Round>>> open() throws IOException {
        Map<Integer, Map<Traffic.Way, List<Round>>> found = new LinkedHashMap<>();
        Map<Traffic.Way, Integer> tooMuch = new LinkedHashMap<>();
        for (int i = 0; i < stage.plan().rounds(); i++)
            for (int rate : RATES)
                for (Traffic.Way way : ways) {
                    if (rate >= tooMuch.getOrDefault(way, Integer.MAX_VALUE)) continue;
                    Round round = traffic.run(way, 16, stage.plan().openSeconds(), "rate=" + rate);
                    if (!round.keepsUp(rate)) tooMuch.put(way, rate);
                    found.computeIfAbsent(rate, first -> new LinkedHashMap<>()).computeIfAbsent(way, first -> new ArrayList<>()).add(round);
                }
        return found;
    }

    private Table rates(Map<Integer, Map<Traffic.Way, List<Round>>> open) {
        Table table = new Table("Milliseconds at stated rates",
                ("An open loop: each request is due at a time that is set before, over whichever of 16 connections is free, and its latency counts from then,"
                        + " so nothing is omitted when something is slow. %d rounds of %.0f s a row. A row that could not keep up (less than 95 %% answered in time) is of one round,"
                        + " and that way was not asked for more.").formatted(stage.plan().rounds(), stage.plan().openSeconds()),
                3, List.of("answered/s", "p50", "p99", "p99.9", "added p50", "added p99", "added p99.9", "errors", "keeps up"));
        open.forEach((rate, rounds) -> rounds.forEach((way, own) -> table.row(
                "%,d/s: %s".formatted(rate, way.name()),
                List.of(Traffic.stat(own, Round::perSecond), at(own, 50), at(own, 99), at(own, 99.9),
                        added(own, rounds.get(direct), 50), added(own, rounds.get(direct), 99), added(own, rounds.get(direct), 99.9),
                        new Table.Figure(own.stream().mapToLong(Round::errors).sum()),
                        new Table.Words(keepsUp(own, rate) ? "yes" : "no")))));
        return table;
    }

    private static boolean keepsUp(List<Round> rounds, int rate) {
        return rounds.stream().allMatch(round -> round.keepsUp(rate));
    }

    private Table aim(Map<Traffic.Way, List<Round>> rounds) {
        Table table = new Table("The aim",
                "At %d requests a second the sidecar adds at most %.0f ms at p99 to a request that nothing is read of, and none fails.".formatted(AIM_RATE, AIM_MILLIS),
                3, List.of("added p99, ms", "errors", "met"));
        for (Traffic.Way way : ways.subList(1, 3)) {
            List<Round> own = rounds.getOrDefault(way, List.of());
            long errors = own.stream().mapToLong(Round::errors).sum();
            Stat added = added(own, rounds.get(direct), 99);
            table.row(way.name(), List.of(added, new Table.Figure(errors),
                    new Table.Words(added.median() <= AIM_MILLIS && errors == 0 && keepsUp(own, AIM_RATE) ? "yes" : "no")));
        }
        return table;
    }

    /** Whole distributions, of all rounds together: at the aim's rate, or what a way carries below it. */
    private Map<String, Histogram> spectra(Map<Integer, Map<Traffic.Way, List<Round>>> open) {
        Map<String, Histogram> spectra = new LinkedHashMap<>();
        for (Traffic.Way way : ways)
            carried(open, way).ifPresent(rate -> spectra.put(way.name() + ", " + rate + "/s", Round.together(open.get(rate).get(way))));
        return spectra;
    }

    private static Optional<Integer> carried(Map<Integer, Map<Traffic.Way, List<Round>>> open, Traffic.Way way) {
        return RATES.stream().filter(rate -> rate <= AIM_RATE && open.get(rate).containsKey(way) && keepsUp(open.get(rate).get(way), rate)).reduce((less, more) -> more);
    }

    private Table spectrum(Map<Integer, Map<Traffic.Way, List<Round>>> open) {
        Table table = new Table("Milliseconds at %d requests a second, all rounds together".formatted(AIM_RATE), "Of the same open loops.", 3,
                java.util.stream.Stream.concat(SHARES.stream().map(share -> "p" + share.toString().replaceAll("\\.0$", "")), java.util.stream.Stream.of("most")).toList());
        spectra(open).forEach((name, all) -> table.row(name, java.util.stream.DoubleStream.concat(
                SHARES.stream().mapToDouble(share -> all.getValueAtPercentile(share) / 1e6), java.util.stream.DoubleStream.of(all.getMaxValue() / 1e6)).toArray()));
        return table;
    }

    private void plotRates(Map<Integer, Map<Traffic.Way, List<Round>>> open) throws IOException {
        List<Plot.Line> lines = new ArrayList<>();
        for (Traffic.Way way : ways.subList(1, ways.size()))
            for (int percentile : List.of(50, 99)) {
                List<Plot.Point> points = new ArrayList<>();
                open.forEach((rate, rounds) -> {
                    List<Round> own = rounds.getOrDefault(way, List.of());
                    if (!own.isEmpty() && keepsUp(own, rate)) points.add(Plot.Point.of(rate, added(own, rounds.get(direct), percentile)));
                });
                lines.add(new Plot.Line(way.name() + ", p" + percentile, points));
            }
        Plot.lines(stage.results().resolve("proxy-rate.svg"), "What the sidecar adds", "requests a second (log)", "milliseconds (log)", lines);
    }

    private void plotSpectrum(Map<Integer, Map<Traffic.Way, List<Round>>> open) throws IOException {
        List<Plot.Line> lines = new ArrayList<>();
        spectra(open).forEach((name, all) -> {
            List<Plot.Point> points = new ArrayList<>();
            // The last thousandths of few requests are chance.
            for (double one = 2; one <= all.getTotalCount() / 5.0; one *= 1.25)
                points.add(new Plot.Point(one, all.getValueAtPercentile(100 - 100 / one) / 1e6));
            lines.add(new Plot.Line(name, points));
        });
        Plot.lines(stage.results().resolve("proxy-spectrum.svg"), "How long requests take", "one request in so many takes longer (log)", "milliseconds (log)", lines);
    }

    private static Stat at(List<Round> rounds, double percentile) {
        return Traffic.stat(rounds, round -> round.millis(percentile));
    }

    private static Stat added(List<Round> own, List<Round> direct, double percentile) {
        return Traffic.added(own, direct, round -> round.millis(percentile));
    }
}
