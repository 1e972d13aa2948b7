import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What became of all requests. Any thread. */
final class Tally {
    private static final int TOLD_FAULTS = 20;

    private final Map<Fault, Map<Verdict.Kind, Integer>> kinds = new EnumMap<>(Fault.class);
    private final Map<Boolean, List<Double>> delays = new TreeMap<>();
    private final Map<Integer, Integer> extraCalls = new TreeMap<>();
    private final Map<Integer, Integer> statuses = new TreeMap<>();
    private final List<String> faults = new ArrayList<>();
    private int requests;
    private int calls;
    private int gaveUpEarly;
    private int disclosed;

    synchronized void add(Errand errand, Told told, List<Ledger.Call> made, Verdict verdict) {
        requests++;
        calls += made.size();
        kinds.computeIfAbsent(errand.first(made), key -> new EnumMap<>(Verdict.Kind.class)).merge(verdict.kind(), 1, Integer::sum);
        if (told.status >= 400) statuses.merge(told.status, 1, Integer::sum);
        if (verdict.kind() == Verdict.Kind.RESUMED) resumed(errand, told, made);
        boolean early = verdict.kind() == Verdict.Kind.REFUSED && made.size() < Cast.ATTEMPTS && !Cast.ALONE.contains(errand.model());
        if (early && ++gaveUpEarly <= TOLD_FAULTS) System.err.println("soak: gave up early: " + described(errand, told, made, verdict));
        if (!verdict.kind().isFault) return;
        if (faults.size() < TOLD_FAULTS) faults.add(described(errand, told, made, verdict));
    }

    private static String described(Errand errand, Told told, List<Ledger.Call> made, Verdict verdict) {
        return verdict.kind() + " (" + verdict.why() + "): request " + errand.id() + " " + errand.tongue() + " " + errand.model()
                + (errand.stream() ? " streamed " : " whole ") + errand.manner() + ", status " + told.status + ", exchange "
                + told.header("x-outrigger-exchange") + ", calls "
                + made.stream().map(call -> call.model + "=" + call.fault + (call.reused ? "*" : "")).toList();
    }

    /** From the break to the first text that came after the call which went on had begun. */
    private void resumed(Errand errand, Told told, List<Ledger.Call> made) {
        extraCalls.merge(made.size() - 1, 1, Integer::sum);
        if (told.commented) disclosed++;
        if (errand.manner() != Errand.Manner.PATIENT) return;
        long last = made.getLast().begun;
        Ledger.Call broke = made.stream().filter(call -> call.fault.isCut() && call.streamed).findFirst().orElseThrow();
        told.arrivals.stream().filter(arrival -> arrival.nanos() > last).findFirst().ifPresent(next -> delays
                .computeIfAbsent(broke.fault == Fault.CUT_SILENCE, key -> new ArrayList<>())
                .add((next.nanos() - broke.cut) / 1e6));
    }

    synchronized List<String> faults() {
        return List.copyOf(faults);
    }

    synchronized int faultCount() {
        return Arrays.stream(Verdict.Kind.values()).filter(kind -> kind.isFault).mapToInt(this::count).sum();
    }

    private int count(Verdict.Kind kind) {
        return kinds.values().stream().mapToInt(row -> row.getOrDefault(kind, 0)).sum();
    }

    synchronized String line() {
        return requests + " requests, " + calls + " calls, " + count(Verdict.Kind.RESUMED) + " resumed, "
                + (count(Verdict.Kind.REFUSED) + count(Verdict.Kind.ERROR_EVENT)) + " told an error, " + faultCount() + " faults";
    }

    synchronized List<Table> tables() {
        Table outcomes = new Table("What became of the requests", requests + " requests, for which the upstreams were called "
                + calls + " times. Errors by status: " + statuses + ". Of the proper errors " + gaveUpEarly
                + " came after fewer upstream calls than `limits.attempts`, although there was another model.", 2, List.of("requests", "per cent"));
        for (Verdict.Kind kind : Verdict.Kind.values()) outcomes.row(kind.words, count(kind), 100.0 * count(kind) / Math.max(1, requests));
        return List.of(outcomes, byFault(), resuming(), extra());
    }

    private Table byFault() {
        List<Verdict.Kind> columns = Arrays.stream(Verdict.Kind.values()).filter(kind -> !kind.isFault).toList();
        List<String> names = new ArrayList<>(List.of("requests"));
        columns.forEach(kind -> names.add(kind.words));
        Table table = new Table("By what the upstream did in the first call",
                "The further calls of such a request go wrong in a quarter of the cases.", 0, names);
        kinds.forEach((fault, row) -> {
            List<Table.Figure> cells = new ArrayList<>(List.of(new Table.Figure(row.values().stream().mapToInt(n -> n).sum())));
            columns.forEach(kind -> cells.add(new Table.Figure(row.getOrDefault(kind, 0))));
            table.row(fault.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '), cells);
        });
        return table;
    }

    private Table resuming() {
        Table table = new Table("Streams that went on after a break: the delay",
                "Milliseconds from the break at the upstream (of a silence: its last byte) to the next text at the app, as the app has it.", 1,
                List.of("streams", "median", "p95", "longest"));
        for (boolean silent : List.of(false, true)) {
            double[] sorted = delays.getOrDefault(silent, List.of()).stream().mapToDouble(d -> d).sorted().toArray();
            table.row(silent ? "silence (the idle clock is 2 s)" : "reset, end, garbage, error event", sorted.length, at(sorted, 0.5), at(sorted, 0.95), at(sorted, 1));
        }
        return table;
    }

    private static double at(double[] sorted, double share) {
        return sorted.length == 0 ? Double.NaN : sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }

    private Table extra() {
        Table table = new Table("Streams that went on after a break: what they cost", "Calls beyond the first, whatever for. In " + disclosed
                + " of these streams a comment says that they went on; the others had shown nothing when they broke.", 0, List.of("streams"));
        extraCalls.forEach((more, streams) -> table.row(more + (more == 1 ? " call more" : " calls more"), streams));
        return table;
    }
}
