import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What the sidecar takes of the processor for a request, and what it asks of the kernel. */
final class Cpu {
    /** Of an open loop: what the slowest way can carry, and the others do. */
    private static final int SLOW = 100;

    private static final int FAST = 500;

    private Cpu() {}

    static Report measure(Bench.Stage stage) throws Exception {
        Traffic traffic = stage.traffic();
        try (Sidecar sidecar = stage.start(Ways.all(stage.upstream()), "")) {
            sidecar.loaded();
            Bench.say(sidecar.states());
            Traffic.Way encoder = Ways.encoder(sidecar);
            List<Traffic.Way> ways = List.of(Ways.named(sidecar), Ways.structure(sidecar), encoder);
            stage.setting().put("warmedUp", traffic.warm(ways, stage.plan()));
            Bench.Plan plan = stage.plan();
            Map<Traffic.Way, List<Round>> busy =
                    Traffic.rounds(ways, plan.rounds(), way -> traffic.run(way, 16, plan.openSeconds()));
            Map<Traffic.Way, List<Round>> calm = Traffic.rounds(ways, plan.rounds(),
                    way -> traffic.run(way, 16, plan.openSeconds(), "rate=" + (way == encoder ? SLOW : FAST)));
            String what = " %d rounds of %.0f s; errors: %d. Of the sidecar's process: user and system time of /proc/PID/stat, voluntary context switches of all its threads, and calls of read and write (syscr and syscw of /proc/PID/io)";
            Table full = table("At 16 connections, each request as soon as the last was answered",
                    what.formatted(plan.rounds(), plan.openSeconds(), Traffic.errors(busy)), busy);
            Table part = table("At %d requests a second, with the encoder %d".formatted(FAST, SLOW),
                    what.formatted(plan.rounds(), plan.openSeconds(), Traffic.errors(calm)), calm);
            return new Report("Processor", Bench.ABOUT, stage.setting(), List.of(full, part));
        }
    }

    private static Table table(String title, String about, Map<Traffic.Way, List<Round>> rounds) {
        Table table = new Table(title, about.trim() + ".", 3,
                List.of("CPU s per 1,000 requests", "of it in the kernel", "context switches a request", "reads a request", "writes a request", "requests/s"));
        rounds.forEach((way, own) -> table.row(way.name(), List.of(
                each(own, 1000, Proc.Usage::cpu), each(own, 1000, Proc.Usage::system), each(own, 1, Proc.Usage::waits),
                each(own, 1, Proc.Usage::reads), each(own, 1, Proc.Usage::writes), Traffic.stat(own, Round::perSecond))));
        return table;
    }

    private static Stat each(List<Round> rounds, int requests, ToDoubleFunction<Proc.Usage> of) {
        return Traffic.stat(rounds, round -> of.applyAsDouble(round.used()) * requests / round.requests());
    }
}
