import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures a built sidecar and writes what it finds to {@code perf/results}, a page and a JSON file for each part.
 *
 * <p>{@code java perf/Bench.java PART... [--quick] -- JAVA FLAG... -jar JAR}, of the parts proxy, startup, memory, cpu: after
 * {@code --} comes the launcher's own command, so that what is measured is what users run. Bounded: proxy takes 7 minutes, the
 * others 2 or 3 each, {@code --quick} a third of it. Everything runs on this machine.
 */
final class Bench {
    static final String ABOUT = "Each figure is the median of its rounds, with the lowest and the highest round in brackets. In a round every row takes its turn.\n"
            + "The app, the sidecar and the model's server share the machine's cores. The sidecar runs as users run it: the guard, decisions, metrics and\n"
            + "records of each request are on; traces are recorded but go nowhere, for no collector is set.";

    private Bench() {}

    /**
     * How long and how often.
     *
     * @param seconds of a round that is a closed loop
     * @param openSeconds of one that is an open loop
     */
    record Plan(int rounds, double seconds, double openSeconds, int warmLeast, int warmMost, int starts, double memorySeconds, double idleSeconds) {
        static Plan of(boolean quick) {
            return quick ? new Plan(3, 1, 1, 3, 20, 3, 2, 1) : new Plan(5, 1.5, 3, 5, 40, 5, 6, 3);
        }
    }

    /** What every part works with. */
    record Stage(Path home, List<String> java, Path work, Plan plan, int upstream, Child load, Map<String, String> setting) {
        /** @param cache the models' folder; none of its own if empty */
        Sidecar start(String settings, String cache) throws IOException {
            return Sidecar.start(java, Sidecar.Ports.free(), settings, cache, work);
        }

        /** A cache that holds no model. */
        String noModels() {
            return work.resolve("cache").toString();
        }

        Traffic traffic() {
            return new Traffic(load);
        }

        Path results() {
            return home.resolve("perf/results");
        }
    }

    private interface Part {
        Report measure(Stage stage) throws Exception;
    }

    private static Part part(String name) {
        return switch (name) {
            case "proxy" -> Proxy::measure;
            case "cpu" -> Cpu::measure;
            case "startup" -> Startup::measure;
            case "memory" -> Memory::measure;
            default -> throw new IllegalArgumentException(name);
        };
    }

    public static void main(String[] args) throws Exception {
        List<String> all = Arrays.asList(args);
        int split = all.indexOf("--");
        if (split < 0) {
            System.err.println("bench: use ./outrigger bench [PART] [--quick]");
            System.exit(2);
        }
        List<String> own = all.subList(0, split);
        List<String> java = all.subList(split + 1, all.size());
        boolean quick = own.contains("--quick");
        for (String name : own.stream().filter(word -> !word.startsWith("-")).toList()) {
            Path home = Path.of(System.getenv("OUTRIGGER_HOME"));
            Map<String, String> setting = Report.setting(home, "./outrigger bench " + name + (quick ? " --quick" : ""), java);
            Path folder = home.resolve("perf");
            try (Child upstream = Child.start(folder, "Upstream.java");
                    Child load = Child.start(folder, "Load.java")) {
                int port = Integer.parseInt(upstream.line());
                setting.put("mockUpstreamAtMost", ceiling(new Traffic(load), port));
                Stage stage = new Stage(home, java, Files.createTempDirectory("outrigger-bench"), Plan.of(quick), port, load, setting);
                Report report = part(name).measure(stage);
                say("wrote " + report.write(stage.results(), name));
                System.out.print(report.markdown());
            }
        }
    }

    /** What the model's server can answer when the app does not wait: no figure of anything else may come near it. */
    static String ceiling(Traffic traffic, int upstream) throws IOException {
        List<Double> rates = new ArrayList<>();
        for (int i = 0; i < 4; i++) rates.add(traffic.run(Ways.direct(upstream), 16, 0.5, "depth=32").perSecond());
        return String.format(Locale.ROOT, "%,.0f requests/s at 16 connections, 32 sent at a time over each without waiting", Stat.of(rates).max());
    }

    static void say(String what) {
        System.err.println("bench: " + what);
    }
}
