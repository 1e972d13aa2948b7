package dev.outrigger.route;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What an operator wants of models by their names. A model that an earlier stage placed keeps its place. */
final class Wishes {
    private final Listing prefer;
    private final Set<String> avoid;
    private final Set<String> only;
    private final String allowed;

    /**
     * @param prefer first, in this order
     * @param avoid last
     * @param only these and no others; all when empty
     */
    Wishes(List<String> prefer, List<String> avoid, List<String> only) {
        this.prefer = new Listing(prefer);
        this.avoid = Set.copyOf(avoid);
        this.only = Set.copyOf(only);
        this.allowed = String.join(", ", only);
    }

    /**
     * Who wishes it, for the decision's reader.
     *
     * @param stage its name
     * @param name as it is told of, such as {@code stage 2}
     * @param why it wishes it now
     */
    record Wisher(String stage, String name, Decision.Reason reason, String why) {}

    Shortlist fulfilled(Shortlist shortlist, Wisher by) {
        Shortlist left = only.isEmpty() ? shortlist : left(shortlist, by);
        Shortlist first = prefer.placesAny(left)
                ? prefer.first(left, by.reason(), "preferred by " + by.name() + ": " + by.why())
                : left;
        return first.map(candidate -> allowed(placed(candidate, by), by)).byPlace();
    }

    private Shortlist left(Shortlist shortlist, Wisher by) {
        // One text for all: each of a thousand that are left out would else have a list of its own.
        Optional<String> because = Optional.of(by.name() + " allows only " + allowed);
        return shortlist.without(
                by.stage(), candidate -> only.contains(candidate.model()) ? Optional.empty() : because);
    }

    /** Whoever is named among those who may, may be asked, a person too. */
    private Candidate allowed(Candidate candidate, Wisher by) {
        return candidate.profile().handoff() && only.contains(candidate.model())
                ? candidate.allowed(by.reason(), "allowed by " + by.name() + ": " + by.why())
                : candidate;
    }

    private Candidate placed(Candidate candidate, Wisher by) {
        return candidate.place() == Candidate.Place.FREE && avoid.contains(candidate.model())
                ? candidate.placed(
                        Candidate.Place.AVOIDED, Decision.Reason.ORDER, "avoided by " + by.name() + ": " + by.why())
                : candidate;
    }
}
