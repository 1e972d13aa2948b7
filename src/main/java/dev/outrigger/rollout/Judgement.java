package dev.outrigger.rollout;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What two policies came to by what somebody found out of each model.
 *
 * @param decisions of which it is told what both come to
 * @param groups of alike requests among them
 * @param cannot decisions that cannot be judged, by why
 * @param rows one for each mix of tasks
 */
public record Judgement(long decisions, long groups, Map<String, Long> cannot, List<Row> rows) {
    public Judgement {
        cannot = Map.copyOf(cannot);
        rows = List.copyOf(rows);
    }

    /**
     * Of one mix of tasks.
     *
     * @param shares of the work, by what the other policy begins with
     */
    public record Row(
            String mix,
            Optional<Ratio> quality,
            Optional<Ratio> dollars,
            Optional<Ratio> seconds,
            Map<String, Double> shares) {
        public Row {
            shares = Map.copyOf(shares);
        }
    }

    /**
     * A mean of each, and the other policy's as a part of the recorded one's.
     *
     * @param interval of that part
     */
    public record Ratio(double then, double instead, double part, Optional<Interval> interval) {}

    /** The middle 95 % of redrawings. */
    public record Interval(double low, double high) {}

    String text() {
        StringBuilder text = new StringBuilder();
        text.append("by outcomes of %d decisions, %d groups%n".formatted(decisions, groups));
        ReplayReport.most(cannot).forEach((why, count) -> text.append("  %6d  %s%n".formatted(count, why)));
        for (Row row : rows) {
            text.append(row.mix()).append('\n');
            line(text, "quality kept", row.quality(), true);
            line(text, "cheaper by", row.dollars(), false);
            line(text, "faster by", row.seconds(), false);
            row.shares().entrySet().stream()
                    .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                    .forEach(share -> text.append(
                            String.format(Locale.ROOT, "  %5.1f %%  %s%n", 100 * share.getValue(), share.getKey())));
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String what, Optional<Ratio> found, boolean isKept) {
        text.append(String.format("  %-13s ", what));
        if (found.isEmpty()) {
            text.append("unknown\n");
            return;
        }
        Ratio ratio = found.get();
        text.append(String.format(Locale.ROOT, "%.1f %%", percent(ratio.part(), isKept)));
        ratio.interval().ifPresent(range -> {
            double one = percent(range.low(), isKept);
            double other = percent(range.high(), isKept);
            text.append(String.format(Locale.ROOT, " [%.1f, %.1f]", Math.min(one, other), Math.max(one, other)));
        });
        text.append(String.format(Locale.ROOT, " (%.5g → %.5g)%n", ratio.then(), ratio.instead()));
    }

    private static double percent(double part, boolean isKept) {
        return 100 * (isKept ? part : 1 - part);
    }
}
