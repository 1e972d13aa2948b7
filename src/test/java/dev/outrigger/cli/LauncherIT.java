package dev.outrigger.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher: when it calls Maven and the JVM, and how. */
class LauncherIT {
    @TempDir
    private Path folder;

    private SmallRepository repository;

    @BeforeEach
    void aRepository() throws IOException {
        repository = new SmallRepository(folder);
    }

    @Test
    void helpAndVersionNeedNoTools() throws Exception {
        Files.delete(folder.resolve("jdks/jdk-25/release"));

        assertTrue(repository.launch("help").out().startsWith("usage: ./outrigger VERB"));
        assertEquals("outrigger 1.2.3\n", repository.launch("version").out());
    }

    @Test
    void saysWhatToInstallWithoutAJdk() throws Exception {
        repository.write("jdks/jdk-25/release", "JAVA_VERSION=\"21.0.9\"\n");

        var ended = repository.launch("run");

        assertEquals(1, ended.status());
        for (var said : List.of("JDK 25 or newer is needed", "apt-get install", "brew install", "sdk install")) {
            assertTrue(ended.err().contains(said), ended.err());
        }
    }

    @Test
    void saysWhatToInstallWithoutMaven() throws Exception {
        repository.script("bin/mvn", "echo 'Apache Maven 3.6.3 (x)'");

        var ended = repository.launch("run");

        assertEquals(1, ended.status());
        assertTrue(ended.err().contains("Maven 3.8 or newer is needed and was not found (there is 3.6)"), ended.err());
    }

    @Test
    void buildsAndBecomesTheSidecarWhichFetchesItsModels() throws Exception {
        var process = repository.start("run", "--config", "my file.yaml");

        var ended = repository.ended(process);

        assertEquals(0, ended.status(), ended.err());
        assertTrue(ended.err().contains("outrigger: built"), ended.err());
        // One to prepare fast starts, and the sidecar itself.
        assertEquals(2, repository.starts());
        // exec: signals reach the sidecar itself, for it has the launcher's process.
        assertTrue(ended.out().startsWith("java " + process.pid() + ": "), ended.out());
        assertTrue(ended.out().endsWith("quarkus-run.jar run --pull --config my file.yaml\n"), ended.out());
    }

    @Test
    void aSecondStartDoesNotBuild() throws Exception {
        repository.launch("run");
        Files.setLastModifiedTime(repository.home().resolve("src/main/Main.java"), FileTime.fromMillis(0));

        var ended = repository.launch("run");

        assertEquals(0, ended.status(), ended.err());
        assertEquals(1, repository.builds());
        assertEquals(3, repository.starts());
        assertEquals("outrigger: starting\n", ended.err().replaceFirst("outrigger: JAVA_HOME .*\n", ""));
    }

    @Test
    void buildsAgainWhenASourceOrWhatWasBuiltHasChanged() throws Exception {
        repository.launch("run");

        repository.write("my outrigger/src/main/Main.java", "class Main { int more; }");
        repository.launch("run");
        assertEquals(2, repository.builds());

        repository.write("my outrigger/src/main/Added.java", "class Added {}");
        repository.launch("run");
        assertEquals(3, repository.builds());

        repository.write("my outrigger/target/quarkus-app/app/outrigger.jar", "built by hand from something else");
        repository.launch("run");
        assertEquals(4, repository.builds());
    }

    @Test
    void aFailedBuildShowsItsEndAndWhereItsLogIs() throws Exception {
        repository.maven("seq 100; echo the last line; exit 1");

        var ended = repository.launch("run");

        assertEquals(1, ended.status());
        assertTrue(ended.err().contains("the last line"), ended.err());
        assertFalse(ended.err().contains("\n50\n"), ended.err());
        assertTrue(
                ended.err().contains("its whole log is " + repository.home() + "/target/launcher-build.log"),
                ended.err());
        repository.launch("run");
        assertEquals(2, repository.builds());
    }

    @Test
    void offlineAsksNoRegistry() throws Exception {
        var ended = repository.launch("run", "--offline");

        assertTrue(ended.out().endsWith("quarkus-run.jar run\n"), ended.out());
        assertTrue(Files.readString(folder.resolve("builds")).contains(" -o "));
    }

    @Test
    void itsOptionsMayStandAnywhere() throws Exception {
        var ended = repository.launch("run", "--config", "a.yaml", "--no-pull");

        assertTrue(ended.out().endsWith("quarkus-run.jar run --config a.yaml\n"), ended.out());
    }

    @Test
    void anUnknownVerbBuildsNothing() throws Exception {
        var ended = repository.launch("sail");

        assertEquals(2, ended.status());
        assertTrue(ended.err().startsWith("outrigger: there is no verb sail\nusage: "), ended.err());
        assertEquals("", ended.out());
        assertTrue(Files.notExists(folder.resolve("builds")));
    }

    @Test
    void givesOtherVerbsToTheProductWithNothingElseOnItsOutput() throws Exception {
        var ended = repository.launch("explain", "--jsonl", "a b.jsonl");

        assertEquals(1, ended.out().lines().count(), ended.out());
        assertTrue(ended.out().endsWith("quarkus-run.jar explain --jsonl a b.jsonl\n"), ended.out());
    }

    @Test
    void testsWithMavenAndKeepsItsVerdict() throws Exception {
        repository.maven(
                SmallRepository.BUILD + "case $* in *' verify') echo 'Tests run: 3, Failures: 1'; exit 1 ;; esac");

        var whole = repository.launch("test");
        var quick = repository.launch("test", "--quick");

        assertEquals(1, whole.status());
        assertTrue(whole.out().contains("Tests run: 3, Failures: 1"), whole.out());
        assertEquals(0, quick.status(), quick.err());
        assertTrue(Files.readString(folder.resolve("builds")).endsWith(" -ntp test\n"));
    }

