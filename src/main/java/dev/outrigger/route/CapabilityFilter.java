package dev.outrigger.route;

import dev.outrigger.analyze.Dimension;
import dev.outrigger.registry.Capability;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Leaves out models that cannot be asked this.
 *
 * <p>Why: a model without tools or eyes does not fail, it answers wrongly. When: the request offers tools or continues a
 * tool loop, holds a medium, asks for JSON, JSON of a schema or several choices, and the profile does not list that capability; or the
 * profile lists embeddings and nothing else. Scores: reads none. Limits: a capability that the profile claims wrongly shows only in the answer.
 */
public final class CapabilityFilter implements Stage {
    /** Its name where it says that it left a model out. */
    static final String NAME = "capability";

    /** For whoever wrote a model's capabilities before these were two. */
    private static final String JSON_ALONE = ": its capabilities say json, and a schema's needs json-schema too";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<Dimension> dimensions() {
        return Set.of();
    }

    @Override
    public Shortlist apply(Query query, Shortlist shortlist) {
        Set<Capability> needs = query.outline().needs();
        return shortlist.without(name(), candidate -> objection(candidate, needs));
    }

    private static Optional<String> objection(Candidate candidate, Set<Capability> needs) {
        if (candidate.profile().embedsAlone()) return Optional.of("only embeddings");
        return needs.isEmpty() ? Optional.empty() : lacks(candidate, needs);
    }

    private static Optional<String> lacks(Candidate candidate, Set<Capability> needs) {
        Set<Capability> lacking = EnumSet.copyOf(needs);
        lacking.removeAll(candidate.profile().capabilities());
        if (lacking.isEmpty()) return Optional.empty();
        boolean isOfJsonAlone = lacking.contains(Capability.JSON_SCHEMA)
                && candidate.profile().capabilities().contains(Capability.JSON);
        return Optional.of(words(lacking) + (isOfJsonAlone ? JSON_ALONE : ""));
    }

    /** That these are not to be had. */
    static String words(Set<Capability> lacking) {
        return lacking.stream().map(CapabilityFilter::word).collect(Collectors.joining(", ", "no ", ""));
    }

    private static String word(Capability capability) {
        return capability.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
