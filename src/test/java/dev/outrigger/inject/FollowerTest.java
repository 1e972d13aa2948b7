package dev.outrigger.inject;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.outrigger.chat.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowerTest {
    @TempDir
    private Path mount;

    private final List<String> told = new ArrayList<>();

    @BeforeEach
    void asKubernetesMountsIt() throws IOException {
        write("one", "a", "1");
        Files.createSymbolicLink(mount.resolve("..data"), Path.of("..one"));
        Files.createSymbolicLink(mount.resolve("a"), Path.of("..data/a"));
    }

    @Test
    void readsAFileAKeyAndNoneOfTheMountsOwnLinks() throws IOException {
        assertEquals(Set.of("a"), new MountedFolder(mount).look().keySet());
    }

    @Test
    void tellsAChangeOnceItWasSeenTwice() throws IOException {
        Follower follower = follower();
        follower.check();
        write("two", "a", "2");
        swap("two");

        follower.check();
        assertEquals(List.of(), told);
        follower.check();
        follower.check();

        assertEquals(List.of("2"), told);
    }

    @Test
    void whatIsGoneChangesNothingUntilItIsBack() throws IOException {
        Follower follower = follower();
        Files.delete(mount.resolve("..data"));
        for (int look = 0; look < 3; look++) follower.check();
        assertEquals(List.of(), told);

        write("two", "a", "2");
        Files.createSymbolicLink(mount.resolve("..data"), Path.of("..two"));
        for (int look = 0; look < 3; look++) follower.check();

        assertEquals(List.of("2"), told);
    }

    @Test
    void aFolderOfMoreFilesThanThereAreParametersIsNotRead() throws IOException {
        for (int file = 0; file < MountedFolder.MAX_FILES; file++) Files.writeString(mount.resolve("f" + file), "x");

        assertThrows(IOException.class, () -> new MountedFolder(mount).look());
    }

    private Follower follower() throws IOException {
        MountedFolder folder = new MountedFolder(mount);
        return new Follower(
                folder,
                folder.look(),
                changed -> told.add(changed.getOrDefault("a", Bytes.EMPTY).utf8()));
    }

    private void write(String version, String key, String value) throws IOException {
        Files.writeString(Files.createDirectories(mount.resolve(".." + version)).resolve(key), value);
    }

    private void swap(String version) throws IOException {
        Files.delete(mount.resolve("..data"));
        Files.createSymbolicLink(mount.resolve("..data"), Path.of(".." + version));
    }
}
