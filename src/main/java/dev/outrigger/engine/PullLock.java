package dev.outrigger.engine;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The right to write into one model's folder, held by one pull at a time on this machine. The operating system takes it
 * back when its holder dies.
 */
record PullLock(Path folder, FileChannel channel) implements AutoCloseable {
    /** Longest wait for another pull: it may be at its own bound. */
    static final Duration WAIT_BOUND = ModelPull.CLIENT_BOUND.plusMinutes(1);

    private static final long POLL_MILLIS = 100;

    /** Returns when the lock is held; says so once if it has to wait. */
    static PullLock acquire(Path folder, Consumer<String> progress) throws IOException {
        var channel = FileChannel.open(folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (attempt(channel).isEmpty()) {
                progress.accept(folder.getFileName() + ": another pull is under way, waiting for it");
                await(channel, folder);
            }
            return new PullLock(folder, channel);
        } catch (IOException failed) {
            channel.close();
            throw failed;
        }
    }

    @Override
    public void close() throws IOException {
        // Releases the lock. The file stays: removing it would let two later pulls lock two different files.
        channel.close();
    }

    private static void await(FileChannel channel, Path folder) throws IOException {
        var deadline = System.nanoTime() + WAIT_BOUND.toNanos();
        while (attempt(channel).isEmpty()) {
            if (System.nanoTime() - deadline > 0) {
                throw new IOException(
                        "another pull has held " + folder.resolve(".lock") + " for " + WAIT_BOUND.toMinutes() + " min");
            }
            pause();
        }
    }

    private static Optional<FileLock> attempt(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException heldByThisProcess) {
            return Optional.empty();
        }
    }

    private static void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(interrupted);
        }
    }
}
