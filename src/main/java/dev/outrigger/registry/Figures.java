package dev.outrigger.registry;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a model's answers of late have shown, at one moment. Immutable.
 *
 * @param errorRate share of the attempts of the last minutes that failed, 0 to 1; absent while there are too few
 * @param headroom what is left of its rate limits
 * @param warmth whether an answer would find it at work
 * @param quality what is thought of its answers, by domain; nothing of most
 * @param offer whether its server offers it
 * @param verdicts that were given on its answers; absent before the first
 */
public record Figures(
        Pace pace,
        OptionalDouble errorRate,
        Headroom headroom,
        Warmth warmth,
        Map<String, Belief> quality,
        Offers.Offer offer,
        Optional<TrackRecord> verdicts) {
    /** Nothing is known. */
    public static final Figures UNKNOWN = new Figures(
            Pace.UNKNOWN,
            OptionalDouble.empty(),
            Headroom.UNKNOWN,
            Warmth.COLD,
            Map.of(),
            Offers.Offer.UNKNOWN,
            Optional.empty());

    public Figures {
        quality = Map.copyOf(quality);
    }

    /** The same, with these verdicts. */
    public Figures judged(TrackRecord given) {
        return new Figures(pace, errorRate, headroom, warmth, quality, offer, Optional.of(given));
    }

    /** Whether a model is at work. */
    public enum Warmth {
        /** It is in this process' memory, or answered within the last minutes: connections stand, caches are filled. */
        WARM,
        COLD
    }
}
