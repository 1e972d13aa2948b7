package dev.outrigger.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** A {@link LoadMarker}'s file, held by this process until it is closed. */
record MarkFile(Path file, FileChannel channel) implements AutoCloseable {
    private static final int LINE_BYTES = 128;

    /** The file, made if need be; empty when somebody else holds it. */
    static Optional<MarkFile> lock(Path file) throws IOException {
        var channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            // A holder that just ended has unlinked the file that we have opened: ours would be seen by nobody.
            if (channel.tryLock() != null && Files.exists(file)) return Optional.of(new MarkFile(file, channel));
        } catch (OverlappingFileLockException heldByThisProcess) {
            channel.close();
            return Optional.empty();
        }
        channel.close();
        return Optional.empty();
    }

    /** What is written there; empty for a file that was made a moment ago or is being removed. */
    Optional<Mark> read() throws IOException {
        var bytes = ByteBuffer.allocate(LINE_BYTES);
        channel.read(bytes, 0);
        var line = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
        return line.isBlank() ? Optional.empty() : Optional.of(Mark.parse(line));
    }

    void write(Mark mark) throws IOException {
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(mark.line().getBytes(StandardCharsets.UTF_8)), 0);
        // The crash that this is for may take the machine with it.
        channel.force(true);
    }

    /** Removes the file and lets go of it; a file that cannot be removed stays empty, which means the same. */
    void remove() {
        try (channel) {
            channel.truncate(0);
            Files.deleteIfExists(file);
        } catch (IOException unwritable) {
            // Nothing is lost: at worst the next start waits a minute without need, and says so.
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
