package dev.outrigger.route;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which stage put each candidate where it stands: the last that said something new of it rather than more. */
final class Placing {
    private final Map<String, Seen> seen;
    private final Seen otherwise;

    private Placing(Map<String, Seen> seen, Seen otherwise) {
        this.seen = seen;
        this.otherwise = otherwise;
    }

    /** Of so many that no stage has placed, and that stand in the order of the configuration. */
    static Placing inOrder(int candidates) {
        return new Placing(HashMap.newHashMap(candidates), new Seen(Decision.Considered.NO_STAGE, Candidate.IN_ORDER));
    }

    /** Of those that one stage left. */
    static Placing by(String stage) {
        return new Placing(Map.of(), new Seen(stage, ""));
    }

    private record Seen(String stage, String because) {}

    /** A stage left these. */
    void saw(String stage, List<Candidate> candidates) {
        for (Candidate candidate : candidates) {
            String because = candidate.because();
            if (!because.startsWith(of(candidate).because())) seen.put(candidate.model(), new Seen(stage, because));
        }
    }

    String stage(Candidate candidate) {
        return of(candidate).stage();
    }

    private Seen of(Candidate candidate) {
        return seen.getOrDefault(candidate.model(), otherwise);
    }
}
