package dev.outrigger.route;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an operator wants of models by their names. A model that an earlier stage placed keeps its place.
 *
 * @param prefer first, in this order
 * @param avoid last
 * @param only these and no others; all when empty
 */
record Wishes(List<String> prefer, List<String> avoid, List<String> only) {
    /**
     * Who wishes it, for the decision's reader.
     *
     * @param stage its name
     * @param name as it is told of, such as {@code stage 2}
     * @param why it wishes it now
     */
    record Wisher(String stage, String name, Decision.Reason reason, String why) {}

    /** These models and no others, in this order first. */
    static Wishes preferring(List<String> models) {
        return new Wishes(models, List.of(), List.of());
    }

    Shortlist fulfilled(Shortlist shortlist, Wisher by) {
        Shortlist allowed = only.isEmpty()
                ? shortlist
                : shortlist.without(
                        by.stage(),
                        candidate -> only.contains(candidate.model())
                                ? Optional.empty()
                                : Optional.of(by.name() + " allows only " + String.join(", ", only)));
        return allowed.map(candidate -> placed(candidate, by)).sorted(order(shortlist.candidates()));
    }

    private Candidate placed(Candidate candidate, Wisher by) {
        if (candidate.place() != Candidate.Place.FREE) return candidate;
        if (prefer.contains(candidate.model()))
            return candidate.placed(Candidate.Place.LISTED, by.reason(), "preferred by " + by.name() + ": " + by.why());
        if (avoid.contains(candidate.model()))
            return candidate.placed(
                    Candidate.Place.AVOIDED, Decision.Reason.ORDER, "avoided by " + by.name() + ": " + by.why());
        // Whoever is named among those who may, is named; but a person comes after the models.
        return candidate.profile().handoff() && only.contains(candidate.model())
                ? candidate.placed(Candidate.Place.AVOIDED, by.reason(), "allowed by " + by.name() + ": " + by.why())
                : candidate;
    }

    /** Those listed before keep their order, then come the new ones in the order of {@code prefer}. */
    private Comparator<Candidate> order(List<Candidate> before) {
        Map<String, Integer> position = new HashMap<>();
        for (Candidate candidate : before) {
            int listed = candidate.place() == Candidate.Place.FREE ? prefer.indexOf(candidate.model()) : -1;
            position.put(candidate.model(), listed < 0 ? position.size() : before.size() + listed);
        }
        return Comparator.comparing(candidate -> position.get(candidate.model()));
    }
}
