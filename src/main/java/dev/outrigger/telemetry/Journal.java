package dev.outrigger.telemetry;

import java.lang.System.Logger;
import java.time.Duration;
import java.util.ResourceBundle;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A logger whose caller never waits for the log: lines go to a bounded queue, and one thread hands them to the logger
 * behind it. A console whose reader has stopped would otherwise stop an event loop, and every exchange on it; and each
 * line's formatting and system call would be a fourteenth of what an exchange costs its loop.
 *
 * <p>A line is written a few milliseconds after it was said, in order; {@link #close} writes what is left. With {@link
 * #MOST_LINES} waiting, saying another throws {@link RejectedExecutionException}, which {@link Recorder} counts as lost.
 * Thread safe.
 */
public final class Journal implements Logger, AutoCloseable {
    /** Lines that may wait: at 10,000 exchanges a second, what a log that stands still for 0.4 s leaves. */
    static final int MOST_LINES = 4096;

    /** How long lines are gathered, so that under load the thread is woken once for many. */
    private static final Duration GATHER = Duration.ofMillis(5);

    /** How long {@link #close} waits for a log that stands still. */
    private static final Duration CLOSE = Duration.ofSeconds(1);

    private final Logger log;
    private final LogOutput output;
    private final BlockingQueue<Line> lines = new ArrayBlockingQueue<>(MOST_LINES);
    private final AtomicBoolean called = new AtomicBoolean();
    private final ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("outrigger-journal").daemon().factory());

    /** Before a log of this process, whose lines are written together when they come together. */
    public Journal(Logger log) {
        this(log, LogOutput.ofProcess());
    }

    Journal(Logger log, LogOutput output) {
        this.log = log;
        this.output = output;
    }

    private record Line(
            Level level, @Nullable String text, @Nullable Throwable thrown) {}

    private void write() {
        // First, so that a line which comes while the last is written calls again.
        called.set(false);
        if (!lines.isEmpty()) output.together(this::writeAll);
    }

    private void writeAll() {
        for (Line line = lines.poll(); line != null; line = lines.poll())
            log.log(line.level(), line.text(), line.thrown());
    }

    @Override
    public String getName() {
        return log.getName();
    }

    @Override
    public boolean isLoggable(Level level) {
        return log.isLoggable(level);
    }

    @Override
    public void log(
            Level level, @Nullable ResourceBundle bundle, @Nullable String message, @Nullable Throwable thrown) {
        if (!lines.offer(new Line(level, message, thrown)))
            throw new RejectedExecutionException(MOST_LINES + " lines wait to be written");
        if (called.compareAndSet(false, true)) {
            var _ = writer.schedule(this::write, GATHER.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Lines have no parameters here; a brace in one is a brace. */
    @Override
    public void log(Level level, @Nullable ResourceBundle bundle, @Nullable String format, @Nullable Object... none) {
        log(level, bundle, format, (Throwable) null);
    }

    /** Returns when every line said before is written, or the log has stood still too long. */
    @Override
    public void close() {
        // What is scheduled is still run.
        writer.shutdown();
        try {
            if (!writer.awaitTermination(CLOSE.toMillis(), TimeUnit.MILLISECONDS)) writer.shutdownNow();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
