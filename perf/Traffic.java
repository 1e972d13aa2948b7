import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Rounds in which every way takes its turn, so that what disturbs the machine disturbs all. */
final class Traffic {
    /** A way is warm when a second of it differs from the one before by less than this share. */
    private static final double STEADY = 0.05;

    private final Child load;

    Traffic(Child load) {
        this.load = load;
    }

    /**
     * How the app reaches the model.
     *
     * @param headers that the app sends besides, {@code name:value}
     * @param through whom; empty for the one way that goes straight to the model's server
     */
    record Way(String name, int port, String model, List<String> headers, Optional<Proc> through) {}

    /** Sends for so many seconds. Words that {@link Load} knows may follow. */
    Round run(Way way, int connections, double seconds, String... words) throws IOException {
        String headers = way.headers().stream().map(header -> " header=" + header).collect(Collectors.joining());
        Proc.Usage before = used(way);
        String line = load.ask(way.port() + " " + way.model() + " " + connections + " " + seconds + " 16" + headers
                + (words.length == 0 ? "" : " " + String.join(" ", words)));
        return Round.of(line, used(way).minus(before));
    }

    private static Proc.Usage used(Way way) throws IOException {
        return way.through().isPresent() ? way.through().get().usage() : Proc.Usage.NONE;
    }

    /** Sends until the compilers have seen it; the seconds that took. */
    int warm(Way way, int least, int most) throws IOException {
        double last = 0;
        int steady = 0;
        int second = 0;
        while (second < most && (second < least || steady < 2)) {
            double now = run(way, 16, 1).perSecond();
            steady = Math.abs(now - last) < STEADY * last ? steady + 1 : 0;
            last = now;
            second++;
        }
        run(way, 1, 1);
        return second + 1;
    }

    /** Warms all of them; says how. */
    String warm(List<Way> ways, Bench.Plan plan) throws IOException {
        List<String> seconds = new ArrayList<>();
        for (Way way : ways) seconds.add(way.name() + " " + warm(way, plan.warmLeast(), plan.warmMost()) + " s");
        return String.join(", ", seconds) + ": until two successive seconds differ by less than 5 % each, at most " + plan.warmMost() + " s";
    }

    interface Turn {
        Round take(Way way) throws IOException;
    }

    static Map<Way, List<Round>> rounds(List<Way> ways, int count, Turn turn) throws IOException {
        Map<Way, List<Round>> rounds = new LinkedHashMap<>();
        for (int i = 0; i < count; i++)
            for (Way way : ways) {
                Round round = turn.take(way);
                if (round.requests() == 0 || round.errors() > round.requests() / 100)
                    throw new IllegalStateException(way.name() + ": " + round.errors() + " errors of " + round.requests());
                rounds.computeIfAbsent(way, first -> new ArrayList<>()).add(round);
            }
        return rounds;
    }

    static long errors(Map<Way, List<Round>> rounds) {
        return rounds.values().stream().flatMap(List::stream).mapToLong(Round::errors).sum();
    }

    static Stat stat(List<Round> rounds, ToDoubleFunction<Round> value) {
        return Stat.of(rounds.stream().map(value::applyAsDouble).toList());
    }

    /** The difference to the same round of the first way. */
    static Stat added(List<Round> own, List<Round> direct, ToDoubleFunction<Round> value) {
        if (own == direct) return Stat.of(List.of());
        List<Double> added = new ArrayList<>();
        for (int i = 0; i < own.size(); i++) added.add(value.applyAsDouble(own.get(i)) - value.applyAsDouble(direct.get(i)));
        return Stat.of(added);
    }
}
