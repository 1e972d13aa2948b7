import java.util.List;
import java.util.Locale;

/** Of repeated measurements: the middle one, and the extremes that tell how much it is worth. */
record Stat(double median, double min, double max) implements Table.Cell {
    static Stat of(List<Double> values) {
        if (values.isEmpty()) return new Stat(Double.NaN, Double.NaN, Double.NaN);
        double[] sorted = values.stream().mapToDouble(v -> v).sorted().toArray();
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Stat(median, sorted[0], sorted[sorted.length - 1]);
    }

    @Override
    public String text(int digits) {
        if (Double.isNaN(median)) return "–";
        String format = "%." + digits + "f";
        return String.format(Locale.ROOT, format + " (" + format + "…" + format + ")", median, min, max);
    }

    @Override
    public String json() {
        if (Double.isNaN(median)) return "null";
        return String.format(Locale.ROOT, "{\"median\":%.4f,\"min\":%.4f,\"max\":%.4f}", median, min, max);
    }
}
