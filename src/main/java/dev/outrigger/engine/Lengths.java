package dev.outrigger.engine;

import java.util.List;

/**
 * How long what a label stands for is: for each label, quantiles of the length at the same levels. A head's probabilities
 * weigh them to a mixture, whose quantiles are asked for. Between levels the share is linear in the logarithm of the length,
 * beyond them as between the outermost two. Made and judged by {@code lengths.py} beside the heads.
 *
 * @param levels rising, between 0 and 1, two at least
 * @param tokens one list a label, of one rising length of at least 1 a level
 */
public record Lengths(List<Double> levels, List<List<Double>> tokens) {
    private static final int HALVINGS = 40;
    /** The longest length looked at is so many times the longest one given: e squared. */
    private static final double BEYOND = 2;

    public Lengths {
        levels = List.copyOf(levels);
        tokens = tokens.stream().map(List::copyOf).toList();
        boolean isLevelled = levels.size() >= 2 && isRising(levels) && levels.getFirst() > 0 && levels.getLast() < 1;
        int size = levels.size();
        if (!isLevelled
                || tokens.stream().anyMatch(row -> row.size() != size || !isRising(row) || !(row.getFirst() >= 1))) {
            throw new IllegalArgumentException(
                    "lengths must rise from 1 on with rising levels between 0 and 1, were " + tokens + " at " + levels);
        }
    }

    /**
     * The length under which that share of the mixture is.
     *
     * @param probabilities one a label
     * @param level between 0 and 1
     */
    double quantile(double[] probabilities, double level) {
        double[][] rows = tokens.stream()
                .map(row -> row.stream().mapToDouble(Math::log).toArray())
                .toArray(double[][]::new);
        double low = 0;
        double high = BEYOND;
        for (double[] row : rows) high = Math.max(high, row[row.length - 1] + BEYOND);
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            double under = 0;
            for (int label = 0; label < rows.length; label++)
                under += probabilities[label] * under(middle, rows[label]);
            if (under < level) low = middle;
            else high = middle;
        }
        return Math.exp((low + high) / 2);
    }

    private double under(double logarithm, double[] row) {
        int place = 0;
        while (place < row.length - 2 && row[place + 1] < logarithm) place++;
        double slope = (levels.get(place + 1) - levels.get(place)) / (row[place + 1] - row[place]);
        return Math.clamp(levels.get(place) + slope * (logarithm - row[place]), 0, 1);
    }

    private static boolean isRising(List<Double> numbers) {
        for (int i = 0; i < numbers.size(); i++) {
            double number = numbers.get(i);
            if (!Double.isFinite(number) || (i > 0 && !(number > numbers.get(i - 1)))) return false;
        }
        return true;
    }
}
