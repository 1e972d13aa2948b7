package dev.outrigger.route;

import dev.outrigger.chat.Failure;
import java.time.Duration;

/**
 * How the attempts of a decision are to be made.
 *
 * @param patience how long the exchange may wait, from its first failure on, before another model answers instead
 * @param resumes whether an answer that broke off is gone on with by another attempt that says the same so far
 * @param prefills whether a model that can go on with what was said so far is asked to, rather than to say it again
 * @param hedges whether a second attempt begins beside one that takes longer to begin its answer than its model does
 * @param hold what of a stream is held back, so that another attempt may still take its place
 * @param onRefusal whether another model is asked after one has refused, before anything of it reached the app
 */
public record Conduct(
        Duration patience, boolean resumes, boolean prefills, boolean hedges, HoldSettings hold, OnRefusal onRefusal) {
    /** Where nothing is configured: a hiccup is waited out, an outage is not. */
    public static final Conduct DEFAULT = new Conduct(Duration.ofSeconds(3), true);

    /** Nobody is hedged, nothing is held back, and a refusal is the answer. */
    public Conduct(Duration patience, boolean resumes) {
        this(patience, resumes, false, false, HoldSettings.NONE, OnRefusal.STOP);
    }

    /** Whether another candidate may be tried after this failure. */
    public boolean mayMoveOn(Failure failure) {
        boolean refused = failure instanceof Failure.Refused;
        return failure.mayMoveOn() || (refused && onRefusal == OnRefusal.NEXT);
    }
}
