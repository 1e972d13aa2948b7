package dev.outrigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.outrigger.config.Bound;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigCommandTest {
    @TempDir
    private Path folder;

    private final Shell shell = new Shell();

    @Test
    void aGoodFileIsOkAndHasAHash() throws IOException {
        Path file = Files.writeString(folder.resolve("a.yaml"), "limits: { attempts: 2 }");

        assertEquals(0, config(Map.of(), "check", file.toString()));

        assertTrue(shell.out().matches("\\Q" + file + "\\E: ok, hash [0-9a-f]{12}\\R"), shell.out());
        assertEquals("", shell.err());
    }

    @Test
    void everyMistakeOfABadFileIsTold() throws IOException {
        Path file = Files.writeString(folder.resolve("a.yaml"), "limits: { attempts: 0 }\nlistn: {}\n");

        assertEquals(1, config(Map.of(), "check", file.toString()));

        assertEquals("", shell.out());
        assertEquals(2, shell.err().lines().count(), shell.err());
        assertTrue(shell.err().contains("limits.attempts must be 1–10, was 0 (" + file + ":1)"), shell.err());
        assertTrue(shell.err().contains("unknown key 'listn', did you mean 'listen'? (" + file + ":2)"), shell.err());
    }

    @Test
    void aFileThatIsNotThereIsTold() {
        assertEquals(1, config(Map.of(), "check", "nothere.yaml"));

        assertTrue(shell.err().startsWith("nothere.yaml is not there"), shell.err());
    }

    @Test
    void theSchemaIsJsonAndTheDefaultIsAConfiguration() throws IOException {
        assertEquals(0, config(Map.of(), "schema"));
        assertTrue(new JsonMapper().readTree(shell.out()).path("properties").has("limits"));

        Shell other = new Shell();
        assertEquals(0, other.run(new ConfigCommand(Map.of("OPENAI_API_KEY", "k")), "config", "default"));
        byte[] written = other.out().getBytes(StandardCharsets.UTF_8);
        Settings settings = switch (SettingsReader.read("default", written)) {
            case Bound.Ok<Settings>(Settings read) -> read;
            case Bound.Wrong<Settings> wrong -> throw new AssertionError(wrong.toString());
        };
        assertEquals(2, settings.models().size());
    }

    @Test
    void aMissingVerbIsWrongUsage() {
        assertEquals(2, config(Map.of()));

        assertTrue(shell.err().startsWith("Missing a verb: check, schema or default"), shell.err());
    }

    private int config(Map<String, String> environment, String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "config";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return shell.run(new ConfigCommand(environment), all);
    }
}
