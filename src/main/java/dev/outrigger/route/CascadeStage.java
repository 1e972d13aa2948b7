package dev.outrigger.route;

import dev.outrigger.analyze.Dimension;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Asks cheap models first, and hands on what they say only where they are sure of it.
 *
 * <p>Why: most of what a small model answers well it also knows that it answers well, by the probabilities of its own
 * tokens, and that is known for nothing; the rest is worth a call of a better one. When: always, for the models it names
 * that no earlier stage placed; those of {@code from} are asked first, what they say is held back as far as {@code hold}
 * says, and with an objection the next is asked, those of {@code to} first. It goes one way, within the attempts of the
 * exchange; whoever is last is believed. Scores: reads none, but for what the expression of {@code confidence} names; where
 * that is missing, 0.7 holds. Limits: a model that tells no probabilities (all remote ones, unless the app asks for them)
 * is never sure; probabilities say how sure a model is, not how right; of a stream the beginning alone is judged.
 */
public final class CascadeStage implements Stage {
    private final CascadeSettings settings;
    private final Formula confidence;
    private final Listing from;
    private final Listing to;

    public CascadeStage(CascadeSettings settings) {
        this.settings = settings;
        this.from = new Listing(settings.from());
        this.to = new Listing(settings.to());
        this.confidence = settings.sure();
    }

    @Override
    public String name() {
        return "cascade";
    }

    @Override
    public Set<Dimension> dimensions() {
        return confidence.dimensions();
    }

    @Override
    public Shortlist apply(Query query, Shortlist shortlist) {
        Formula.Worth sure = confidence.at(query);
        Candidate.Proviso proviso = new Candidate.Proviso(
                settings.hold(),
                new Acceptance(sure.value(), settings.leastToken(), settings.samples(), settings.agreement()));
        String ifSure = "handed on if it is " + sure.value() + " sure";
        String unsure = "asked when " + String.join(", ", settings.from()) + " is not sure";
        Shortlist first = from.first(shortlist, Decision.Reason.CASCADE, "asked first");
        Set<String> cheap = cheap(shortlist);
        Shortlist listed = to.first(first, Decision.Reason.CASCADE, unsure)
                .map(candidate -> cheap.contains(candidate.model())
                        ? candidate.provided(proviso).remarked(ifSure)
                        : candidate);
        Optional<String> remark = sure.remark();
        return remark.isPresent() ? listed.noting(name(), remark.get()) : listed;
    }

    /** Those that this stage places first: what others say is handed on in any case. */
    private Set<String> cheap(Shortlist before) {
        return before.candidates().stream()
                .filter(candidate -> candidate.place() == Candidate.Place.FREE)
                .map(Candidate::model)
                .filter(from::names)
                .collect(Collectors.toUnmodifiableSet());
    }
}
