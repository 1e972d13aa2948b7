package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ProgramsTest {
    private static final Path PROGRAMS = Path.of("gpu-models/programs");

    /** A program that was saved again without its digest would go unseen: it is binary. */
    @Test
    void theDecodersProgramIsTheOneThatWasWrittenDown() throws Exception {
        byte[] program = Files.readAllBytes(PROGRAMS.resolve("decoder.pt"));
        String digest =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(program));
        assertEquals(digest + "  decoder.pt\n", Files.readString(PROGRAMS.resolve("decoder.pt.sha256")));
    }
}
