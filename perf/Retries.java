import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * How many calls an upstream gets that fails often, but not so often that it is left alone: of five calls the first two
 * fail. It ends with status 1 when it gets more than a quarter beyond the apps' requests, or when an app is told an error
 * although another model answers.
 *
 * <p>{@code java perf/Retries.java -- JAVA FLAG... -jar JAR}. Six sidecars, one after the other, 40 s each.
 */
final class Retries {
    private static final List<Integer> RATES = List.of(5, 50, 500);
    private static final int WARM_SECONDS = 10;
    private static final int SECONDS = 30;
    private static final double MOST = 1.25;
    private static final List<Fault> PATTERN = List.of(Fault.STATUS_500, Fault.STATUS_500, Fault.NONE, Fault.NONE, Fault.NONE);

    /** Whom apps ask, and who may answer instead. */
    private static final String FLAKY = "solo";

    private static final String STEADY = "lone";

    private static final String ABOUT = """
            An upstream answers 500, 500, 200, 200, 200 and so on, in the order in which its calls come: too rarely wrong for its breaker to open.
            Requests come at a steady rate, not streamed. Counted is what comes after %d s, for %d s: the upstream's calls over the apps' requests may
            be at most %.2f; where another model answers, no app may be told an error.""".formatted(WARM_SECONDS, SECONDS, MOST);

    private final List<String> java;
    private final Table table = new Table("Calls of an upstream that fails in two of five calls",
            "A sidecar of its own each. Rests: how often its breaker opened meanwhile; then the figures would say nothing.", 3,
            List.of("requests/s", "requests", "its calls", "calls over requests", "other model's calls", "apps told an error", "rests"));
    private final List<String> wrong = new ArrayList<>();

    private Retries(List<String> java) {
        this.java = java;
    }

    public static void main(String[] args) throws Exception {
        List<String> all = Arrays.asList(args);
        int split = all.indexOf("--");
        if (split != 0) {
            System.err.println("retries: use ./outrigger bench retries");
            System.exit(2);
        }
        Path home = Path.of(System.getenv("OUTRIGGER_HOME"));
        List<String> java = all.subList(1, all.size());
        SelfTest.run();
        Map<String, String> setting = Report.setting(home, "./outrigger bench retries", java);
        Retries retries = new Retries(java);
        for (boolean alone : List.of(true, false)) for (int rate : RATES) retries.measure(alone, rate);
        setting.put("verdict", retries.wrong.isEmpty() ? "all held" : String.join("; ", retries.wrong));
        Report report = new Report("Retries: what a failing upstream gets on top", ABOUT, setting, List.of(retries.table));
        System.err.println("retries: wrote " + report.write(home.resolve("perf/results"), "retries"));
        System.out.print(report.markdown());
        System.exit(retries.wrong.isEmpty() ? 0 : 1);
    }

    private static String configuration(boolean alone, int flaky, int steady) {
        return """
                backends:
                  one: { kind: openai, url: "http://127.0.0.1:%d/v1" }
                  two: { kind: openai, url: "http://127.0.0.1:%d/v1" }
                models:
                  solo: { backend: one, model: solo%s }
                  lone: { backend: two, model: lone }
                limits: { attempts: %d }
                """.formatted(flaky, steady, alone ? "" : ", equivalents: [lone]", Cast.ATTEMPTS);
    }

    private void measure(boolean alone, int rate) throws Exception {
        Path work = Files.createTempDirectory("outrigger-retries");
        Script script = new Script();
        Ledger ledger = new Ledger(script);
        try (Vendor one = new Vendor(Tongue.OPENAI, ledger);
                Vendor two = new Vendor(Tongue.OPENAI, ledger);
                Sidecar sidecar = Sidecar.start(java, Sidecar.Ports.free(), configuration(alone, one.port(), two.port()), work.resolve("cache").toString(), work)) {
            sidecar.ready();
            Path log = work.resolve("sidecar.log");
            Counted counted = traffic(new App(sidecar.port()), ledger, script, rate, log);
            long rests = rests(log) - counted.restsBefore;
            row((alone ? "alone" : "another model answers too") + ", " + rate + " a second", alone, rate, counted, script, rests);
        }
    }

    private static long rests(Path log) throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.contains(" rests after ")).count();
        }
    }

    private void row(String name, boolean alone, int rate, Counted counted, Script script, long rests) {
        double share = script.flaky.get() / (double) counted.requests;
        table.row(name, rate, counted.requests, script.flaky.get(), share, script.steady.get(), counted.errors.get(), rests);
        System.err.printf("retries: %s: %.3f calls a request, %d of %d told an error%n", name, share, counted.errors.get(), counted.requests);
        if (share > MOST) wrong.add(name + ": " + share + " calls a request");
        if (!alone && counted.errors.get() > 0) wrong.add(name + ": " + counted.errors + " told an error");
        if (counted.faults.get() > 0) wrong.add(name + ": " + counted.faults + " wrong answers");
        if (rests > 0) wrong.add(name + ": its breaker opened");
    }

    /** Fails the calls of the flaky model in a pattern, and counts while it is told to. */
    private static final class Script implements Ledger.Script {
        private final AtomicInteger turn = new AtomicInteger();
        private final AtomicInteger flaky = new AtomicInteger();
        private final AtomicInteger steady = new AtomicInteger();
        private volatile boolean counts;

        @Override
        public Fault fault(Errand errand, String model, int number) {
            boolean fails = model.equals(FLAKY);
            if (counts) (fails ? flaky : steady).incrementAndGet();
            return fails ? PATTERN.get(turn.getAndIncrement() % PATTERN.size()) : Fault.NONE;
        }
    }

    private static final class Counted {
        private int requests;
        private long restsBefore;
        private final AtomicInteger errors = new AtomicInteger();
        private final AtomicInteger faults = new AtomicInteger();
    }

    private Counted traffic(App app, Ledger ledger, Script script, int rate, Path log) throws Exception {
        Counted counted = new Counted();
        Phaser open = new Phaser(1);
        long begun = System.nanoTime();
        for (int id = 1; id <= (WARM_SECONDS + SECONDS) * rate; id++) {
            long due = begun + (long) (id * 1e9 / rate);
            long left = (due - System.nanoTime()) / 1_000_000;
            if (left > 0) Thread.sleep(left);
            boolean counts = id > WARM_SECONDS * rate;
            if (id == WARM_SECONDS * rate) counted.restsBefore = rests(log);
            script.counts = counts;
            if (counts) counted.requests++;
            Errand errand = new Errand(id, Tongue.OPENAI, FLAKY, false, false, 20, Errand.Manner.PATIENT, 0, true, 1);
            ledger.open(errand);
            open.register();
            Thread.ofVirtual().start(() -> {
                Told told = app.send(errand);
                Verdict verdict = Judge.of(errand, told, ledger.calls(errand.id()), System.nanoTime());
                if (verdict.kind().isFault) counted.faults.incrementAndGet();
                if (counts && told.status != 200) counted.errors.incrementAndGet();
                ledger.forget(errand.id());
                open.arriveAndDeregister();
            });
        }
        // What comes later belongs to the requests before the end as much as what was counted to those before the begin.
        script.counts = false;
        open.arriveAndAwaitAdvance();
        return counted;
    }
}
