package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncoderFilesTest {
    @TempDir
    Path folder;

    @BeforeEach
    void layOutAllFiles() throws IOException {
        for (String name : new String[] {"model.safetensors", "tokenizer.json", "program.pt", "analyzer.safetensors"}) {
            Files.createFile(folder.resolve(name));
        }
    }

    @Test
    void findsFilesByTheirUsualNames() {
        assertDoesNotThrow(() -> files().check());
        assertDoesNotThrow(
                () -> EncoderFiles.in(folder, folder, Optional.empty()).check());
    }

    @Test
    void missingModelsSayHowToGetThem() throws IOException {
        for (String name : new String[] {"tokenizer.json", "model.safetensors"}) {
            Files.delete(folder.resolve(name));
            assertEquals(
                    "model file " + folder.resolve(name) + " is missing: run ./outrigger models pull",
                    assertThrows(IOException.class, () -> files().check()).getMessage());
        }
    }

    @Test
    void missingPartsOfTheProductAreNotPulled() throws IOException {
        for (String name : new String[] {"analyzer.safetensors", "program.pt"}) {
            Files.delete(folder.resolve(name));
            assertEquals(
                    "file " + folder.resolve(name) + " of Outrigger itself is missing: install it again",
                    assertThrows(IOException.class, () -> files().check()).getMessage());
        }
    }

    private EncoderFiles files() {
        return EncoderFiles.in(folder, folder, Optional.of(folder));
    }
}
