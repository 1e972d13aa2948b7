package dev.outrigger.route;

import java.util.List;
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

    Shortlist fulfilled(Shortlist shortlist, Wisher by) {
        Shortlist allowed = only.isEmpty()
                ? shortlist
                : shortlist.without(
                        by.stage(),
                        candidate -> only.contains(candidate.model())
                                ? Optional.empty()
                                : Optional.of(by.name() + " allows only " + String.join(", ", only)));
        return Listing.first(allowed, prefer, by.reason(), "preferred by " + by.name() + ": " + by.why())
                .map(candidate -> allowed(placed(candidate, by), by))
                .byPlace();
    }

    /** Whoever is named among those who may, may be asked, a person too. */
    private Candidate allowed(Candidate candidate, Wisher by) {
        return candidate.profile().handoff() && only.contains(candidate.model())
                ? candidate.allowed(by.reason(), "allowed by " + by.name() + ": " + by.why())
                : candidate;
    }

    private Candidate placed(Candidate candidate, Wisher by) {
        if (candidate.place() != Candidate.Place.FREE) return candidate;
        return avoid.contains(candidate.model())
                ? candidate.placed(
                        Candidate.Place.AVOIDED, Decision.Reason.ORDER, "avoided by " + by.name() + ": " + by.why())
                : candidate;
    }
}
