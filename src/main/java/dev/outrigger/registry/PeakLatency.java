package dev.outrigger.registry;

import java.time.Duration;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;

/**
 * How long a model has taken of late, feared rather than averaged: a longer time than thought counts at once and whole, a
 * shorter one the more the longer ago the last one was, and what is thought comes down by itself while nobody asks, so that
 * one that was slow is tried again. Thread-safe.
 *
 * <pre>
 * w = e^(−Δ/τ)       Δ: time since the last look, τ = 30 s
 * c ← c w + s (1 − w)     where s ≤ c, else s
 * </pre>
 *
 * Source: the load metric "Peak EWMA" of Finagle's balancers, https://twitter.github.io/finagle/guide/Clients.html
 */
final class PeakLatency {
    /** After which of what is thought little more than a third is left. */
    static final Duration DECAY = Duration.ofSeconds(30);

    /** Seconds; who is thought to take less has not been asked for long, and of that nothing follows. */
    static final double LEAST = 0.001;

    private final LongSupplier nanos;
    private double seconds = Double.NaN;
    private long seen;

    PeakLatency(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** It took so long now. */
    synchronized void took(double now) {
        double left = left();
        seconds = Double.isNaN(seconds) || now > seconds ? now : seconds * left + now * (1 - left);
    }

    /** It was given up after so long, and would have taken longer: what is feared is no less than that. */
    synchronized void tookLongerThan(double given) {
        double left = left();
        seconds = Double.isNaN(seconds) ? given : Math.max(given, seconds * left);
    }

    /** Seconds, as feared at this moment; absent before the first, and when next to nothing is left of it. */
    synchronized OptionalDouble now() {
        if (Double.isNaN(seconds)) return OptionalDouble.empty();
        seconds *= left();
        return seconds < LEAST ? OptionalDouble.empty() : OptionalDouble.of(seconds);
    }

    /** The share that is left of what was thought at the last look, which is now. */
    private double left() {
        long now = nanos.getAsLong();
        double since = Math.max(0, now - seen);
        seen = now;
        return Math.exp(-since / DECAY.toNanos());
    }
}
