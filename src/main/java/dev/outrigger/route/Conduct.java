package dev.outrigger.route;

import java.time.Duration;

/**
 * How the attempts of a decision are to be made.
 *
 * @param patience how long the exchange may wait, from its first failure on, before another model answers instead
 * @param resumes whether an answer that broke off is gone on with by another attempt that says the same so far
 * @param hedges whether a second attempt begins beside one that takes longer to begin its answer than its model does
 * @param hold what of a stream is held back, so that another attempt may still take its place
 */
public record Conduct(Duration patience, boolean resumes, boolean hedges, HoldSettings hold) {
    /** Where nothing is configured: a hiccup is waited out, an outage is not. */
    public static final Conduct DEFAULT = new Conduct(Duration.ofSeconds(3), true);

    /** Nobody is hedged, and nothing is held back. */
    public Conduct(Duration patience, boolean resumes) {
        this(patience, resumes, false, HoldSettings.NONE);
    }
}
