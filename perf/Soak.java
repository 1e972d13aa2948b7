import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Whether the sidecar keeps its word over time: mixed traffic before vendors that do wrong, every answer checked, and
 * resources watched. It ends with status 1 when an answer was lost, cut silently, glued, doubled or made up, when an
 * upstream was called more often than {@code limits.attempts}, or when a resource grows.
 *
 * <p>{@code java perf/Soak.java --minutes N [--rate R] [--seed S] | --ci | --self-test [-- JAVA FLAG... -jar JAR]}. App
 * and vendors live in this process, so that the check knows what each upstream sent, and when.
 */
final class Soak {
    private static final int BURST_EACH_SECONDS = 20;
    private static final int BURST = 2 * Cast.IN_FLIGHT;
    private static final int BURST_IDS = 100_000_000;
    private static final int SAMPLE_MILLIS = 3_000;

    /** Requests of ours at once, whatever the rate. */
    private static final int MOST_AT_ONCE = 4_000;

    private static final String ABOUT = """
            Scripted vendors (two dialects, two upstreams of each) behind a sidecar, apps of two dialects before it, for a long time: streamed and
            whole, translated and not. Of a fifth of the requests the upstream does wrong; %d come at once every %d s, over `limits.inFlight` (%d).
            Some apps leave, some read slowly. Every answer is compared, character by character, with what the upstreams sent for it.
            App, vendors and sidecar share the machine's cores.""".formatted(BURST, BURST_EACH_SECONDS, Cast.IN_FLIGHT);

    private final Ledger ledger = new Ledger((errand, model, number) -> errand.fault(number));
    private final Tally tally = new Tally();
    private final Semaphore room = new Semaphore(MOST_AT_ONCE);
    private final long seed;
    private final double rate;
    private final double seconds;
    private final boolean brief;

    private Soak(double seconds, double rate, long seed, boolean brief) {
        this.seconds = seconds;
        this.rate = rate;
        this.seed = seed;
        this.brief = brief;
    }

    public static void main(String[] args) throws Exception {
        List<String> all = Arrays.asList(args);
        int split = all.indexOf("--");
        List<String> own = split < 0 ? all : all.subList(0, split);
        System.err.println("soak: what is wrong was found in all of " + SelfTest.run() + " cases");
        if (own.contains("--self-test")) return;
        boolean ci = own.contains("--ci");
        Optional<String> minutes = value(own, "--minutes");
        if (split < 0 || !ci && minutes.isEmpty()) {
            System.err.println("soak: use ./outrigger bench soak --minutes N [--rate R] [--seed S] | --ci | --self-test");
            System.exit(2);
        }
        List<String> java = all.subList(split + 1, all.size());
        Path home = Path.of(System.getenv("OUTRIGGER_HOME"));
        Map<String, String> setting = Report.setting(home, "./outrigger bench soak " + String.join(" ", own), java);
        double seconds = ci ? 60 : 60 * Double.parseDouble(minutes.orElseThrow());
        Soak soak = new Soak(seconds, value(own, "--rate").map(Double::parseDouble).orElse(60.0), value(own, "--seed").map(Long::parseLong).orElse(1L), seconds < 300);
        setting.put("seed", Long.toString(soak.seed));
        setting.put("load", "%.0f requests a second for %.0f s, and bursts".formatted(soak.rate, soak.seconds));
        List<Table> tables = new ArrayList<>();
        List<String> wrong = soak.run(java, tables);
        setting.put("verdict", wrong.isEmpty() ? "all held" : String.join("; ", wrong));
        Report report = new Report("Soak: does it keep its word over time?", ABOUT, setting, tables);
        System.out.print(report.markdown());
        if (!ci) System.err.println("soak: wrote " + report.write(home.resolve("perf/results"), "soak"));
        wrong.forEach(one -> System.err.println("soak: WRONG: " + one));
        System.exit(wrong.isEmpty() ? 0 : 1);
    }

    private static Optional<String> value(List<String> args, String option) {
        int at = args.indexOf(option);
        return at >= 0 && at + 1 < args.size() ? Optional.of(args.get(at + 1)) : Optional.empty();
    }

