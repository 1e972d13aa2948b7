package dev.outrigger.route;

import dev.outrigger.analyze.Dimension;
import java.util.Set;

/**
 * One step of a policy: it leaves candidates out, or orders those that are left. Stages run in the policy's order; each
 * sees what the ones before it made.
 *
 * <p>A stage is pure: no clock, no I/O, no randomness, no state that changes. It decides with every score missing, and
 * its class comment says what it does then. It must keep the relative order of two candidates independent of which other
 * candidates there are, so that a model added to the configuration never reorders the rest.
 */
public interface Stage {
    /** Its name in {@code excluded}; one of few. */
    String name();

    /** The dimensions it reads; nothing else is computed for a policy. */
    Set<Dimension> dimensions();

    /** What it makes of the candidates that are left. */
    Shortlist apply(Query query, Shortlist shortlist);
}
