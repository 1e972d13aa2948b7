package dev.outrigger.registry;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * What is known of one model now. Backends write it, decisions read it through a {@link RegistryView}. Thread-safe; a
 * reader may see values of slightly different moments, which no decision depends on.
 */
public final class Cell {
    /** Weight of the newest answer in the smoothed first-token time. */
    private static final double NEWEST = 0.2;

    private final ModelProfile profile;
    private final AtomicInteger inFlight = new AtomicInteger();
    private volatile Supplier<Health> health = Health.Ready::new;
    private final Latencies streams = new Latencies();
    private final Latencies wholes = new Latencies();
    private volatile double firstTokenSeconds = Double.NaN;
    private volatile OptionalInt window;

    public Cell(ModelProfile profile) {
        this.profile = profile;
        this.window = profile.window();
    }

    public ModelProfile profile() {
        return profile;
    }

    /** Who knows this model's health; asked at every snapshot, so it must be quick. */
    public void healthFrom(Supplier<Health> source) {
        health = source;
    }

    /** An attempt begins. */
    public void begun() {
        inFlight.incrementAndGet();
    }

    /** An attempt ended. */
    public void ended() {
        inFlight.decrementAndGet();
    }

    /** The first content of an answer came after so many seconds. */
    public synchronized void firstContentAfter(double seconds) {
        streams.add(seconds);
        double before = firstTokenSeconds;
        firstTokenSeconds = Double.isNaN(before) ? seconds : before + NEWEST * (seconds - before);
    }

    /** An answer that is not streamed came after so many seconds. */
    public void wholeAfter(double seconds) {
        wholes.add(seconds);
    }

    /** Seconds within which 95 of 100 answers have begun, or come whole where they are not streamed; absent before the first. */
    public OptionalDouble p95(boolean stream) {
        return (stream ? streams : wholes).p95();
    }

    /** The same; absent while too few are known. */
    public OptionalDouble knownP95(boolean stream) {
        return (stream ? streams : wholes).knownP95();
    }

    /** Seconds that the slowest of the last streams took to begin; absent while too few are known. */
    public OptionalDouble slowest() {
        return streams.longest();
    }

    /** Upstream has said how many tokens it takes; it is believed where the profile says nothing, or more. */
    public synchronized boolean learnWindow(int tokens) {
        if (window.isPresent() && window.getAsInt() <= tokens) return false;
        window = OptionalInt.of(tokens);
        return true;
    }

    /** Tokens of request and answer together, as far as is known. */
    public OptionalInt window() {
        return window;
    }

    /** This model's state at this moment. */
    public ModelState state() {
        double seconds = firstTokenSeconds;
        return new ModelState(
                profile,
                health.get(),
                inFlight.get(),
                Double.isNaN(seconds) ? OptionalDouble.empty() : OptionalDouble.of(seconds),
                window);
    }
}
