package dev.outrigger.rollout;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which versions of a policy serve.
 *
 * @param stable the hash of the one that serves all that no other does; {@value #CONFIGURATION} for the configuration's own
 * @param split those on trial
 * @param shadow the one that is watched
 * @param before what was stable earlier, the last at the end
 */
record Serving(String stable, List<Slice> split, Optional<String> shadow, List<String> before) {
    /** Stands for the version in the configuration. */
    static final String CONFIGURATION = "configuration";

    /** Versions on trial at once. */
    static final int MOST_SLICES = 4;

    /** Earlier versions that are remembered. */
    static final int MOST_BEFORE = 32;

    /** Where nobody said anything. */
    static final Serving CONFIGURED = new Serving(CONFIGURATION, List.of(), Optional.empty(), List.of());

    Serving {
        split = List.copyOf(split);
        before = List.copyOf(before);
        if (split.size() > MOST_SLICES)
            throw new IllegalArgumentException("at most " + MOST_SLICES + " versions are tried at once");
        if (split.stream().mapToDouble(Slice::percent).sum() >= 100)
            throw new IllegalArgumentException("versions on trial must have less than 100 percent together");
    }

    /** A version on trial, and how many of a hundred conversations it decides. */
    record Slice(String hash, double percent) {
        Slice {
            if (!(percent > 0 && percent < 100))
                throw new IllegalArgumentException("percent must be over 0 and under 100, was " + percent);
        }
    }

    /** It serves everything, and no trial goes on. */
    Serving promoted(String hash) {
        if (hash.equals(stable)) return new Serving(stable, List.of(), Optional.empty(), before);
        List<String> earlier = new ArrayList<>(before);
        earlier.add(stable);
        while (earlier.size() > MOST_BEFORE) earlier.removeFirst();
        return new Serving(hash, List.of(), Optional.empty(), earlier);
    }

    /** It decides so many of a hundred conversations. */
    Serving trying(String hash, double percent) {
        if (hash.equals(stable)) throw new IllegalArgumentException("it serves everything already");
        List<Slice> slices = new ArrayList<>();
        boolean isThere = split.stream().anyMatch(slice -> slice.hash().equals(hash));
        for (Slice slice : split) slices.add(slice.hash().equals(hash) ? new Slice(hash, percent) : slice);
        if (!isThere) slices.add(new Slice(hash, percent));
        return new Serving(stable, slices, shadow.filter(watched -> !watched.equals(hash)), before);
    }

    /** It is watched, and decides nothing. */
    Serving watching(String hash) {
        return new Serving(stable, split, Optional.of(hash), before);
    }

    /** What is on trial or watched ends; where nothing is, what was stable before serves again. */
    Serving rolledBack() {
        if (!split.isEmpty() || shadow.isPresent()) return new Serving(stable, List.of(), Optional.empty(), before);
        if (before.isEmpty()) throw new IllegalArgumentException("there is nothing to go back to");
        return new Serving(before.getLast(), List.of(), Optional.empty(), before.subList(0, before.size() - 1));
    }
}
