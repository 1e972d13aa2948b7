package dev.outrigger.route;

import dev.outrigger.dialect.Instructions;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.registry.ModelState;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A model that may still be asked.
 *
 * @param place decides before the order within it
 * @param named whether a stage said that it may be asked, without a place: a person may not be where none did
 * @param reason why it stands where it stands
 * @param estimate what is expected of it; absent parts are unknown
 * @param because the same reason in words
 * @param proviso on which its answer is handed on; absent where it is in any case
 * @param rating what a score made of it; absent where none did
 * @param instructions of the destination that the request was sent to; absent where it was sent to none
 */
public record Candidate(
        ModelState state,
        Place place,
        boolean named,
        Decision.Reason reason,
        Estimate estimate,
        String because,
        Optional<Proviso> proviso,
        Optional<Rating> rating,
        Optional<Instructions> instructions) {
    /** Why one stands where it stands of whom nobody said anything. */
    static final String IN_ORDER = "in the order of the configuration";

    /** What is held back of an answer, until it is known whether that is good enough. */
    public record Proviso(HoldSettings hold, Acceptance acceptance) {}

    /** Where a stage put a candidate. The first stage that places it has the last word. */
    public enum Place {
        /** Before all others, in the order of the list that named it. */
        LISTED,
        /** Before those of whom nobody said anything; the score orders them. */
        PREFERRED,
        /** Nobody said anything. */
        FREE,
        /** Behind all others; the score orders them. */
        AVOIDED
    }

    static Candidate of(ModelState state) {
        return new Candidate(
                state,
                Place.FREE,
                false,
                Decision.Reason.ORDER,
                Estimate.UNKNOWN,
                IN_ORDER,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    ModelProfile profile() {
        return state.profile();
    }

    String model() {
        return state.profile().name();
    }

    Candidate placed(Place newPlace, Decision.Reason newReason, String newBecause) {
        return new Candidate(state, newPlace, named, newReason, estimate, newBecause, proviso, rating, instructions);
    }

    /** The same, of which a stage says that it may be asked; where nobody placed it, that is why it stands there. */
    Candidate allowed(Decision.Reason newReason, String newBecause) {
        boolean isFree = place == Place.FREE;
        return new Candidate(
                state,
                place,
                true,
                isFree ? newReason : reason,
                estimate,
                isFree ? newBecause : because,
                proviso,
                rating,
                instructions);
    }

    /** The same, of which a score made this: of one that nobody placed, where it stands too. */
    Candidate scored(Utility.Worth worth, Place newPlace, String newBecause) {
        return new Candidate(
                state,
                newPlace,
                named,
                place == Place.FREE ? Decision.Reason.SCORE : reason,
                worth.estimate(),
                newBecause,
                proviso,
                Optional.of(worth.rating()),
                instructions);
    }

    Candidate estimated(Estimate newEstimate) {
        return new Candidate(state, place, named, reason, newEstimate, because, proviso, rating, instructions);
    }

    /** What stages remarked of one that nobody placed, with what parts it from what stands before; empty where they did not. */
    String remarks() {
        return because.startsWith(IN_ORDER) ? because.substring(IN_ORDER.length()) : "";
    }

    /** The same, of which a stage expects this chance of a good answer, before any score. */
    Candidate expected(double quality) {
        return estimated(new Estimate(OptionalDouble.of(quality), estimate.cost(), estimate.latency()));
    }

    /** The same, with a further remark. */
    Candidate remarked(String remark) {
        return new Candidate(
                state, place, named, reason, estimate, because + "; " + remark, proviso, rating, instructions);
    }

    /** The same, whose answer is held back until it is known to be good enough. */
    Candidate provided(Proviso newProviso) {
        return new Candidate(
                state, place, named, reason, estimate, because, Optional.of(newProviso), rating, instructions);
    }

    /** The same, for a request that was sent to this destination; the first that it was sent to stays. */
    Candidate prepared(Instructions newRecipe) {
        return new Candidate(
                state,
                place,
                named,
                reason,
                estimate,
                because,
                proviso,
                rating,
                Optional.of(instructions.orElse(newRecipe)));
    }

    /** @param stage that put it where it stands */
    Decision.Considered considered(String stage) {
        return new Decision.Considered(
                model(), estimate.quality(), estimate.cost(), estimate.latency(), because, stage, place, rating);
    }
}
