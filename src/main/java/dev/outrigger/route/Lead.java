package dev.outrigger.route;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Who is first already, where a stage would have something done before anybody is asked. */
final class Lead {
    private Lead() {}

    /** Those that stages listed before. */
    static Set<String> listed(Shortlist before) {
        return before.candidates().stream()
                .filter(candidate -> candidate.place() == Candidate.Place.LISTED)
                .map(Candidate::model)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether the first is a person, or was listed before and takes no part. */
    static boolean isTaken(Shortlist left, Set<String> listed, Predicate<String> takesPart) {
        Optional<Candidate> first = left.candidates().stream().findFirst();
        return first.filter(candidate -> candidate.profile().handoff()
                        || (listed.contains(candidate.model()) && !takesPart.test(candidate.model())))
                .isPresent();
    }

    /** Those that no stage put last. */
    static List<Candidate> open(Shortlist left) {
        return left.candidates().stream()
                .filter(candidate -> candidate.place() != Candidate.Place.AVOIDED)
                .toList();
    }
}
