package dev.outrigger.engine;

import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A bounded queue before a few threads of its own. A thread that becomes free takes all that waits, up to the batch
 * bound, and works on it together; it never waits for a batch to fill, so an idle one answers a single request at once.
 *
 * @param <I> what is asked
 * @param <O> what is answered
 */
final class Batcher<I, O> implements AutoCloseable {
    /**
     * How much runs and waits.
     *
     * @param name of the threads, and in messages
     * @param threads that work, at least 1
     * @param waiting requests that may wait, at least 1
     * @param batch requests worked on together, at least 1
     */
    record Bounds(String name, int threads, int waiting, int batch) {
        Bounds {
            if (threads < 1 || waiting < 1 || batch < 1) {
                throw new IllegalArgumentException("threads, waiting and batch of " + name + " must be at least 1");
            }
        }
    }

    private record Job<I, O>(I input, Promise<O> promise) {}

    private final Bounds bounds;
    private final Runnable enter;
    private final Function<List<I>, List<O>> work;
    private final BlockingQueue<Job<I, O>> queue;
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final Faults faults = new Faults("batches");
    private final CompletableFuture<String> lost = new CompletableFuture<>();
    private volatile boolean closed;

    /**
     * Starts the threads.
     *
     * @param enter run first on each of them
     * @param work one answer an input, in order; runs on several threads at once if there are several
     */
    Batcher(Bounds bounds, Runnable enter, Function<List<I>, List<O>> work) {
        this.bounds = bounds;
        this.enter = enter;
        this.work = work;
        this.queue = new ArrayBlockingQueue<>(bounds.waiting());
        for (int i = 0; i < bounds.threads(); i++) {
            threads.add(Thread.ofPlatform()
                    .daemon()
                    .name("outrigger-" + bounds.name() + "-" + i)
                    .start(this::run));
        }
    }

    /** Queues one input; the result completes on a thread of this batcher, or fails at once when the queue is full. */
    Future<O> submit(I input) {
        if (closed) return Future.failedFuture(overloaded("is closed"));
        Job<I, O> job = new Job<>(input, Promise.promise());
        if (!queue.offer(job)) {
            return Future.failedFuture(overloaded("has " + bounds.waiting() + " requests waiting already"));
        }
        // Closing may have drained the queue between the two lines above.
        if (closed && queue.remove(job)) job.promise().fail(overloaded("is closed"));
        return job.promise().future();
    }

    /** Calls this once, with the reason, when it answers no more though nobody closed it; at once if that is so already. */
    void whenLost(Consumer<String> then) {
        var unusedStage = lost.thenAccept(then);
    }

    /** Waits for the batches in work; what still waits fails. */
    @Override
    public void close() {
        closed = true;
        threads.forEach(Thread::interrupt);
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive() && thread != Thread.currentThread()) {
                try {
                    thread.join();
                } catch (InterruptedException again) {
                    interrupted = true;
                }
            }
        }
        failWaiting("is closed");
        if (interrupted) Thread.currentThread().interrupt();
    }

    private void failWaiting(String why) {
        List<Job<I, O>> left = new ArrayList<>();
        queue.drainTo(left);
        left.forEach(job -> job.promise().fail(overloaded(why)));
    }

    /** Whatever ends a thread ends all of it: who still waited would wait for ever. */
    private void run() {
        try {
            enter.run();
            work();
        } catch (RuntimeException | Error cause) {
            lose(Loss.words(cause));
        }
    }

    private void lose(String why) {
        closed = true;
        failWaiting("was lost: " + why);
        threads.forEach(Thread::interrupt);
        lost.complete(why);
    }

    private void work() {
        while (!closed) {
            List<Job<I, O>> batch = new ArrayList<>();
            try {
                batch.add(queue.take());
            } catch (InterruptedException closing) {
                return;
            }
            queue.drainTo(batch, bounds.batch() - 1);
            answer(batch);
        }
    }

    private void answer(List<Job<I, O>> batch) {
        List<O> answers;
        try {
            answers = work.apply(batch.stream().map(Job::input).toList());
        } catch (RuntimeException | Error cause) {
            // A native engine out of memory or without its device: other backends may do better.
            batch.forEach(job -> job.promise().fail(overloaded("failed: " + cause.getMessage())));
            faults.add(cause).ifPresent(this::lose);
            return;
        }
        faults.none();
        for (int i = 0; i < batch.size(); i++) complete(batch.get(i), answers.get(i));
    }

    /** What a listener throws must not end this thread: it is reported, and the next one is served. */
    private void complete(Job<I, O> job, O answer) {
        try {
            job.promise().complete(answer);
        } catch (RuntimeException thrownByListener) {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, thrownByListener);
        }
    }

    private FailureException overloaded(String what) {
        return new FailureException(
                new Failure.Overloaded(503, Optional.of(Stepper.BUSY), bounds.name() + " " + what, Optional.empty()));
    }
}
