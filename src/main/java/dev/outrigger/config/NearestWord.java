package dev.outrigger.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * The known word that a mistyped one most likely meant: least edits (insert, delete, replace, swap of neighbours), case
 * aside. Optimal string alignment, as in G. Navarro, "A Guided Tour to Approximate String Matching", 2001.
 */
final class NearestWord {
    private NearestWord() {}

    /** The nearest; empty when none is near enough to be what was meant. */
    static Optional<String> of(String word, Collection<String> known) {
        int far = Math.max(2, word.length() / 3);
        return known.stream()
                .filter(candidate -> edits(word, candidate) <= Math.min(far, candidate.length() - 1))
                .min(Comparator.comparingInt(candidate -> edits(word, candidate)));
    }

    static int edits(String left, String right) {
        String from = left.toLowerCase(Locale.ROOT);
        String to = right.toLowerCase(Locale.ROOT);
        int[][] cost = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) cost[i][j] = cell(from, to, cost, i, j);
        }
        return cost[from.length()][to.length()];
    }

    private static int cell(String from, String to, int[][] cost, int i, int j) {
        if (i == 0 || j == 0) return i + j;
        boolean isSame = from.charAt(i - 1) == to.charAt(j - 1);
        int least = Math.min(Math.min(cost[i - 1][j], cost[i][j - 1]) + 1, cost[i - 1][j - 1] + (isSame ? 0 : 1));
        boolean isSwap =
                i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return isSwap ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
    }
}
