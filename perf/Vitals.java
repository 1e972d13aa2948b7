import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What a process has of each resource, over time, and whether it grows. */
final class Vitals {
    /** What may grow by how much from the second quarter of the time to the last: a share, and so much beside. */
    private enum Measure {
        RSS("resident memory, MiB", 0.10, 12, Sample::rss),
        HEAP("heap after collection, MiB", 0.10, 3, Sample::heap),
        THREADS("threads", 0, 3, Sample::threads),
        FILES("open files", 0.20, 20, Sample::files),
        APPS("apps' connections", 0.30, 25, Sample::apps),
        UPSTREAMS("connections to upstreams", 0.30, 25, Sample::upstreams),
        IN_FLIGHT("exchanges in flight", 0.50, 20, Sample::inFlight),
        BUFFERED("bytes held, KiB", 0.50, 512, Sample::buffered);

        private final String title;
        private final double share;
        private final double beside;
        private final ToDoubleFunction<Sample> value;

        Measure(String title, double share, double beside, ToDoubleFunction<Sample> value) {
            this.title = title;
            this.share = share;
            this.beside = beside;
            this.value = value;
        }
    }

    /** At one moment; the heap is not a number where it was not collected. */
    record Sample(double rss, double heap, double threads, double files, double apps, double upstreams, double inFlight, double buffered) {
        static Sample of(Sidecar sidecar, double upstreams, boolean collects) throws Exception {
            double heap = collects ? sidecar.heap() : Double.NaN;
            return new Sample(sidecar.memory().rss(), heap, sidecar.threads(), sidecar.files(), sidecar.metric("outrigger_connections"),
                    upstreams, sidecar.metric("outrigger_in_flight"), sidecar.metric("outrigger_buffered_bytes") / 1024);
        }
    }

    private final List<Sample> samples = new ArrayList<>();
    /** More room where the time is short, for the compilers are still at work. */
    private final double slack;

    Vitals(double slack) {
        this.slack = slack;
    }

    void add(Sample sample) {
        samples.add(sample);
    }

    private double bound(Measure measure) {
        return quarter(measure, 1) * (1 + measure.share) + measure.beside * slack;
    }

    private double quarter(Measure measure, int number) {
        int from = samples.size() * number / 4;
        int to = samples.size() * (number + 1) / 4;
        return Stat.of(numbers(samples.subList(from, to), measure)).median();
    }

    private static List<Double> numbers(List<Sample> samples, Measure measure) {
        return samples.stream().map(measure.value::applyAsDouble).filter(value -> !value.isNaN()).toList();
    }

    /** What has grown beyond its bound, in words. */
    List<String> slopes() {
        List<String> slopes = new ArrayList<>();
        for (Measure measure : Measure.values())
            // Also what could not be measured is no proof.
            if (!(quarter(measure, 3) <= bound(measure)))
                slopes.add("%s: %.1f in the last quarter, %.1f in the second".formatted(measure.title, quarter(measure, 3), quarter(measure, 1)));
        return slopes;
    }

    Table table() {
        Table table = new Table("Resources of the sidecar", samples.size()
                + " samples. Medians of the second and of the last quarter of the time; the last may not be over its bound.",
                1, List.of("second quarter", "last quarter", "bound", "least", "most"));
        for (Measure measure : Measure.values()) {
            Stat all = Stat.of(numbers(samples, measure));
            table.row(measure.title, quarter(measure, 1), quarter(measure, 3), bound(measure), all.min(), all.max());
        }
        return table;
    }
}
