package dev.outrigger.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cache of classes that the launcher prepares after a build: when it is made, and that nothing depends on it. */
class FastStartIT {
    @TempDir
    private Path folder;

    private SmallRepository repository;

    @BeforeEach
    void aRepository() throws IOException {
        repository = new SmallRepository(folder);
    }

    @Test
    void startsWithTheClassesThatItPreparedOnceABuild() throws Exception {
        repository.java(
                "for a in \"$@\"; do case $a in -XX:AOTCacheOutput=*) echo classes > \"${a#*=}\" ;; esac; done");
        var classes = "-XX:AOTCache=" + repository.home() + "/target/launcher-classes.aot ";

        var first = repository.launch("run");
        var second = repository.launch("run");
        repository.write("my outrigger/src/main/Main.java", "class Main { int more; }");
        repository.launch("run");

        assertTrue(first.err().contains("preparing fast starts"), first.err());
        assertTrue(first.out().contains(classes), first.out());
        assertTrue(second.out().contains(classes), second.out());
        assertEquals(5, repository.starts());
    }

    @Test
    void startsWithoutTheClassesThatCannotBePrepared() throws Exception {
        var ended = repository.launch("run");

        assertEquals(0, ended.status(), ended.err());
        assertFalse(ended.out().contains("AOTCache"), ended.out());
    }

    @Test
    void anotherJdkIsPreparedForAnew() throws Exception {
        repository.launch("run");
        repository.write("jdks/jdk-25/release", "JAVA_VERSION=\"25.0.2\"\n");

        repository.launch("run");

        assertEquals(4, repository.starts());
    }

    @Test
    void otherVerbsPrepareNothing() throws Exception {
        repository.launch("models", "list");

        assertEquals(1, repository.starts());
    }

    @Test
    void aPreparationIsEndedWithTheLauncher() throws Exception {
        repository.java("case $* in *AOTCacheOutput*) trap '' TERM; while :; do sleep 0.1; done ;; esac");
        var launcher = repository.start("run");
        Awaitility.await().until(() -> Files.exists(folder.resolve("starts")) && repository.starts() == 1);

        launcher.destroy();

        assertEquals(130, repository.ended(launcher).status());
        var java = ProcessHandle.of(
                Long.parseLong(Files.readString(folder.resolve("starts")).strip()));
        Awaitility.await().until(() -> java.isEmpty() || !java.get().isAlive());
    }
}
