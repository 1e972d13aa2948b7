package dev.outrigger.rollout;

import dev.outrigger.route.Policy;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The policies of which several versions decide, or one is watched, by name. Immutable. */
public final class Trials {
    /** Of every policy one version decides. */
    public static final Trials NONE = new Trials(Map.of());

    private final Map<String, Trial> trials;

    Trials(Map<String, Trial> trials) {
        this.trials = Map.copyOf(trials);
    }

    /**
     * The version of a policy that decides a request.
     *
     * @param session names its conversation; asked only where there is a choice
     */
    public Choice choose(Policy policy, LongSupplier session) {
        Trial trial = trials.get(policy.name());
        return (trial == null ? Trial.of(policy) : trial).choose(session);
    }

    /** That of a policy's name, if there is one. */
    Optional<Trial> of(String policy) {
        return Optional.ofNullable(trials.get(policy));
    }
}
