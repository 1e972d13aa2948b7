package dev.outrigger.life;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Runs tasks one after the other on a thread of its own. Thread-safe. */
public interface Agenda extends AutoCloseable {
    /** Runs this after all that waits already; false when it is closed, and then it never runs. */
    boolean run(Runnable task);

    /** Runs this when so much time has passed and the thread is free, unless it is closed before. */
    void after(Duration wait, Runnable task);

    /** Runs nothing more; what runs is interrupted. */
    @Override
    void close();

    /** On a daemon thread of this name. */
    static Agenda onThread(String name) {
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name(name).factory());
        return new Agenda() {
            @Override
            public boolean run(Runnable task) {
                try {
                    thread.execute(task);
                    return true;
                } catch (RejectedExecutionException closed) {
                    return false;
                }
            }

            @Override
            public void after(Duration wait, Runnable task) {
                try {
                    var unusedHandle = thread.schedule(task, wait.toMillis() + 1, TimeUnit.MILLISECONDS);
                } catch (RejectedExecutionException closed) {
                    System.getLogger(Agenda.class.getName()).log(Level.DEBUG, "closed: {0}", closed.getMessage());
                }
            }

            @Override
            public void close() {
                var unusedTasks = thread.shutdownNow();
            }
        };
    }
}
