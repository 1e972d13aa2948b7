package dev.outrigger.support;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;

/** Threads that do nothing until the test lets them. Thread-safe. */
public final class HandDriven implements Executor {
    private final Deque<Runnable> tasks = new ArrayDeque<>();

    @Override
    public synchronized void execute(Runnable task) {
        tasks.add(task);
    }

    /** Tasks that were not run. */
    public synchronized int waiting() {
        return tasks.size();
    }

    /** Runs all there are on the caller's thread, and what they bring. */
    public void runAll() {
        for (Runnable task = next(); task != null; task = next()) task.run();
    }

    private synchronized @org.jspecify.annotations.Nullable Runnable next() {
        return tasks.poll();
    }
}
