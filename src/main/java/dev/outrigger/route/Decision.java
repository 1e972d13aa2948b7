package dev.outrigger.route;

import dev.outrigger.dialect.Instructions;
import java.util.ArrayList;
import java.util.Collections;
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
        for (Step step : plan) if (!(step instanceof Step.Ask)) return asksAmong(plan);
        @SuppressWarnings("unchecked") // They are, and nobody changes the list.
        List<Step.Ask> asks = (List<Step.Ask>) (List<?>) plan;
        return asks;
    }

    private static List<Step.Ask> asksAmong(List<Step> plan) {
        List<Step.Ask> asks = new ArrayList<>(plan.size());
        for (Step step : plan) if (step instanceof Step.Ask ask) asks.add(ask);
        return Collections.unmodifiableList(asks);
    }

    /** What the request's destination makes of it, whoever is asked; absent where it was sent to none. */
    public Optional<Instructions> instructions() {
        for (Step step : plan)
            if (step instanceof Step.Ask ask && ask.instructions().isPresent()) return ask.instructions();
        for (Step.Ask ask : resting) if (ask.instructions().isPresent()) return ask.instructions();
        return Optional.empty();
    }

    /** The model that is asked first; absent for nobody. */
    public Optional<String> first() {
        for (Step step : plan)
            if (step instanceof Step.Ask ask) return Optional.of(ask.candidate().name());
        return Optional.empty();
    }

    /** What the plan does up to the first answer that is handed on for certain. */
    public Opening opening() {
        return Opening.of(plan);
    }

    /** Whether both open alike: the same is asked, chosen or compared before anything may be answered. */
    public boolean agreesWith(Decision other) {
        return opening().equals(other.opening());
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
        /** It is cheap, and answers if it is sure. */
        CASCADE,
        /** It scored best. */
        SCORE,
        /** A chain sent the request to it. */
        DESTINATION,
        /** It answered the conversation before. */
        SESSION,
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

    /**
     * A candidate and what was expected of it: quality 0 to 1, cost in dollars, latency in seconds.
     *
     * @param stage that put it where it stands; {@link #NO_STAGE} where none did
     * @param place where that is
     * @param rating what a score made of it; absent where none did
     */
    public record Considered(
            String model,
            OptionalDouble quality,
            OptionalDouble cost,
            OptionalDouble latency,
            String because,
            String stage,
            Candidate.Place place,
            Optional<Rating> rating) {
        /** Stands for a stage where the configuration's order is all there is. */
        public static final String NO_STAGE = "none";

        /** One that no stage placed. */
        public Considered(
                String model, OptionalDouble quality, OptionalDouble cost, OptionalDouble latency, String because) {
            this(model, quality, cost, latency, because, NO_STAGE, Candidate.Place.FREE, Optional.empty());
        }

        /** Whether a score decided where it stands among those of its place. */
        private boolean isScored() {
            return place != Candidate.Place.LISTED && rating.isPresent();
        }
    }

    /**
     * By how much the first candidate's utility is greater than the second's; absent where it is not a score that put the
     * one before the other.
     */
    public OptionalDouble margin() {
        if (considered.size() < 2) return OptionalDouble.empty();
        Considered first = considered.get(0);
        Considered second = considered.get(1);
        if (!first.isScored() || !second.isScored() || first.place() != second.place()) return OptionalDouble.empty();
        double margin = first.rating().orElseThrow().utility()
                - second.rating().orElseThrow().utility();
        return margin >= 0 ? OptionalDouble.of(margin) : OptionalDouble.empty();
    }

    /** A model that was left out, by which stage, and why. */
    public record Excluded(String model, String stage, String because) {}

    /** What a stage remarked without leaving anybody out. */
    public record Note(String stage, String because) {}
}
