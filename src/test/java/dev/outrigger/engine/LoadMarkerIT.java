package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.outrigger.engine.LoadMarker.Standing;
import dev.outrigger.support.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes that end in the middle of a load, each in its own way. */
class LoadMarkerIT {
    @TempDir
    private Path folder;

    @Test
    @Row("leave.crash")
    void aSegmentationFaultWhileLoadingIsACrash() throws Exception {
        var process = loading();

        signal(process, "SEGV");

        assertInstanceOf(Standing.Waiting.class, marker().standing());
    }

    @Test
    void beingKilledForMemoryWhileLoadingIsACrash() throws Exception {
        var process = loading();

        signal(process, "KILL");

        assertInstanceOf(Standing.Waiting.class, marker().standing());
    }

    @Test
    void anOrderlyStopWhileLoadingIsNone() throws Exception {
        var process = loading();

        signal(process, "TERM");

        assertEquals(new Standing.Clear(), marker().standing());
    }

    @Test
    void anotherProcessThatIsLoadingIsNone() throws Exception {
        var process = loading();

        assertEquals(new Standing.Elsewhere(), marker().standing());

        signal(process, "TERM");
    }

    private LoadMarker marker() {
        return new LoadMarker(new CacheFolder(folder), "smol", InstantSource.system());
    }

    /** A process that has begun to load. */
    private Process loading() throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(
                        java,
                        "-XX:-CreateCoredumpOnCrash",
                        "-XX:ErrorFile=" + folder.resolve("hs_err.log"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        EndlessLoad.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.inputReader().readLine();
        return process;
    }

    private static void signal(Process process, String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
        if (!process.waitFor(30, TimeUnit.SECONDS)) process.destroyForcibly();
    }

    /** Begins to load, says so, and never ends. */
    static final class EndlessLoad {
        private EndlessLoad() {}

        public static void main(String[] arguments) throws Exception {
            var cache = new CacheFolder(Path.of(arguments[0]));
            try (var loading = new LoadMarker(cache, "smol", InstantSource.system()).begin()) {
                System.out.println(loading);
                new java.util.concurrent.CountDownLatch(1).await();
            }
        }
    }
}
