package dev.outrigger.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher's benchmarks: what it starts for each, and that it refuses what it does not know. */
class BenchLauncherIT {
    @TempDir
    private Path folder;

    private SmallRepository repository;

    @BeforeEach
    void aRepository() throws IOException {
        repository = new SmallRepository(folder);
    }

    @Test
    void namesTheBenchmarksThatThereAre() throws Exception {
        for (var words :
                List.of(List.of("bench", "--help"), List.of("bench", "-h"), List.of("bench", "engine", "help"))) {
            var ended = repository.launch(words.toArray(String[]::new));

            assertEquals(0, ended.status());
            assertTrue(ended.out().startsWith("usage: ./outrigger bench [WHAT] [OPTION...]"), ended.out());
        }
        assertTrue(Files.notExists(folder.resolve("builds")), "nothing is built to say so");
    }

    @Test
    void measuresNothingThatItDoesNotKnow() throws Exception {
        var refused = Map.of(
                "analyser", "bench: there is no analyser to measure",
                "--quik", "bench: there is no --quik",
                "proxy quick", "bench proxy: there is no quick",
                "soak --minutes", "bench soak: --minutes needs a value",
                "saturation --quick", "bench saturation: there is no --quick",
                "pieces --quick", "bench pieces: takes no words, was given --quick",
                "decide twice", "bench decide: takes no words, was given twice");
        for (var entry : refused.entrySet()) {
            var ended = repository.launch(("bench " + entry.getKey()).split(" "));

            assertEquals(2, ended.status());
            assertTrue(ended.err().startsWith("outrigger: " + entry.getValue()), ended.err());
        }
        assertTrue(Files.notExists(folder.resolve("builds")));
    }

    @Test
    void measuresWithWhatTheSidecarHasOfHistograms() throws Exception {
        var jar = "my outrigger/target/quarkus-app/lib/main/org.hdrhistogram.HdrHistogram-1.2.jar";
        repository.write(jar, "");
        var perf = " -cp " + folder + "/" + jar + " " + repository.home() + "/perf/";

        var all = repository.launch("bench", "--quick").out();
        var peers = repository.launch("bench", "peers", "--only", "nginx").out();

        assertTrue(all.contains(perf + "Bench.java proxy startup memory cpu --quick -- "), all);
        assertTrue(peers.contains(perf + "Peers.java --only nginx -- "), peers);
        assertTrue(peers.endsWith(" -jar " + repository.home() + "/target/quarkus-app/quarkus-run.jar\n"), peers);
    }
}
