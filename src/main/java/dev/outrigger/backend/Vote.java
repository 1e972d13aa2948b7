package dev.outrigger.backend;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Which of several texts stands for all: what more than half of them say, or else what agrees most with the others. */
final class Vote {
    private Vote() {}

    /** Its place; of equals the first. There must be one at least. */
    static int among(List<String> texts) {
        List<List<String>> all = texts.stream().map(Overlap::words).toList();
        for (int i = 0; i < all.size(); i++) if (2 * Collections.frequency(all, all.get(i)) > all.size()) return i;
        int best = 0;
        for (int i = 1; i < all.size(); i++) if (agreement(all, i) > agreement(all, best)) best = i;
        return best;
    }

    private static double agreement(List<List<String>> all, int which) {
        return IntStream.range(0, all.size())
                .filter(i -> i != which)
                .mapToDouble(i -> Overlap.ofWords(all.get(which), all.get(i)))
                .average()
                .orElse(0);
    }
}
