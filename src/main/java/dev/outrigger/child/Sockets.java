package dev.outrigger.child;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Files of Unix sockets, in folders that only their owner may enter.
 *
 * <p>Source: <a href="https://man7.org/linux/man-pages/man7/unix.7.html">unix(7)</a>.
 */
final class Sockets {
    /** What the shortest {@code sun_path} has room for, its end mark not counted: 104 bytes on macOS, 108 on Linux. */
    static final int MOST_BYTES = 103;

    private static final String ONLY_OWNER = "rwx------";
    private static final String FILE_OF_OWNER = "rw-------";

    private Sockets() {}

    /**
     * A folder for sockets, made if need be: below the one given, or, where a path in it would be too long, one of its own
     * among the temporary files.
     */
    static Path folder(Path above, String longestName) throws IOException {
        Path folder = above.resolve("engine");
        if (!isShort(folder.resolve(longestName))) return temporary();
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(ONLY_OWNER));
        return folder;
    }

    private static Path temporary() throws IOException {
        Path made = Files.createTempDirectory("outrigger");
        made.toFile().deleteOnExit();
        return made;
    }

    private static boolean isShort(Path path) {
        return path.toString().getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES;
    }

    /**
     * Removes a socket at which nobody listens any more.
     *
     * @throws IOException when somebody does, or what lies there is no socket
     */
    static void clear(Path socket) throws IOException {
        if (!isShort(socket)) throw new IOException("a socket's path has " + MOST_BYTES + " bytes at most: " + socket);
        if (Files.notExists(socket, LinkOption.NOFOLLOW_LINKS)) return;
        if (!isSocket(socket)) throw new FileSystemException(socket + " is there, and is no socket");
        try (SocketChannel there = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            throw new FileSystemException(socket + " is taken, " + there.getRemoteAddress() + " listens");
        } catch (ConnectException nobody) {
            Files.deleteIfExists(socket);
        }
    }

    private static boolean isSocket(Path path) throws IOException {
        return Files.readAttributes(path, java.nio.file.attribute.BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isOther();
    }

    /** Whoever is not its owner cannot connect. */
    static void lock(Path socket) throws IOException {
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString(FILE_OF_OWNER));
    }
}
