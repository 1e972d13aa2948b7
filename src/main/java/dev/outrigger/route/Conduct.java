package dev.outrigger.route;

import java.time.Duration;

/**
 * How the attempts of a decision are to be made.
 *
 * @param patience how long the exchange may wait, from its first failure on, before another model answers instead
 * @param resumes whether an answer that broke off is gone on with by another attempt that says the same so far
 */
public record Conduct(Duration patience, boolean resumes) {
    /** Where nothing is configured: a hiccup is waited out, an outage is not. */
    public static final Conduct DEFAULT = new Conduct(Duration.ofSeconds(3), true);
}
