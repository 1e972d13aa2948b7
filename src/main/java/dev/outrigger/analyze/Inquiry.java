package dev.outrigger.analyze;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * One analysis while it runs. Probes answer on threads of their own, so its state is guarded by its monitor; the result
 * is completed outside of it, exactly once.
 */
final class Inquiry {
    private final Wanted wanted;
    private final LongSupplier nanoClock;
    private final long startNanos;
    private final Promise<Analysis> result = Promise.promise();
    private final SequencedMap<Dimension, Score> scores = new LinkedHashMap<>();
    private final List<Analysis.ProbeRun> runs = new ArrayList<>();
    private final Set<Probe> pending;
    private boolean isOver;

    Inquiry(Wanted wanted, LongSupplier nanoClock) {
        this.wanted = wanted;
        this.nanoClock = nanoClock;
        this.startNanos = nanoClock.getAsLong();
        this.pending = Collections.newSetFromMap(new IdentityHashMap<>());
        this.pending.addAll(wanted.quick());
        this.pending.addAll(wanted.slow());
        for (Dimension dimension : wanted.inOrder())
            scores.put(dimension, Score.missing(isAwaited(dimension) ? Score.Reason.LATE : Score.Reason.NO_MODEL));
        if (pending.isEmpty()) giveUp();
    }

    /** Completes once, with every wanted dimension. */
    Future<Analysis> result() {
        return result.future();
    }

    boolean isComplete() {
        return result.future().isComplete();
    }

    /** Starts a probe; the future returned completes, never failed, when the probe itself is done, late or not. */
    Future<Void> ask(Probe probe, Subject subject) {
        long probeStart = nanoClock.getAsLong();
        Future<Reading> reading;
        try {
            reading = probe.measure(subject, wanted.dimensions());
        } catch (RuntimeException broken) {
            reading = Future.failedFuture(broken);
        }
        Promise<Void> done = Promise.promise();
        reading.onComplete(outcome -> {
            done.complete();
            accept(probe, read(probe, outcome), Optional.of(new Timed(probe.name(), probeStart)));
        });
        return done.future();
    }

    /** The probe is not started: the bulkhead is full. */
    void turnAway(Probe probe) {
        accept(probe, Reading.missing(probe.dimensions(), Score.Reason.OVERLOADED), Optional.empty());
    }

    /** Whether a wanted dimension of the probe has no value yet. */
    synchronized boolean needs(Probe probe) {
        for (Dimension dimension : probe.dimensions())
            if (scores.containsKey(dimension) && !(scores.get(dimension) instanceof Score.Measured)) return true;
        return false;
    }

    /** The probe is not started: there is nothing left for it to say. */
    void spare(Probe probe) {
        accept(probe, new Reading(Map.of(), Reading.JAVA), Optional.empty());
    }

    /** Ends the analysis with what is there; what is not stays Missing. Without effect once it is over. */
    void giveUp() {
        Optional<Analysis> analysis;
        synchronized (this) {
            analysis = end();
        }
        analysis.ifPresent(result::complete);
    }

    private void accept(Probe probe, Reading reading, Optional<Timed> timed) {
        Optional<Analysis> analysis;
        synchronized (this) {
            if (isOver) return;
            pending.remove(probe);
            reading.scores()
                    .forEach((dimension, score) ->
                            scores.computeIfPresent(dimension, (same, before) -> better(before, awaited(same, score))));
            timed.ifPresent(run -> runs.add(run.ended(nanoClock.getAsLong(), reading)));
            analysis = pending.isEmpty() ? end() : Optional.empty();
        }
        analysis.ifPresent(result::complete);
    }

    /** A guess while a better answer is awaited: if that does not come, it was late. */
    private Score awaited(Dimension dimension, Score score) {
        return score instanceof Score.Missing missing && isAwaited(dimension)
                ? new Score.Missing(Score.Reason.LATE, missing.likeliest())
                : score;
    }

    private boolean isAwaited(Dimension dimension) {
        for (Probe probe : pending) if (probe.dimensions().contains(dimension)) return true;
        return false;
    }

    /** The later value; a value before none; and beside the later reason, any guess that there is. */
    private static Score better(Score before, Score after) {
        if (!(after instanceof Score.Missing missing)) return after;
        return switch (before) {
            case Score.Measured measured -> measured;
            case Score.Missing earlier ->
                new Score.Missing(missing.reason(), missing.likeliest().or(earlier::likeliest));
        };
    }

    private Optional<Analysis> end() {
        if (isOver) return Optional.empty();
        isOver = true;
        return Optional.of(new Analysis(scores, runs, nanoClock.getAsLong() - startNanos));
    }

    /** With a reason for every wanted dimension of which the probe says nothing. */
    private Reading read(Probe probe, AsyncResult<Reading> outcome) {
        if (outcome.failed()) return Reading.missing(probe.dimensions(), Score.Reason.FAILED);
        Reading reading = outcome.result();
        Map<Dimension, Score> silent = new HashMap<>();
        for (Dimension dimension : wanted.inOrder())
            if (probe.dimensions().contains(dimension) && !reading.scores().containsKey(dimension))
                silent.put(dimension, Score.missing(Score.Reason.FAILED));
        if (silent.isEmpty()) return reading;
        silent.putAll(reading.scores());
        return new Reading(silent, reading.device(), reading.isTruncated());
    }

    private record Timed(String probe, long startNanos) {
        Analysis.ProbeRun ended(long nowNanos, Reading reading) {
            return new Analysis.ProbeRun(probe, nowNanos - startNanos, reading.device(), reading.isTruncated());
        }
    }
}
