package dev.outrigger.rollout;

import dev.outrigger.analyze.Dimension;
import dev.outrigger.exchange.Basis;
import dev.outrigger.route.Decision;
import dev.outrigger.route.Policy;
import dev.outrigger.route.Query;
import java.util.Optional;
import java.util.Set;

/** Which version of a policy decides a request. Immutable. */
public final class Choice {
    private final Trial.Arm arm;
    private final Trial trial;

    Choice(Trial.Arm arm, Trial trial) {
        this.arm = arm;
        this.trial = trial;
    }

    /** The version. */
    public Policy policy() {
        return arm.policy();
    }

    /** Whether another version is watched beside it. */
    public boolean isWatched() {
        return trial.shadow().isPresent();
    }

    /** What is to be known of the request, for this version and all that are compared with it. */
    public Set<Dimension> dimensions() {
        return trial.dimensions();
    }

    /**
     * What the decision rested on, with what the others would have decided: some tens of microseconds each, so it is asked
     * for when the app has its answer. Never fails: a version that does is one that has nothing to say.
     */
    public Basis basis(Query query, Decision decision) {
        return new Basis(
                query,
                policy().recipe(),
                arm.share(),
                propensity(query, decision),
                trial.shadow().flatMap(policy -> decided(policy, query)));
    }

    private double propensity(Query query, Decision decision) {
        if (trial.arms().size() == 1) return 1;
        double sum = 0;
        for (Trial.Arm other : trial.arms())
            if (other.equals(arm)
                    || decided(other.policy(), query)
                            .filter(decision::agreesWith)
                            .isPresent()) sum += other.share();
        return Math.min(1, sum);
    }

    private static Optional<Decision> decided(Policy policy, Query query) {
        try {
            return Optional.of(policy.decide(query));
        } catch (RuntimeException fault) {
            return Optional.empty();
        }
    }
}
