package dev.outrigger.engine;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A loaded model that several use at once. One that is retired is freed when its last user has given it back, so that a
 * successor can take its place without an answer being lost. Thread-safe.
 */
public final class Shared<M> {
    private final M model;
    private final Runnable free;
    private final InstantSource clock;
    private volatile Instant leftAt;

    /** Its users; it counts as one itself until it is retired. */
    private final AtomicInteger users = new AtomicInteger(1);

    private final AtomicBoolean isRetired = new AtomicBoolean();
    private final AtomicBoolean isFreed = new AtomicBoolean();
    private final Promise<Void> freed = Promise.promise();

    /**
     * Not lent yet.
     *
     * @param free gives the model's memory back; may block, and is called once at most
     */
    public Shared(M model, Runnable free) {
        this(model, free, InstantSource.system());
    }

    /** @param clock tells since when nobody uses it */
    public Shared(M model, Runnable free, InstantSource clock) {
        this.model = model;
        this.free = free;
        this.clock = clock;
        this.leftAt = clock.instant();
    }

    /** Since when nobody uses it, at first since it was made; absent while somebody does. */
    public Optional<Instant> idleSince() {
        return users.get() > 1 ? Optional.empty() : Optional.of(leftAt);
    }

    /** A use of the model, which must be closed; absent when it is freed already, and then there is a successor or none. */
    public Optional<Loan<M>> borrow() {
        return users.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0
                ? Optional.of(new Loan<>(this))
                : Optional.empty();
    }

    /** Frees it after its last use, on a thread of its own; completes when that is done, and fails if it could not. */
    public Future<Void> retire() {
        if (isRetired.compareAndSet(false, true)) leave();
        return freed.future();
    }

    /** Frees it on this thread, whoever uses it. */
    public void freeNow() {
        users.set(0);
        isRetired.set(true);
        freeOnce();
    }

    private void leave() {
        // Below zero when it was freed under its users.
        if (users.decrementAndGet() == 0)
            Thread.ofPlatform().daemon().name("outrigger-free").start(this::freeOnce);
    }

    private void freeOnce() {
        if (!isFreed.compareAndSet(false, true)) return;
        try {
            free.run();
            freed.complete();
        } catch (RuntimeException fault) {
            freed.fail(fault);
        }
    }

    /** One use; closing it a second time does nothing. */
    public static final class Loan<M> implements AutoCloseable {
        private final Shared<M> shared;
        private final AtomicBoolean isOver = new AtomicBoolean();

        private Loan(Shared<M> shared) {
            this.shared = shared;
        }

        public M model() {
            return shared.model;
        }

        @Override
        public void close() {
            if (!isOver.compareAndSet(false, true)) return;
            shared.leftAt = shared.clock.instant();
            shared.leave();
        }
    }
}
