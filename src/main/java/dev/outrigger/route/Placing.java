package dev.outrigger.route;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which stage put each candidate where it stands: the last that said something new of it rather than more. */
final class Placing {
    private final Map<String, Seen> seen = new HashMap<>();

    /** @param before as they stood before any stage */
    Placing(List<Candidate> before) {
        saw(Decision.Considered.NO_STAGE, before);
    }

    private record Seen(String stage, String because) {}

    /** A stage left these. */
    void saw(String stage, List<Candidate> candidates) {
        for (Candidate candidate : candidates) {
            Seen last = seen.get(candidate.model());
            if (last == null || !candidate.because().startsWith(last.because()))
                seen.put(candidate.model(), new Seen(stage, candidate.because()));
        }
    }

    String of(Candidate candidate) {
        Seen last = seen.get(candidate.model());
        return last == null ? Decision.Considered.NO_STAGE : last.stage();
    }
}
