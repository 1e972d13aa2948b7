package dev.outrigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.cli.Outrigger;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InjectCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();

    @Test
    void saysWhatIsNotMounted() {
        assertEquals(1, run());

        assertTrue(err.toString().startsWith("outrigger: "), err.toString());
        assertTrue(err.toString().contains(folder.resolve("certificate").toString()), err.toString());
    }

    @Test
    void saysWhatIsMissingInIt() throws IOException {
        Files.createDirectory(folder.resolve("certificate"));

        assertEquals(1, run());

        assertEquals("outrigger: tls.crt is not there\n", err.toString());
    }

    private int run() {
        String[] line = {
            "inject",
            "--port",
            "0",
            "--certificate",
            folder.resolve("certificate").toString(),
            "--parameters",
            folder.toString()
        };
        PrintWriter to = new PrintWriter(err, true);
        return Outrigger.run(line, List.of(new InjectCommand()), to, to);
    }
}
