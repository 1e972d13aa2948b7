package dev.outrigger.route;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts models that a stage names first, in the order in which it names them. */
final class Listing {
    private Listing() {}

    /** Those of the list that nobody placed before, behind those that were listed before; all others stay as they are. */
    static Shortlist first(Shortlist shortlist, List<String> models, Decision.Reason reason, String because) {
        if (models.isEmpty()) return shortlist;
        List<Candidate> before = shortlist.candidates();
        Map<String, Integer> position = new HashMap<>();
        for (Candidate candidate : before) {
            int listed = candidate.place() == Candidate.Place.FREE ? models.indexOf(candidate.model()) : -1;
            position.put(candidate.model(), listed < 0 ? position.size() : before.size() + listed);
        }
        return shortlist
                .map(candidate -> candidate.place() == Candidate.Place.FREE && models.contains(candidate.model())
                        ? candidate.placed(Candidate.Place.LISTED, reason, because)
                        : candidate)
                .sorted(Comparator.comparing(candidate -> position.get(candidate.model())));
    }
}
