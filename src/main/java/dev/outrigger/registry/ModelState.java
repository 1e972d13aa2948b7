package dev.outrigger.registry;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A model as a decision sees it: its profile and what is known of it now.
 *
 * @param inFlight attempts running at this moment, in this process
 * @param firstTokenSeconds time to the first token, as feared now: a peak counts at once and fades with time; absent before
 *     the first answer, and long after the last
 * @param window what the profile says, or upstream has said if that is less; absent when unknown
 * @param figures what its answers of late have shown
 */
public record ModelState(
        ModelProfile profile,
        Health health,
        int inFlight,
        OptionalDouble firstTokenSeconds,
        OptionalInt window,
        Figures figures) {
    /** Of a model whose window is what its profile says, and that has answered nothing of late. */
    public ModelState(ModelProfile profile, Health health, int inFlight, OptionalDouble firstTokenSeconds) {
        this(profile, health, inFlight, firstTokenSeconds, profile.window(), Figures.UNKNOWN);
    }
}
