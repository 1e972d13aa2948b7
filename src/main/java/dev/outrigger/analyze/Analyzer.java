package dev.outrigger.analyze;

import dev.outrigger.chat.ChatRequest;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;

/**
 * Asks the probes whose dimensions a policy wants, and no others, within a budget of time. It can only help: the future
 * it returns never fails. A probe that is late, broken, or not started because too many analyses are queued leaves
 * {@link Score.Missing} with that reason, and the other scores count.
 *
 * <p>A dimension may have two probes: a quick one, and one that takes a model. The model is not asked when the quick one
 * is sure of every dimension that is wanted of it; else its score counts, and where it has none, that of the quick one.
 *
 * <p>May be called from any thread. Called on a Vert.x context, the result completes on that context.
 */
public final class Analyzer {
    private final List<Probe> probes;
    private final Bounds bounds;
    private final Timer timer;
    private final LongSupplier nanoClock;
    private final Semaphore queued;
    private volatile Wanted last = Wanted.NOTHING;

    /**
     * The bounds of an analysis.
     *
     * @param budget from the start of an analysis to the moment it is given up on
     * @param inFlight analyses that may wait for {@link Probe.Effort#QUEUED} probes at one time; late ones count until
     *     their probes are done, because their work still holds a place in the queue
     */
    public record Bounds(Duration budget, int inFlight) {
        public Bounds {
            if (budget.isNegative() || budget.isZero()) throw new IllegalArgumentException("budget must be over 0");
            if (inFlight < 1) throw new IllegalArgumentException("inFlight must be at least 1, was " + inFlight);
        }
    }

    public Analyzer(List<Probe> probes, Bounds bounds, Timer timer, LongSupplier nanoClock) {
        this.probes = List.copyOf(probes);
        this.bounds = bounds;
        this.timer = timer;
        this.nanoClock = nanoClock;
        this.queued = new Semaphore(bounds.inFlight());
    }

    /** The same of a request of which nothing is said beside it. */
    public Future<Analysis> analyze(ChatRequest request, Set<Dimension> wanted) {
        return analyze(Subject.of(request), wanted);
    }

    /** What is known of the subject in these dimensions, within the budget; never fails, never throws. */
    public Future<Analysis> analyze(Subject subject, Set<Dimension> wanted) {
        if (wanted.isEmpty()) return Future.succeededFuture(Analysis.NONE);
        Wanted now = known(wanted);
        Inquiry inquiry = new Inquiry(now, nanoClock);
        start(inquiry, now, subject);
        if (!inquiry.isComplete()) {
            Timer.Alarm alarm = timer.after(bounds.budget(), inquiry::giveUp);
            inquiry.result().onComplete(done -> alarm.cancel());
        }
        return onCallersContext(inquiry.result());
    }

    /** One policy asks after the other for the same: what is asked for it is worked out when another does. */
    private Wanted known(Set<Dimension> wanted) {
        Wanted before = last;
        if (before.dimensions().equals(wanted)) return before;
        Wanted now = Wanted.of(wanted, probes);
        last = now;
        return now;
    }

    private void start(Inquiry inquiry, Wanted wanted, Subject subject) {
        // What takes microseconds first: where it is sure, no model needs to be asked.
        for (Probe probe : wanted.quick()) inquiry.ask(probe, subject);
        List<Probe> slow = wanted.slow();
        if (slow.isEmpty()) return;
        List<Probe> needed = slow.stream().filter(inquiry::needs).toList();
        Optional<Permit> permit = needed.isEmpty() ? Optional.empty() : Permit.of(queued, needed.size());
        for (Probe probe : slow) {
            if (!needed.contains(probe)) inquiry.spare(probe);
            else if (permit.isPresent())
                inquiry.ask(probe, subject).onComplete(done -> permit.get().release());
            else inquiry.turnAway(probe);
        }
    }

    private static Future<Analysis> onCallersContext(Future<Analysis> result) {
        Context caller = Vertx.currentContext();
        if (caller == null || result.isComplete()) return result;
        Promise<Analysis> promise = Promise.promise();
        result.onSuccess(analysis -> {
            if (caller.equals(Vertx.currentContext())) promise.complete(analysis);
            else caller.runOnContext(ignored -> promise.complete(analysis));
        });
        return promise.future();
    }
}
