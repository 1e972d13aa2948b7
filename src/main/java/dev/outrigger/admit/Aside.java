package dev.outrigger.admit;

import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.sensitive.Allowance;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where requests are looked through: a short one at once, by whoever asks, which is nearly every one; a long one, and a short
 * one in which there is much to look at, by threads of its own, so that an event loop serves others meanwhile. So many at a time
 * as there are threads; the others wait, in order, and what is over {@code limits.checks} is refused. Thread-safe.
 */
public final class Aside {
    /** Characters from which on a text is long. */
    public static final int LONG = 16 * 1024;

    /** Characters that are looked at at once: a short text's, under all its layers; some milliseconds of the worst. */
    static final long AT_ONCE = 8L * LONG;

    private final Executor threads;
    private final int mostThreads;
    private final IntSupplier most;
    private final Deque<Look<?>> waiting = new ArrayDeque<>();
    private int busy;
    private int looking;

    /**
     * Over these threads.
     *
     * @param mostThreads that are used at a time
     * @param most requests that are looked through or wait for it, as it is now
     */
    public Aside(Executor threads, int mostThreads, IntSupplier most) {
        this.threads = threads;
        this.mostThreads = mostThreads;
        this.most = most;
    }

    /** One with threads of its own, which end when they have nothing to do: one core is left to the event loops. */
    public static Aside ofProcess(IntSupplier most) {
        int mostThreads = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                mostThreads,
                mostThreads,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name("outrigger-aside-", 0).factory());
        threads.allowCoreThreadTimeOut(true);
        return new Aside(threads, mostThreads, most);
    }

    /** One that never waits: whoever asks looks, however long it takes. */
    public static Aside here() {
        return new Aside(Runnable::run, Integer.MAX_VALUE, () -> Integer.MAX_VALUE);
    }

    /**
     * Looks through a request, now or later. What it takes in memory must be held already, and until {@link Look#ended}.
     *
     * @param characters how long it is
     * @param mostLooked characters that may be looked at
     * @param work keeps within what it is given; where that is spent, what it returns says so
     */
    public <T> Look<T> look(long characters, long mostLooked, Function<Allowance, T> work) {
        if (characters < LONG) {
            Allowance little = Allowance.of(Math.min(mostLooked, AT_ONCE));
            T seen = work.apply(little);
            if (!little.isSpent() || mostLooked <= AT_ONCE) return Look.over(seen);
        }
        Look<T> look =
                new Look<>(Allowance.of(mostLooked), work, Optional.ofNullable(Vertx.currentContext()), this::remove);
        return enqueue(look).<Look<T>>map(Look::refused).orElse(look);
    }

    /** Requests that are looked through or wait for it at this moment. */
    public synchronized int size() {
        return waiting.size() + looking;
    }

    /** Why there is no place for it; absent where there is. */
    private Optional<FailureException> enqueue(Look<?> look) {
        boolean wantsThread;
        synchronized (this) {
            if (size() >= most.getAsInt())
                return refusal("limits.checks is reached: " + most.getAsInt()
                        + " long requests are looked through, or wait for it");
            waiting.add(look);
            wantsThread = busy < mostThreads;
            if (wantsThread) busy++;
        }
        try {
            if (wantsThread) threads.execute(this::work);
            return Optional.empty();
        } catch (RejectedExecutionException | OutOfMemoryError none) {
            Optional<FailureException> why = refusal("nobody looks through long requests any more");
            boolean isWaiting = remove(look);
            // Others may have counted on this thread.
            left().forEach(other -> other.refuse(why.orElseThrow()));
            return isWaiting ? why : Optional.empty();
        }
    }

    private static Optional<FailureException> refusal(String why) {
        return Optional.of(new FailureException(new Failure.Saturated(why)));
    }

    private void work() {
        for (Look<?> look = next(); look != null; look = next()) {
            try {
                look.run(this::done);
            } catch (RuntimeException | Error fault) {
                // Whatever it is: the next one is looked through.
                System.getLogger("dev.outrigger").log(System.Logger.Level.ERROR, "a check could not be told", fault);
            }
        }
    }

    /** A thread that could not be had is counted no more; those who wait, where there is none beside it. */
    private synchronized List<Look<?>> left() {
        busy--;
        List<Look<?>> left = busy == 0 ? List.copyOf(waiting) : List.of();
        waiting.removeAll(left);
        return left;
    }

    private synchronized @Nullable Look<?> next() {
        Look<?> next = waiting.poll();
        if (next == null) busy--;
        else looking++;
        return next;
    }

    private synchronized void done() {
        looking--;
    }

    private synchronized boolean remove(Look<?> look) {
        return waiting.remove(look);
    }
}
