package dev.outrigger.route;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a policy made of a request: whom to ask in which order, and why.
 *
 * @param hash of the policy, so that a decision names exactly what made it
 * @param reason in one word: a header and a metric label
 * @param plan preludes, and then those who are asked; never holds a candidate that a filter left out; empty when nobody may answer
 * @param resting whom nothing but their rest left out, best first; they may follow the plan when that has ended
 * @param considered every candidate of the plan, best first, with what was known of it
 * @param excluded every other model, with the stage that left it out
 * @param notes what stages remarked: a rule that matched, one that met a missing score
 * @param conduct of the attempts
 */
public record Decision(
        String policy,
        String hash,
        Reason reason,
        List<Step> plan,
        List<Step.Ask> resting,
        List<Considered> considered,
        List<Excluded> excluded,
        List<Note> notes,
        Conduct conduct) {
    public Decision {
        plan = List.copyOf(plan);
        resting = List.copyOf(resting);
        considered = List.copyOf(considered);
        excluded = List.copyOf(excluded);
        notes = List.copyOf(notes);
    }

    /** Whom the plan asks for the answer, in order. */
    public List<Step.Ask> asks() {
        return plan.stream()
                .filter(Step.Ask.class::isInstance)
                .map(Step.Ask.class::cast)
                .toList();
    }

    /** The model that is asked first; absent for nobody. */
    public Optional<String> first() {
        return asks().stream().findFirst().map(ask -> ask.candidate().name());
    }

    /** Whether both ask the same model first. */
    public boolean agreesWith(Decision other) {
        return first().equals(other.first());
    }

    /** A decision without remarks, conducted as where nothing is configured. */
    public Decision(
            String policy,
            String hash,
            Reason reason,
            List<Step> plan,
            List<Considered> considered,
            List<Excluded> excluded) {
        this(policy, hash, reason, plan, List.of(), considered, excluded, List.of(), Conduct.DEFAULT);
    }

    /** Why the first candidate is first. */
    public enum Reason {
        /** The app named the model. */
        NAMED,
        /** A rule preferred it. */
        RULE,
        /** It is local, and the request is simple enough for it. */
        SIMPLE,
        /** It is an expert in what the request is about. */
        SKILL,
        /** The request is like examples that it answers. */
        SIMILAR,
        /** It scored best. */
        SCORE,
        /** It was the only one left. */
        ONLY_ONE,
        /** Others were left out, or all: they may not be told what is in the request. */
        PRIVATE,
        /** No stage had a preference: the order of the configuration. */
        ORDER,
        /** Nobody was left. */
        NOBODY;

        private final String label = name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');

        /** The reason as a header's and a metric's value. */
        public String label() {
            return label;
        }
    }

    /** A candidate and what was expected of it: quality 0 to 1, cost in dollars, latency in seconds. */
    public record Considered(
            String model, OptionalDouble quality, OptionalDouble cost, OptionalDouble latency, String because) {}

    /** A model that was left out, by which stage, and why. */
    public record Excluded(String model, String stage, String because) {}

    /** What a stage remarked without leaving anybody out. */
    public record Note(String stage, String because) {}
}
