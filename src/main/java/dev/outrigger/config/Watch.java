package dev.outrigger.config;

import dev.outrigger.chat.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Notices that a file means something else than before, and tells what it holds now, or that it is gone or unreadable.
 *
 * <p>It reads the whole file each time and compares the bytes. Events of the file system would be sooner, but they are
 * bound to a directory's inode: they miss the swap of Kubernetes' {@code ..data} link behind a linked file, and do not
 * exist on some network and overlay file systems. Modification times miss quick edits. The file is small and its read is
 * tens of microseconds, so the sure way is also the cheap one.
 *
 * <p>A change is told when two checks in a row have seen the same: an editor that writes in place leaves the file empty
 * or half written for a moment, and half a configuration may well be a valid one.
 */
public final class Watch implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Watch.class.getName());

    private final Path file;
    private final Consumer<Seen> changed;
    private final CountDownLatch closed = new CountDownLatch(1);
    private Seen told;
    private Seen last;

    /**
     * Of this file, of which {@code known} (see {@link #read}) is already in use. {@code changed} is called by whoever
     * checks, one call at a time.
     */
    public Watch(Path file, Seen known, Consumer<Seen> changed) {
        this.file = file;
        this.changed = changed;
        this.told = known;
        this.last = known;
    }

    /** What stands there now, links followed. */
    public static Seen read(Path file) {
        try {
            // Anything else could block the reader: a pipe, a device.
            if (!Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()) {
                return new Seen.Unreadable(file + " is not a regular file");
            }
            try (InputStream in = Files.newInputStream(file)) {
                byte[] bytes = in.readNBytes(Document.MAX_BYTES + 1);
                if (bytes.length <= Document.MAX_BYTES) return new Seen.Content(Bytes.of(bytes));
                return new Seen.Unreadable(file + " is over " + new DataSize(Document.MAX_BYTES));
            }
        } catch (NoSuchFileException missing) {
            return new Seen.Gone();
        } catch (AccessDeniedException denied) {
            return new Seen.Unreadable(file + ": permission denied");
        } catch (IOException fault) {
            return new Seen.Unreadable(file + ": " + fault.getClass().getSimpleName());
        }
    }

    /** Looks once; whoever has a timer of his own calls this instead of {@link #start}. */
    public synchronized void check() {
        Seen now = read(file);
        boolean isSettled = now.equals(last);
        last = now;
        if (!isSettled || now.equals(told)) return;
        told = now;
        changed.accept(now);
    }

    /** Looks again and again on a daemon thread of its own, until closed. */
    public void start(Duration every) {
        Thread.ofPlatform().daemon().name("outrigger-config-watch").start(() -> {
            try {
                while (!closed.await(every.toNanos(), TimeUnit.NANOSECONDS)) checkOrLog();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** A fault of the one who is told must not end the watch: the next edit may mend it. */
    private void checkOrLog() {
        try {
            check();
        } catch (RuntimeException fault) {
            LOG.log(Level.ERROR, "change of " + file + " not taken up", fault);
        }
    }

    /** Ends the thread after the check it may be in; does not wait for it. */
    @Override
    public void close() {
        closed.countDown();
    }
}