    @Test
    void endsTheTestsWithTheirSum() throws Exception {
        repository.maven(SmallRepository.BUILD + """
                case $* in *' verify') cat <<'LINES'; exit 1 ;; esac
                [INFO] Tests run: 3, Failures: 0, Errors: 0, Skipped: 1, Time elapsed: 0.1 s -- in a.X
                a line that its library left open.[WARNING] Tests run: 7, Failures: 0, Errors: 0, Skipped: 1
                [ERROR] Tests run: 2, Failures: 1, Errors: 0, Skipped: 0, Time elapsed: 0.1 s <<< FAILURE! -- in a.ZIT
                [ERROR] a.ZIT.aClaim -- Time elapsed: 1.324 s <<< FAILURE!
                [ERROR] Tests run: 2, Failures: 1, Errors: 0, Skipped: 0
                LINES
                """);

        var ended = repository.launch("test");

        assertEquals(1, ended.status());
        assertTrue(ended.err().contains("""
                                outrigger: unit tests: 7, Failures: 0, Errors: 0, Skipped: 1
                                  failed: a.ZIT
                                outrigger: integration tests: 2, Failures: 1, Errors: 0, Skipped: 0
                                outrigger: tests failed after\
                                """), ended.err());
    }

    @Test
    void makesATableOfTheLastTestsWithoutBuilding() throws Exception {
        var ended = repository.launch("rows");

        assertEquals(0, ended.status(), ended.err());
        assertTrue(
                ended.out().endsWith(": " + repository.home() + "/perf/Rows.java " + repository.home() + "\n"),
                ended.out());
        assertTrue(Files.notExists(folder.resolve("builds")), "Maven was not asked");
    }

    @Test
    void trainsAndJudgesTheAnalyzerInAnEnvironmentThatIsMadeOnce() throws Exception {
        // Given an encoder that was fetched, and a Python that makes environments whose own one tells how it is called
        repository.write("my outrigger/gpu-models/outrigger-analyzer/requirements.txt", "torch==1\n");
        repository.write(".cache/outrigger/models/all-minilm-l6-v2/model.safetensors", "");
        repository.script("bin/python3", """
                echo "$*" >> 'FOLDER/made'
                mkdir -p "$3/bin"
                printf '#!/bin/sh\\necho "python $*"\\n' > "$3/bin/python"
                chmod +x "$3/bin/python"
                """.replace("FOLDER", folder.toString()));
        var programs = repository.home() + "/gpu-models/outrigger-analyzer/";
        var options = " --encoder " + folder + "/.cache/outrigger/models/all-minilm-l6-v2 --work " + folder
                + "/.cache/outrigger/analyzer/judged --data my data\n";

        // When
        var trained = repository.launch("train", "analyzer", "--data", "my data");
        var judged = repository.launch("bench", "analyzer", "--offline", "--data", "my data");
        var router = repository.launch("train", "routing", "--offline", "--data", "my data");
        assertTrue(Files.notExists(folder.resolve("builds")), "Maven was not asked");
        var routed = repository.launch("bench", "routing", "--offline", "--data", "my data");

        // Then: the product decides in the last, so it is built for that
        assertTrue(
                trained.err().contains("python -m pip install -q -r " + programs + "requirements.txt"), trained.err());
        assertEquals("python -B " + programs + "train.py" + options, trained.out());
        assertEquals("python -B " + programs + "bench.py" + options, judged.out());
        var ways = options.replace("/judged ", "/routed ");
        assertEquals("python -B " + repository.home() + "/gpu-models/outrigger-router/train.py" + ways, router.out());
        assertTrue(
                routed.out()
                        .startsWith(
                                "python -B " + repository.home() + "/perf/routing/bench.py " + ways.strip() + " -- "),
                routed.out());
        assertTrue(routed.out().endsWith("/quarkus-run.jar\n"), routed.out());
        assertEquals(1, Files.readAllLines(folder.resolve("made")).size());
    }

    @Test
    void namesWhatCanBeTrained() throws Exception {
        var ended = repository.launch("train", "whales");

        assertEquals(2, ended.status());
        assertEquals("outrigger: train: there are analyzer, quick and routing to train, not whales\n", ended.err());
    }

    @Test
    void worksThroughALinkFromAnyFolder() throws Exception {
        var link = Files.createSymbolicLink(
                folder.resolve("bin/outrigger"), repository.home().resolve("outrigger"));

        var ended = repository.ended(repository
                .process(link.toString(), "run")
                .directory(new java.io.File("/"))
                .start());

        assertEquals(0, ended.status(), ended.err());
        assertTrue(ended.out().contains(repository.home() + "/target/quarkus-app/quarkus-run.jar"), ended.out());
    }

    @Test
    void stopsTheBuildWhenItIsStopped() throws Exception {
        repository.maven("echo $$ > '" + folder + "/maven.pid'; exec sleep 600");
        var launcher = repository.start("run");
        var pid = folder.resolve("maven.pid");
        Awaitility.await().until(() -> Files.exists(pid) && Files.size(pid) > 0);

        launcher.destroy();

        assertEquals(130, repository.ended(launcher).status());
        var maven = ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()));
        Awaitility.await().until(() -> maven.isEmpty() || !maven.get().isAlive());
    }
}
