package dev.outrigger.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Cuts the rows of a batch into runs that are padded together, so that at most a quarter of a run is padding. */
final class LengthRuns {
    private static final double PADDED_MOST = 1.25;

    private LengthRuns() {}

    /** Indices of the rows, in runs of rising length; each index is in exactly one run. */
    static List<int[]> of(int[] lengths) {
        List<Integer> order = IntStream.range(0, lengths.length)
                .boxed()
                .sorted(Comparator.comparingInt(i -> lengths[i]))
                .toList();
        List<int[]> runs = new ArrayList<>();
        int start = 0;
        long tokens = 0;
        for (int i = 0; i < order.size(); i++) {
            int length = lengths[order.get(i)];
            if (i > start && (double) length * (i + 1 - start) > PADDED_MOST * (tokens + length)) {
                runs.add(indices(order, start, i));
                start = i;
                tokens = 0;
            }
            tokens += length;
        }
        if (!order.isEmpty()) runs.add(indices(order, start, order.size()));
        return runs;
    }

    private static int[] indices(List<Integer> order, int from, int to) {
        return order.subList(from, to).stream().mapToInt(Integer::intValue).toArray();
    }
}
