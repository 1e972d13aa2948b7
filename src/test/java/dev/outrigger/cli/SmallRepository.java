package dev.outrigger.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A small repository with the real launcher in it, in a folder with a blank in its name. Two scripts stand where Maven
 * and the JDK are looked for: what can be seen is when they are called, and how.
 */
final class SmallRepository {
    static final String BUILD = """
            mkdir -p "$OUTRIGGER_HOME/target/quarkus-app/app"
            cat "$OUTRIGGER_HOME/src/main/Main.java" > "$OUTRIGGER_HOME/target/quarkus-app/app/outrigger.jar"
            touch "$OUTRIGGER_HOME/target/quarkus-app/quarkus-run.jar"
            """;

    private final Path folder;
    private final Path home;

    SmallRepository(Path folder) throws IOException {
        this.folder = folder;
        home = Files.createDirectories(folder.resolve("my outrigger"));
        Files.copy(Path.of("outrigger"), home.resolve("outrigger"));
        assertTrue(home.resolve("outrigger").toFile().setExecutable(true));
        write("my outrigger/pom.xml", "<project>\n  <version>1.2.3</version>\n</project>\n");
        write("my outrigger/src/main/Main.java", "class Main {}");
        write("jdks/jdk-25/release", "JAVA_VERSION=\"25.0.1\"\n");
        script("jdks/jdk-25/bin/javac", "");
        java("");
        maven(BUILD);
    }

    /** Where the launcher lies. */
    Path home() {
        return home;
    }

    record Ended(int status, String out, String err) {}

    Ended launch(String... arguments) throws Exception {
        return ended(start(arguments));
    }

    Process start(String... arguments) throws IOException {
        return process(home.resolve("outrigger").toString(), arguments).start();
    }

    ProcessBuilder process(String launcher, String... arguments) {
        var command = new ArrayList<>(List.of(launcher));
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

    Ended ended(Process process) throws Exception {
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        return new Ended(
                process.exitValue(), Files.readString(folder.resolve("out")), Files.readString(folder.resolve("err")));
    }

    /** A JVM that notes its process. */
    void java(String script) throws IOException {
        script("jdks/jdk-25/bin/java", "echo $$ >> '" + folder + "/starts'\n" + script + "\necho \"java $$: $*\"");
    }

    /** A Maven that notes each of its builds. */
    void maven(String script) throws IOException {
        script(
                "bin/mvn",
                "[ \"$*\" != -v ] || { echo 'Apache Maven 3.9.9 (x)'; exit 0; }\n" + "echo \"$*\" >> '" + folder
                        + "/builds'\n" + script);
    }

    long builds() throws IOException {
        return Files.readAllLines(folder.resolve("builds")).size();
    }

    long starts() throws IOException {
        return Files.readAllLines(folder.resolve("starts")).size();
    }

    void script(String name, String script) throws IOException {
        write(name, "#!/bin/sh\n" + script + "\n");
        assertTrue(folder.resolve(name).toFile().setExecutable(true));
    }

    void write(String name, String content) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
