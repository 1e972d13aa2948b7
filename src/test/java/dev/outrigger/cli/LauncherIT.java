package dev.outrigger.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real launcher in a small repository of its own, in a folder with a blank in its name. Two scripts stand where Maven
 * and the JDK are looked for: what is tested is when they are called, and how.
 */
class LauncherIT {
    private static final String BUILD = """
            mkdir -p "$OUTRIGGER_HOME/target/quarkus-app/app"
            cat "$OUTRIGGER_HOME/src/main/Main.java" > "$OUTRIGGER_HOME/target/quarkus-app/app/outrigger.jar"
            touch "$OUTRIGGER_HOME/target/quarkus-app/quarkus-run.jar"
            """;

    @TempDir
    private Path folder;

    private Path home;

    @BeforeEach
    void aRepositoryWithToolsBesideIt() throws IOException {
        home = Files.createDirectories(folder.resolve("my outrigger"));
        Files.copy(Path.of("outrigger"), home.resolve("outrigger"));
        assertTrue(home.resolve("outrigger").toFile().setExecutable(true));
        write("my outrigger/pom.xml", "<project>\n  <version>1.2.3</version>\n</project>\n");
        write("my outrigger/src/main/Main.java", "class Main {}");
        write("jdks/jdk-25/release", "JAVA_VERSION=\"25.0.1\"\n");
        script("jdks/jdk-25/bin/javac", "");
        script("jdks/jdk-25/bin/java", "echo >> '" + folder + "/starts'; echo \"java $$: $*\"");
        maven(BUILD);
    }

    @Test
    void helpAndVersionNeedNoTools() throws Exception {
        Files.delete(folder.resolve("jdks/jdk-25/release"));

        assertTrue(launch("help").out().startsWith("usage: ./outrigger VERB"));
        assertEquals("outrigger 1.2.3\n", launch("version").out());
    }

    @Test
    void saysWhatToInstallWithoutAJdk() throws Exception {
        write("jdks/jdk-25/release", "JAVA_VERSION=\"21.0.9\"\n");

        var ended = launch("run");

        assertEquals(1, ended.status());
        for (var said : List.of("JDK 25 or newer is needed", "apt-get install", "brew install", "sdk install")) {
            assertTrue(ended.err().contains(said), ended.err());
        }
    }

    @Test
    void saysWhatToInstallWithoutMaven() throws Exception {
        script("bin/mvn", "echo 'Apache Maven 3.6.3 (x)'");

        var ended = launch("run");

        assertEquals(1, ended.status());
        assertTrue(ended.err().contains("Maven 3.8 or newer is needed and was not found (there is 3.6)"), ended.err());
    }

    @Test
    void buildsAndBecomesTheSidecarWhichFetchesItsModels() throws Exception {
        var process = start("run", "--config", "my file.yaml");

        var ended = ended(process);

        assertEquals(0, ended.status(), ended.err());
        assertTrue(ended.err().contains("outrigger: built"), ended.err());
        assertEquals(1, starts());
        // exec: signals reach the sidecar itself, for it has the launcher's process.
        assertTrue(ended.out().startsWith("java " + process.pid() + ": "), ended.out());
        assertTrue(ended.out().endsWith("quarkus-run.jar run --pull --config my file.yaml\n"), ended.out());
    }

    @Test
    void aSecondStartDoesNotBuild() throws Exception {
        launch("run");
        Files.setLastModifiedTime(home.resolve("src/main/Main.java"), FileTime.fromMillis(0));

        var ended = launch("run");

        assertEquals(0, ended.status(), ended.err());
        assertEquals(1, builds());
    }

    @Test
    void buildsAgainWhenASourceOrWhatWasBuiltHasChanged() throws Exception {
        launch("run");

        write("my outrigger/src/main/Main.java", "class Main { int more; }");
        launch("run");
        assertEquals(2, builds());

        write("my outrigger/src/main/Added.java", "class Added {}");
        launch("run");
        assertEquals(3, builds());

        write("my outrigger/target/quarkus-app/app/outrigger.jar", "built by hand from something else");
        launch("run");
        assertEquals(4, builds());
    }

    @Test
    void aFailedBuildShowsItsEndAndWhereItsLogIs() throws Exception {
        maven("seq 100; echo the last line; exit 1");

        var ended = launch("run");

        assertEquals(1, ended.status());
        assertTrue(ended.err().contains("the last line"), ended.err());
        assertFalse(ended.err().contains("\n50\n"), ended.err());
        assertTrue(ended.err().contains("its whole log is " + home + "/target/launcher-build.log"), ended.err());
        launch("run");
        assertEquals(2, builds());
    }

