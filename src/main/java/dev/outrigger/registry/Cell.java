package dev.outrigger.registry;

import java.time.Duration;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What is known of one model now. Backends write it, decisions read it through a {@link RegistryView}. Thread-safe; a
 * reader may see values of slightly different moments, which no decision depends on.
 */
public final class Cell {
    /** How long after an answer a model that runs elsewhere counts as warm; prompt caches last about as long. */
    static final Duration WARM = Duration.ofMinutes(5);

    /**
     * How long after the last answer decisions heed what was measured: a model that was slow and is asked no more for it would
     * stay slow for ever.
     */
    static final Duration MEASURED = Duration.ofMinutes(10);

    private static final long WARM_NANOS = WARM.toNanos();
    private static final long MEASURED_NANOS = MEASURED.toNanos();

    private final ModelProfile profile;
    private final LongSupplier nanos;
    private final Offers offers;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final Stopwatch stopwatch = new Stopwatch();
    private final Faults faults;
    private final Beliefs beliefs;
    private volatile Supplier<Health> health = Health.Ready::new;
    private volatile Supplier<Headroom> headroom = () -> Headroom.UNKNOWN;
    private final PeakLatency firstToken;
    private volatile long answeredAt;
    private volatile OptionalInt window;

    /** One of a model that nobody lists, on this machine's clock. */
    public Cell(ModelProfile profile) {
        this(profile, System::nanoTime, new Offers());
    }

    /** @param offers what servers tell, this model's among them */
    Cell(ModelProfile profile, LongSupplier nanos, Offers offers) {
        this.profile = profile;
        this.nanos = nanos;
        this.offers = offers;
        this.faults = new Faults(nanos);
        this.firstToken = new PeakLatency(nanos);
        this.beliefs = new Beliefs(profile);
        this.answeredAt = nanos.getAsLong() - MEASURED_NANOS - 1;
        this.window = profile.window();
    }

    public ModelProfile profile() {
        return profile;
    }

    /** Who knows this model's health; asked at every snapshot, so it must be quick. */
    public void healthFrom(Supplier<Health> source) {
        health = source;
    }

    /** Who knows what is left of its rate limits; likewise. */
    public void headroomFrom(Supplier<Headroom> source) {
        headroom = source;
    }

    /** An attempt begins. */
    public void begun() {
        inFlight.incrementAndGet();
    }

    /** An attempt ended. */
    public void ended() {
        inFlight.decrementAndGet();
    }

    /** It ended with a complete answer, which took so long. */
    public void answered(Timing timing) {
        faults.succeeded();
        stopwatch.ended(timing);
        answeredAt = nanos.getAsLong();
    }

    /** It ended with a failure that is the model's, or its server's. */
    public void failed() {
        faults.failed();
    }

    /**
     * An answer of it was found good, or not.
     *
     * @param domain of the request, as {@code analysis.domain} names it
     */
    public void judged(String domain, boolean good) {
        beliefs.judged(domain, good);
    }

    /** The same, of a request of which nobody knows the domain. */
    public void judged(boolean good) {
        beliefs.judged(good);
    }

    /** The first content of an answer came after so many seconds. */
    public void firstContentAfter(double seconds) {
        stopwatch.begunAfter(seconds);
        firstToken.took(seconds);
    }

    /** An attempt was given up after so many seconds of silence: a model that hangs must not look quicker the longer it does. */
    public void silentFor(double seconds) {
        firstToken.tookLongerThan(seconds);
    }

    /** An answer that is not streamed came after so many seconds. */
    public void wholeAfter(double seconds) {
        stopwatch.wholeAfter(seconds);
    }

    /** Seconds within which 95 of 100 answers have begun, or come whole where they are not streamed; absent before the first. */
    public OptionalDouble p95(boolean stream) {
        return stopwatch.p95(stream);
    }

    /** The same; absent while too few are known. */
    public OptionalDouble knownP95(boolean stream) {
        return stopwatch.knownP95(stream);
    }

    /** Seconds that the slowest of the last streams took to begin; absent while too few are known. */
    public OptionalDouble slowest() {
        return stopwatch.slowest();
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
        Health now = health.get();
        return new ModelState(profile, now, inFlight.get(), firstToken.now(), window, figures(now));
    }

    private Figures figures(Health now) {
        long since = nanos.getAsLong() - answeredAt;
        Pace pace = stopwatch.pace();
        return new Figures(
                since <= MEASURED_NANOS ? pace : pace.old(),
                faults.share(),
                headroom.get(),
                isWarm(now, since) ? Figures.Warmth.WARM : Figures.Warmth.COLD,
                beliefs.byDomain(),
                offers.offer(profile),
                beliefs.given());
    }

    private boolean isWarm(Health now, long sinceAnswer) {
        if (!(now instanceof Health.Ready)) return false;
        return profile.placement() == Placement.LOCAL || sinceAnswer < WARM_NANOS;
    }
}
