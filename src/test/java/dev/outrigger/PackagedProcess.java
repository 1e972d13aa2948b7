package dev.outrigger;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.awaitility.Awaitility;

/** The sidecar as it is shipped, as a process of its own. */
final class PackagedProcess {
    private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");

    private PackagedProcess() {}

    static Process start(Path folder, Path cache, String... arguments) throws IOException {
        assertTrue(Files.exists(JAR), JAR + " is missing: this test runs after the package is built");
        // A test run in the background has set SIGINT aside, and what it starts would inherit that.
        List<String> command = new ArrayList<>(List.of(
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=" + folder.resolve("crash.log"),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-jar",
                JAR.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(false)
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().put("OUTRIGGER_CACHE", cache.toString());
        builder.environment().remove("OPENAI_API_KEY");
        return builder.start();
    }

    static void awaitReady(Process process, int health, Duration patience, Supplier<String> output) {
        Awaitility.await("ready").atMost(patience).until(() -> {
            if (!process.isAlive()) throw new AssertionError("it ended: " + output.get());
            return isReady(health);
        });
    }

    private static boolean isReady(int health) {
        try {
            var asked = (HttpURLConnection) URI.create("http://localhost:" + health + "/health/ready")
                    .toURL()
                    .openConnection();
            return asked.getResponseCode() == 200;
        } catch (IOException refused) {
            return false;
        }
    }

    /** All that the process has said. */
    static String output(Path folder) {
        try {
            return Files.readString(folder.resolve("out")) + Files.readString(folder.resolve("err"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
