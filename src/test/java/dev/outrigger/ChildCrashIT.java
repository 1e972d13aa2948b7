package dev.outrigger;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.backend.LocalModel;
import dev.outrigger.child.Command;
import dev.outrigger.child.Supervisor;
import dev.outrigger.engine.CacheFolder;
import dev.outrigger.engine.LoadMarker;
import dev.outrigger.engine.Manifests;
import dev.outrigger.engine.MemoryRoom;
import dev.outrigger.engine.ModelStore;
import dev.outrigger.life.LoadListener;
import dev.outrigger.support.LocalCache;
import dev.outrigger.support.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loads that kill the engine's process, and sidecars that are killed beside it. */
class ChildCrashIT {
    private static final Settings CHILD = EngineRoom.settings("""
            backends: { here: { kind: engine, process: child } }
            models: { smol: { backend: here, model: smollm2-135m-instruct } }
            """);

    @TempDir
    private Path folder;

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    private LoadMarker marker(CacheFolder cache) {
        return new LoadMarker(cache, "engine", () -> now);
    }

    private Supervisor crashing(CacheFolder cache) {
        Command real = OwnCommand.again(cache.run(), System.getenv());
        List<String> command = real.java().stream()
                .map(word -> word.equals(Main.class.getName()) ? CrashingHost.class.getName() : word)
                .toList();
        return new Supervisor(
                () -> new Command(command, real.environment(), real.version(), real.crash()), cache.run());
    }

    @Test
    @Row("leave.crash")
    void aLoadThatKillsItsProcessIsMarkedAndTheNextWaits() throws IOException {
        CacheFolder cache = new CacheFolder(LocalCache.withModels(folder));
        assertCrash(cache, 1, "2026-01-01T00:01:00Z");
        // When it is due again
        now = now.plus(Duration.ofMinutes(1));
        assertEquals(new LoadMarker.Standing.Due(1), marker(cache).standing());
        // Then each further crash waits longer
        assertCrash(cache, 2, "2026-01-01T00:03:00Z");
    }

    private void assertCrash(CacheFolder cache, int crashes, String retryAt) throws IOException {
        NativeModels here =
                new NativeModels(new ModelStore(cache, Manifests.read(Path.of("gpu-models"))), MemoryRoom.ofProcess());
        LoadMarker marker = marker(cache);
        try (Supervisor there = crashing(cache);
                LocalEngine engine = new LocalEngine(
                        new PlacedModels(here, there, marker), marker, () -> now, LoadListener.NOBODY)) {
            EngineRoom.settle(engine, CHILD);
            // One was started: what comes after the crash is not loaded.
            assertEquals(1, there.starts());
            LocalModel smol = engine.generator(CHILD.profiles().getFirst());
            assertFalse(smol instanceof LocalModel.Ready);
            assertTrue(smol.health().detail().contains("crashed"), smol.health().detail());
            String place = engine.place().orElseThrow();
            assertTrue(place.startsWith("in no process now; the one before: it crashed"), place);
        }
        // As the next start finds it
        assertEquals(
                new LoadMarker.Standing.Waiting(crashes, Instant.parse(retryAt)),
                marker(cache).standing());
    }

    @Test
    void anEngineWhoseSidecarIsKilledEndsWithinASecond() throws Exception {
        Process sidecar = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dai.djl.offline=true",
                        "-DOPT_OUT_TRACKING=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Parent.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String line = sidecar.inputReader().readLine();
        ProcessHandle engine = ProcessHandle.of(Long.parseLong(line)).orElseThrow();
        assertTrue(engine.isAlive());
        // When
        sidecar.destroyForcibly();
        // Then
        await().atMost(Duration.ofSeconds(1)).until(() -> !runs(engine));
    }

    /** One that has ended is there until whoever is process 1 looks after it. */
    private static boolean runs(ProcessHandle process) throws IOException {
        Path state = Path.of("/proc", Long.toString(process.pid()), "stat");
        try {
            return process.isAlive() && !Files.readString(state).contains(") Z ");
        } catch (NoSuchFileException gone) {
            return process.isAlive();
        }
    }

    /** A sidecar as far as it has an engine. */
    static final class Parent {
        private Parent() {}

        public static void main(String[] args) throws IOException {
            ChildRoom room = new ChildRoom(Path.of(args[0]));
            var unusedGenerator = room.generator(1);
            System.out.println(room.there.pid().orElseThrow());
            int unusedEnd = System.in.read();
        }
    }
}
