import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What JMH found of the hot pieces of a request's way, as a report.
 *
 * <p>{@code java perf/Pieces.java RESULTS.json -- JAVA FLAG...}, which {@code ./outrigger bench pieces} calls.
 */
final class Pieces {
    private static final String ABOUT = """
            What every request pays for, piece by piece, on input like an app's; `src/test/java` has the inputs. JMH in SampleTime mode: each call is a sample, in a JVM
            of the piece's own after 4 s of warming up. A sample takes some 25 ns more than the call, for reading the clock. Bytes are what a call allocates once all of it
            is compiled; the ceilings that the build checks are of code that is not, and higher.""";

    private Pieces() {}

    public static void main(String[] args) throws Exception {
        List<String> all = Arrays.asList(args);
        if (all.indexOf("--") != 1) {
            System.err.println("pieces: use ./outrigger bench pieces");
            System.exit(2);
        }
        Path home = Path.of(System.getenv("OUTRIGGER_HOME"));
        Map<String, String> setting = Report.setting(home, "./outrigger bench pieces", all.subList(2, all.size()));
        Table table = new Table("Pieces", "Microseconds a call, and bytes.", 2, List.of("p50 µs", "p99 µs", "p99.9 µs", "bytes", "samples"));
        List<?> results = (List<?>) Json.parse(Files.readString(Path.of(args[0])));
        for (Object result : results) {
            table.row(Json.text(result, "params", "piece"), micros(result, "50.0"), micros(result, "99.0"), micros(result, "99.9"),
                    Math.round(number(result, "secondaryMetrics", "gc.alloc.rate.norm", "score")), samples(result));
        }
        Report report = new Report("Pieces: what the hot parts of a request's way take", ABOUT, setting, List.of(table));
        System.err.println("pieces: wrote " + report.write(home.resolve("perf/results"), "pieces"));
        System.out.print(report.markdown());
    }

    private static double micros(Object result, String percentile) {
        return number(result, "primaryMetric", "scorePercentiles", percentile) / 1e3;
    }

    private static double number(Object result, Object... path) {
        return (Double) Json.at(result, path);
    }

    /** Of all iterations' histograms, whose entries are a time and how often it was seen. */
    private static long samples(Object result) {
        long samples = 0;
        for (Object fork : (List<?>) Json.at(result, "primaryMetric", "rawDataHistogram"))
            for (Object iteration : (List<?>) fork)
                for (Object entry : (List<?>) iteration) samples += Math.round((Double) ((List<?>) entry).get(1));
        return samples;
    }
}