    @Test
    void offlineAsksNoRegistry() throws Exception {
        var ended = launch("run", "--offline");

        assertTrue(ended.out().endsWith("quarkus-run.jar run\n"), ended.out());
        assertTrue(Files.readString(folder.resolve("builds")).contains(" -o "));
    }

    @Test
    void itsOptionsMayStandAnywhere() throws Exception {
        var ended = launch("run", "--config", "a.yaml", "--no-pull");

        assertTrue(ended.out().endsWith("quarkus-run.jar run --config a.yaml\n"), ended.out());
    }

    @Test
    void anUnknownVerbBuildsNothing() throws Exception {
        var ended = launch("sail");

        assertEquals(2, ended.status());
        assertTrue(ended.err().startsWith("outrigger: there is no verb sail\nusage: "), ended.err());
        assertEquals("", ended.out());
        assertTrue(Files.notExists(folder.resolve("builds")));
    }

    @Test
    void givesOtherVerbsToTheProductWithNothingElseOnItsOutput() throws Exception {
        var ended = launch("explain", "--jsonl", "a b.jsonl");

        assertEquals(1, ended.out().lines().count(), ended.out());
        assertTrue(ended.out().endsWith("quarkus-run.jar explain --jsonl a b.jsonl\n"), ended.out());
    }

    @Test
    void testsWithMavenAndKeepsItsVerdict() throws Exception {
        maven(BUILD + "case $* in *' verify') echo 'Tests run: 3, Failures: 1'; exit 1 ;; esac");

        var whole = launch("test");
        var quick = launch("test", "--quick");

        assertEquals(1, whole.status());
        assertTrue(whole.out().contains("Tests run: 3, Failures: 1"), whole.out());
        assertEquals(0, quick.status(), quick.err());
        assertTrue(Files.readString(folder.resolve("builds")).endsWith(" -ntp test\n"));
    }

    @Test
    void worksThroughALinkFromAnyFolder() throws Exception {
        var link = Files.createSymbolicLink(folder.resolve("bin/outrigger"), home.resolve("outrigger"));

        var ended = ended(
                process(link.toString(), "run").directory(new java.io.File("/")).start());

        assertEquals(0, ended.status(), ended.err());
        assertTrue(ended.out().contains(home + "/target/quarkus-app/quarkus-run.jar"), ended.out());
    }

    @Test
    void stopsTheBuildWhenItIsStopped() throws Exception {
        maven("echo $$ > '" + folder + "/maven.pid'; exec sleep 600");
        var launcher = start("run");
        var pid = folder.resolve("maven.pid");
        Awaitility.await().until(() -> Files.exists(pid) && Files.size(pid) > 0);

        launcher.destroy();

        assertEquals(130, ended(launcher).status());
        var maven = ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()));
        Awaitility.await().until(() -> maven.isEmpty() || !maven.get().isAlive());
    }

    private record Ended(int status, String out, String err) {}

    private Ended launch(String... arguments) throws Exception {
        return ended(start(arguments));
    }

    private Process start(String... arguments) throws IOException {
        return process(home.resolve("outrigger").toString(), arguments).start();
    }

    private ProcessBuilder process(String launcher, String... arguments) {
        var command = new java.util.ArrayList<>(List.of(launcher));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        var environment = builder.environment();
        environment.clear();
        environment.put("PATH", folder.resolve("bin") + ":/usr/bin:/bin");
        environment.put("HOME", folder.toString());
        environment.put("OUTRIGGER_JDKS", folder.resolve("jdks").toString());
        environment.put("JAVA_HOME", "/no/such/jdk");
        return builder;
    }

    private Ended ended(Process process) throws Exception {
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        return new Ended(
                process.exitValue(), Files.readString(folder.resolve("out")), Files.readString(folder.resolve("err")));
    }

    /** A Maven that notes each of its builds. */
    private void maven(String script) throws IOException {
        script(
                "bin/mvn",
                "[ \"$*\" != -v ] || { echo 'Apache Maven 3.9.9 (x)'; exit 0; }\n" + "echo \"$*\" >> '" + folder
                        + "/builds'\n" + script);
    }

    private long builds() throws IOException {
        return Files.readAllLines(folder.resolve("builds")).size();
    }

    private long starts() throws IOException {
        return Files.readAllLines(folder.resolve("starts")).size();
    }

    private void script(String name, String script) throws IOException {
        write(name, "#!/bin/sh\n" + script + "\n");
        assertTrue(folder.resolve(name).toFile().setExecutable(true));
    }

    private void write(String name, String content) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
