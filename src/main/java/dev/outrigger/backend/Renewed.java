package dev.outrigger.backend;

import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import io.smallrye.faulttolerance.api.TypedGuard;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A value of a backend that expires, and is got anew before it does. One thread of its own gets it, which ends when it is
 * idle; callers never block. Whoever asks while there is none waits for the same renewal, in bounded number. While the
 * old one is good a renewal that fails harms nobody. After a failure it is left alone for a while, which doubles; then
 * the next look at it, by a request or at the backend's health, tries again. Any thread may ask.
 */
public final class Renewed<T> implements AutoCloseable {
    /** Calls that may wait for one renewal. */
    static final int WAITERS = 1024;

    /** After the first failure; it doubles up to {@link #LONGEST_REST}. */
    static final Duration REST = Duration.ofSeconds(5);

    static final Duration LONGEST_REST = Duration.ofMinutes(5);

    private static final Logger LOG = System.getLogger("dev.outrigger");

    private final String backend;
    private final LeaseSource<T> source;
    private final InstantSource clock;
    private final ThreadPoolExecutor worker;
    private final TypedGuard<Boolean> tries;
    private volatile @Nullable Held<T> held;
    private @Nullable CompletableFuture<T> renewal;
    private int waiters;
    private int failures;
    private boolean refused;
    private @Nullable Lack lack;

    /** What is used now, since when, and whether one before it was refused. */
    private record Held<T>(Lease<T> lease, Instant since, boolean afterRefusal) {}

    private record Lack(String why, Instant until) {}

    /** @param backend whose it is, for messages */
    public Renewed(String backend, LeaseSource<T> source, InstantSource clock) {
        this(backend, source, clock, Duration.ofMillis(250));
    }

    /** @param pause between the first two tries of one renewal */
    Renewed(String backend, LeaseSource<T> source, InstantSource clock, Duration pause) {
        this.backend = backend;
        this.source = source;
        this.clock = clock;
        this.worker = new ThreadPoolExecutor(
                1,
                1,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(1),
                task -> Thread.ofPlatform()
                        .daemon()
                        .name("credential-" + backend)
                        .unstarted(task));
        worker.allowCoreThreadTimeOut(true);
        this.tries = TypedGuard.create(Boolean.class)
                .withRetry()
                .maxRetries(2)
                .delay(pause.toMillis(), ChronoUnit.MILLIS)
                .jitter(pause.toMillis() / 2, ChronoUnit.MILLIS)
                .withExponentialBackoff()
                .done()
                .done()
                .build();
    }

    /** The value; completed already while it is good, else it completes on the calling event loop. */
    public Future<T> get() {
        Instant now = clock.instant();
        Held<T> current = held;
        if (current != null && !current.lease().isDue(now, current.since()))
            return Future.succeededFuture(current.lease().value());
        return renewed(now);
    }

    /** Why there is none, if the last try has failed. */
    public Optional<String> lack() {
        Held<T> current = held;
        Instant now = clock.instant();
        if (current != null && current.lease().isGood(now)) return Optional.empty();
        synchronized (this) {
            if (lack == null) return Optional.empty();
            if (!isResting(now)) begin();
            return Optional.ofNullable(lack).map(Lack::why);
        }
    }

    /** Upstream has refused this value: the next call gets another. One that was got for that reason is believed. */
    public synchronized void refuse(T value) {
        Held<T> current = held;
        if (current == null || !current.lease().value().equals(value)) return;
        if (current.afterRefusal() && clock.instant().isBefore(current.since().plus(LONGEST_REST))) return;
        held = null;
        refused = true;
    }

    private synchronized Future<T> renewed(Instant now) {
        if (!isResting(now)) begin();
        Held<T> current = held;
        if (current != null && current.lease().isGood(now))
            return Future.succeededFuture(current.lease().value());
        CompletableFuture<T> begun = renewal;
        if (begun == null) return Future.failedFuture(failed(lack == null ? "it is closed" : lack.why()));
        if (waiters >= WAITERS)
            return Future.failedFuture(new FailureException(
                    new Failure.Saturated(WAITERS + " calls wait for the credential of backend " + backend)));
        waiters++;
        Context loop = Vertx.currentContext();
        return loop == null ? Future.fromCompletionStage(begun) : Future.fromCompletionStage(begun, loop);
    }

    private boolean isResting(Instant now) {
        Lack last = lack;
        return last != null && now.isBefore(last.until());
    }

    private void begin() {
        if (renewal != null) return;
        CompletableFuture<T> begun = new CompletableFuture<>();
        try {
            worker.execute(() -> renew(begun));
            renewal = begun;
        } catch (RejectedExecutionException closed) {
            begun.cancel(false);
        }
    }

    private void renew(CompletableFuture<T> begun) {
        CompletableFuture<Lease<T>> got = new CompletableFuture<>();
        try {
            tries.call(() -> got.complete(source.next()));
            keep(got.join());
            begun.complete(got.join().value());
        } catch (Exception | LinkageError thrown) {
            begun.completeExceptionally(failed(lacking(source.why(thrown))));
        }
    }

    private synchronized void keep(Lease<T> lease) {
        held = new Held<>(lease, clock.instant(), refused);
        refused = false;
        failures = 0;
        lack = null;
        over();
    }

    private synchronized String lacking(String why) {
        Duration rest = REST.multipliedBy(1L << Math.min(failures++, 6));
        lack = new Lack(why, clock.instant().plus(rest.compareTo(LONGEST_REST) < 0 ? rest : LONGEST_REST));
        over();
        LOG.log(Level.WARNING, "backend {0}: no new credential: {1}", backend, why);
        return why;
    }

    private void over() {
        renewal = null;
        waiters = 0;
    }

    private FailureException failed(String why) {
        return new FailureException(new Failure.Unauthorized("backend " + backend + " has no credential: " + why));
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }
}
