package dev.outrigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.support.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCommandTest {
    @TempDir
    private Path folder;

    private final Shell shell = new Shell();
    private final int data = Ports.free();
    private final int health = Ports.free();
    private final Map<String, String> environment = new HashMap<>();
    private final List<Map<String, String>> started = new ArrayList<>();
    private final List<String> wanted = new ArrayList<>();
    private List<String> lacking = List.of();
    private Path file;

    @BeforeEach
    void aConfigurationWithALocalModel() throws IOException {
        file = write("""
            listen: { data: %d, health: %d, admin: %d }
            backends: { here: { kind: engine } }
            models: { smol: { backend: here, model: smollm2-135m-instruct } }
            """.formatted(data, health, Ports.free()));
    }

    @Test
    void startsTheServerWithWhatQuarkusMustKnowBefore() {
        assertEquals(0, run("--config", file.toString()));

        assertEquals(
                List.of(Map.of(
                        "quarkus.management.port", Integer.toString(health), "outrigger.config", file.toString())),
                started);
        assertEquals(List.of(), wanted);
    }

    @Test
    void aFileOfTheEnvironmentIsFoundAgainByTheServer() {
        environment.put("OUTRIGGER_CONFIG", file.toString());

        assertEquals(0, run());

        assertEquals(List.of(Map.of("quarkus.management.port", Integer.toString(health))), started);
    }

    @Test
    void aWrongConfigurationStartsNothingAndTellsEveryMistake() throws IOException {
        write("listn: {}\nmodels:\n  a: { backend: nowhere }\n");

        assertEquals(2, run("--config", file.toString(), "--pull"));

        assertEquals(List.of(), started);
        assertEquals(List.of(), wanted);
        assertTrue(shell.err().startsWith("outrigger: " + file + " has 3 mistakes:\n  "), shell.err());
        assertTrue(shell.err().contains("did you mean 'listen'"), shell.err());
        assertTrue(shell.err().contains("must name a backend, was nowhere"), shell.err());
    }

    @Test
    void aFileThatIsNotThereIsAMistake() {
        assertEquals(2, run("--config", folder.resolve("nothere.yaml").toString()));

        assertTrue(shell.err().contains("has a mistake:"), shell.err());
        assertTrue(shell.err().contains("nothere.yaml is not there"), shell.err());
        assertEquals(List.of(), started);
    }

    @Test
    void aTakenPortStartsAndFetchesNothingAndTellsWhatToDo() throws IOException {
        try (ServerSocket other = new ServerSocket(data, 1, InetAddress.getLoopbackAddress())) {
            assertEquals(1, run("--config", file.toString(), "--pull"), other.toString());
        }

        assertEquals(List.of(), started);
        assertEquals(List.of(), wanted);
        assertTrue(shell.err().contains("port " + data + " (listen.data)"), shell.err());
        assertTrue(shell.err().contains("listen: { data: 7170, health: 7171, admin: 7172 }"), shell.err());
    }

    @Test
    void fetchesTheModelsThatAreConfiguredAndNoOthers() throws IOException {
        assertEquals(0, run("--config", file.toString(), "--pull"));
        assertEquals(List.of("all-minilm-l6-v2", "outrigger-analyzer", "smollm2-135m-instruct"), wanted);

        wanted.clear();
        write("listen: { data: %d, health: %d, admin: %d }".formatted(data, health, Ports.free()));
        assertEquals(0, run("--config", file.toString(), "--pull"));
        assertEquals(List.of("all-minilm-l6-v2", "outrigger-analyzer"), wanted);
    }

    @Test
    void startsWithoutTheModelsThatCannotBeHad() {
        lacking = List.of("smollm2-135m-instruct: no network");

        assertEquals(0, run("--config", file.toString(), "--pull"));

        assertEquals(1, started.size());
        assertTrue(
                shell.err().contains("outrigger: smollm2-135m-instruct: no network\noutrigger: starting without"),
                shell.err());
    }

    @Test
    void helpStartsNothing() {
        assertEquals(0, run("--help"));

        assertTrue(shell.out().contains("--config=FILE"), shell.out());
        assertEquals(List.of(), started);
    }

    @Test
    void anUnknownOptionStartsNothing() {
        assertEquals(2, run("--confg", file.toString()));

        assertTrue(shell.err().contains("Unknown option"), shell.err());
        assertFalse(shell.err().contains("Exception"), shell.err());
        assertEquals(List.of(), started);
    }

    private int run(String... arguments) {
        RunCommand.Models models = (names, say) -> {
            wanted.addAll(names);
            return lacking;
        };
        List<String> all = new ArrayList<>(List.of("run"));
        all.addAll(List.of(arguments));
        return shell.run(new RunCommand(environment, models, started::add), all.toArray(String[]::new));
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("outrigger.yaml"), text);
    }
}
