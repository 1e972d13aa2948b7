package dev.outrigger.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Keeps a crash of native code from repeating itself at every start. Around each load lies the file
 * {@code <cache>/run/<model>.loading}; one that is found with nobody loading tells that a process died in the load.
 * Then the model waits, 1 minute after the first crash, doubling to 1 hour, and the wait outlives restarts.
 *
 * <p>The loading process holds a lock on the file, which the operating system releases when it dies: that is how a
 * crash differs from another sidecar that is just loading. One instance a model and process (POSIX drops a process'
 * lock when any of its handles on the file is closed); methods may be called from any thread and touch the disk.
 */
public final class LoadMarker {
    static final Duration FIRST_WAIT = Duration.ofMinutes(1);
    static final Duration LONGEST_WAIT = Duration.ofHours(1);

    private final Path file;
    private final InstantSource clock;
    private final BackOff waits = new BackOff(FIRST_WAIT, LONGEST_WAIT);
    private Optional<Loading> current = Optional.empty();

    public LoadMarker(CacheFolder cache, String model, InstantSource clock) {
        this.file = cache.run().resolve(model + ".loading");
        this.clock = clock;
    }

    /** Whether the model may be loaded now. */
    public sealed interface Standing {
        /** Nothing speaks against it. */
        record Clear() implements Standing {}

        /** So many loads in a row crashed, but the wait is over: it may be tried again. */
        record Due(int crashes) implements Standing {}

        /** So many loads in a row crashed: not before {@code retryAt}. */
        record Waiting(int crashes, Instant retryAt) implements Standing {}

        /** Another process, or another caller in this one, is loading it now. */
        record Elsewhere() implements Standing {}
    }

    /** Asks, and takes note of a crash that nobody has taken note of yet. */
    public synchronized Standing standing() throws IOException {
        if (current.isPresent()) return new Standing.Elsewhere();
        if (Files.notExists(file)) return new Standing.Clear();
        var held = MarkFile.lock(file);
        if (held.isEmpty()) return new Standing.Elsewhere();
        try (var marks = held.get()) {
            var mark = marks.read();
            if (mark.isEmpty()) return new Standing.Clear();
            return switch (mark.get()) {
                case Mark.Loading loading -> waiting(marks, loading.earlierCrashes() + 1);
                case Mark.Crashed crashed
                when clock.instant().isBefore(crashed.retryAt()) ->
                    new Standing.Waiting(crashed.crashes(), crashed.retryAt());
                case Mark.Crashed crashed -> new Standing.Due(crashed.crashes());
            };
        }
    }

    /**
     * Marks that a load begins; to be closed when it has ended, well or not. An orderly exit of the process closes it
     * too: only a crash leaves the mark.
     *
     * @throws IOException when the mark cannot be written, or somebody else is loading
     */
    public synchronized Loading begin() throws IOException {
        Files.createDirectories(file.getParent());
        if (current.isPresent()) throw new IOException(file + " is held: the model is being loaded already");
        var marks = MarkFile.lock(file)
                .orElseThrow(() -> new IOException(file + " is held: another process is loading the model"));
        try {
            marks.write(new Mark.Loading(marks.read().map(Mark::crashes).orElse(0)));
        } catch (IOException unwritable) {
            marks.close();
            throw unwritable;
        }
        var loading = new Loading(marks);
        current = Optional.of(loading);
        return loading;
    }

    /**
     * The load under way has killed the process that it ran in, which was not this one: it counts like one that kills this
     * one. Does nothing while this process marks no load.
     */
    public synchronized void crashed() throws IOException {
        if (current.isEmpty()) return;
        MarkFile marks = current.get().marks;
        current = Optional.empty();
        try (marks) {
            Standing unusedWait = waiting(marks, marks.read().map(Mark::crashes).orElse(0) + 1);
        }
    }

    private Standing waiting(MarkFile marks, int crashes) throws IOException {
        var retryAt = clock.instant().plus(waits.after(crashes));
        marks.write(new Mark.Crashed(crashes, retryAt));
        return new Standing.Waiting(crashes, retryAt);
    }

    private synchronized void end(MarkFile marks) {
        if (current.isEmpty()) return;
        current = Optional.empty();
        marks.remove();
    }

    /** A load under way. */
    public final class Loading implements AutoCloseable {
        private final MarkFile marks;
        private final Thread orderlyExit = new Thread(this::end, "load-marker");

        private Loading(MarkFile marks) {
            this.marks = marks;
            Runtime.getRuntime().addShutdownHook(orderlyExit);
        }

        /** Removes the mark, and with it the count of earlier crashes. */
        @Override
        public void close() {
            end();
            try {
                Runtime.getRuntime().removeShutdownHook(orderlyExit);
            } catch (IllegalStateException exiting) {
                // The hook runs, or has run: there is nothing to take back.
            }
        }

        @Override
        public String toString() {
            return "load marked by " + file;
        }

        private void end() {
            LoadMarker.this.end(marks);
        }
    }
}
