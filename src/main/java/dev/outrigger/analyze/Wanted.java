package dev.outrigger.analyze;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * What is wanted of a request, and who is asked for it.
 *
 * @param inOrder the dimensions in the order of {@link Dimension#ALL}, and after those all others
 * @param quick probes that take microseconds
 * @param slow probes that queue
 */
record Wanted(Set<Dimension> dimensions, List<Dimension> inOrder, List<Probe> quick, List<Probe> slow) {
    static final Wanted NOTHING = new Wanted(Set.of(), List.of(), List.of(), List.of());

    static Wanted of(Set<Dimension> dimensions, List<Probe> probes) {
        List<Dimension> inOrder = new ArrayList<>();
        for (Dimension dimension : Dimension.ALL) if (dimensions.contains(dimension)) inOrder.add(dimension);
        for (Dimension dimension : dimensions) if (!inOrder.contains(dimension)) inOrder.add(dimension);
        List<Probe> quick = new ArrayList<>();
        List<Probe> slow = new ArrayList<>();
        for (Probe probe : probes)
            if (!Collections.disjoint(dimensions, probe.dimensions()))
                (probe.effort() == Probe.Effort.INSTANT ? quick : slow).add(probe);
        return new Wanted(Set.copyOf(dimensions), List.copyOf(inOrder), List.copyOf(quick), List.copyOf(slow));
    }
}
