package dev.outrigger.rollout;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Puts a file in the place of another, as a whole. */
@FunctionalInterface
interface Replacing {
    /** By a rename, once the disk has all of it: a reader meets the one or the other, and never half of one. */
    Replacing ATOMIC = Replacing::rename;

    void replace(Path file, byte[] content) throws IOException;

    private static void rename(Path file, byte[] content) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        if (parent == null) throw new IOException(file + " is in no folder");
        Files.createDirectories(parent);
        Path draft = Files.createTempFile(parent, ".", ".draft");
        try {
            try (FileChannel out = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) out.write(bytes);
                out.force(true);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