    /** What was wrong, in words. */
    private List<String> run(List<String> java, List<Table> tables) throws Exception {
        Path work = Files.createTempDirectory("outrigger-soak");
        try (Vendor one = new Vendor(Tongue.OPENAI, ledger);
                Vendor two = new Vendor(Tongue.OPENAI, ledger);
                Vendor three = new Vendor(Tongue.ANTHROPIC, ledger);
                Vendor four = new Vendor(Tongue.ANTHROPIC, ledger)) {
            List<Vendor> vendors = List.of(one, two, three, four);
            List<Integer> ports = new ArrayList<>(vendors.stream().map(Vendor::port).toList());
            ports.add(nobodysPort());
            try (Sidecar sidecar = Sidecar.start(java, Sidecar.Ports.free(), Cast.configuration(ports), work.resolve("cache").toString(), work)) {
                sidecar.ready();
                System.err.println("soak: the sidecar's log is " + work.resolve("sidecar.log"));
                return soak(sidecar, vendors, tables);
            }
        }
    }

    private static int nobodysPort() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return taken.getLocalPort();
        }
    }

    private List<String> soak(Sidecar sidecar, List<Vendor> vendors, List<Table> tables) throws Exception {
        Vitals vitals = new Vitals(brief ? 4 : 1);
        App app = new App(sidecar.port());
        Thread traffic = Thread.ofPlatform().start(() -> traffic(app));
        for (int i = 0; traffic.isAlive(); i++) {
            traffic.join(SAMPLE_MILLIS);
            if (!traffic.isAlive()) break;
            // A collection stops everything for a moment: not at each sample.
            vitals.add(Vitals.Sample.of(sidecar, connections(vendors), i % (brief ? 2 : 10) == 0));
            if (i % 10 == 9) System.err.println("soak: " + tally.line());
        }
        room.acquire(MOST_AT_ONCE);
        List<String> wrong = new ArrayList<>(tally.faults());
        if (tally.faultCount() > wrong.size()) wrong.add((tally.faultCount() - wrong.size()) + " more");
        if (ledger.strays() > 0) wrong.add(ledger.strays() + " calls for requests that had ended");
        wrong.addAll(vitals.slopes());
        wrong.addAll(left(sidecar));
        tables.addAll(tally.tables());
        tables.add(vitals.table());
        return wrong;
    }

    private static double connections(List<Vendor> vendors) {
        return vendors.stream().mapToInt(Vendor::connections).sum();
    }

    /** What is held for requests that are over. */
    private static List<String> left(Sidecar sidecar) throws IOException {
        List<String> left = new ArrayList<>();
        for (String gauge : List.of("outrigger_in_flight", "outrigger_buffered_bytes"))
            if (sidecar.metric(gauge) != 0) left.add(gauge + " is " + sidecar.metric(gauge) + " after the end");
        return left;
    }

    private void traffic(App app) {
        long begun = System.nanoTime();
        int bursts = 0;
        for (int id = 1; id <= seconds * rate; id++) {
            long due = begun + (long) (id / rate * 1e9);
            sleep((due - System.nanoTime()) / 1_000_000);
            start(app, Errand.of(seed, id));
            if (id / rate < (bursts + 1) * BURST_EACH_SECONDS) continue;
            for (int i = 0; i < BURST; i++) start(app, Errand.ofBurst(seed, BURST_IDS + bursts * BURST + i));
            bursts++;
        }
    }

    private void start(App app, Errand errand) {
        room.acquireUninterruptibly();
        ledger.open(errand);
        Thread.ofVirtual().start(() -> {
            try {
                Told told = app.send(errand);
                long ended = System.nanoTime();
                // Whoever is still asked for it will be asked by then.
                sleep(2_000);
                List<Ledger.Call> calls = ledger.calls(errand.id());
                tally.add(errand, told, calls, Judge.of(errand, told, calls, ended));
            } finally {
                ledger.forget(errand.id());
                room.release();
            }
        });
    }

    private static void sleep(long millis) {
        if (millis <= 0) return;
        try {
            Thread.sleep(millis);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
