package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadsFileTest {
    @TempDir
    Path folder;

    @BeforeEach
    void copyTheCommittedArtefact() throws IOException {
        for (String file : new String[] {"analyzer.json", "analyzer.safetensors"}) {
            Files.copy(EngineFixture.ANALYZER.resolve(file), folder.resolve(file));
        }
    }

    @Test
    void readsTheHeadsThatTheAnalyzerNeeds() throws IOException {
        // When
        Heads heads = HeadsFile.read(folder);
        // Then
        assertEquals(
                Set.of("task", "field", "complexity", "difficulty", "style", "expectedOutput", "harm"), heads.names());
        Embedding nothing = new Embedding(new float[MiniLmProgram.WIDTH]);
        assertEquals(14, heads.classify("task", nothing).probabilities().size());
        assertEquals(15, heads.classify("field", nothing).probabilities().size());
        assertTrue(heads.length("expectedOutput", nothing, 0.5).isPresent());
        assertTrue(heads.length("task", nothing, 0.5).isEmpty());
        assertEquals(
                Set.of("simple", "multi_step"),
                heads.classify("complexity", nothing).probabilities().keySet());
    }

    @Test
    void readsWhereToAbstain() throws IOException {
        replace("\"task\": 0.", "\"other\": 0.1, \"task\": 0.");
        // When
        var least = HeadsFile.read(folder).leastConfidence();
        // Then
        assertEquals(Set.of("task", "domain", "field", "style", "other"), least.keySet());
        assertEquals(0.1, least.get("other"));
    }

    @Test
    void readsHowMuchOfATextMayBeUnknown() throws IOException {
        replace("\"mostUnknown\": 0.5", "\"mostUnknown\": 0.3");
        assertEquals(0.3, HeadsFile.read(folder).mostUnknown());
        replace("\"mostUnknown\": 0.3", "\"mostUnknown\": 3");
        assertEquals(
                "mostUnknown must be 0–1, was 3",
                assertThrows(IOException.class, () -> HeadsFile.read(folder)).getMessage());
        replace("mostUnknown", "other");
        assertEquals(0.5, HeadsFile.read(folder).mostUnknown());
    }

    @Test
    void saysThatHeadsAreTooOld() throws IOException {
        replace("\"version\": \"5\"", "\"version\": \"1\"");
        replace("leastConfidence", "least");
        assertEquals(
                "the heads of " + folder.resolve("analyzer.json")
                        + " are of version 1 and have no leastConfidence: train them again with ./outrigger train analyzer",
                assertThrows(IOException.class, () -> HeadsFile.read(folder)).getMessage());
    }

    @Test
    void refusesAConfidenceThatIsNone() throws IOException {
        replace("\"task\": 0.", "\"other\": 1.5, \"task\": 0.");
        assertEquals(
                "leastConfidence of other must be 0–1, was 1.5",
                assertThrows(IOException.class, () -> HeadsFile.read(folder)).getMessage());
    }

    @Test
    void isSmallEnoughToBeCommitted() throws IOException {
        assertTrue(Files.size(folder.resolve("analyzer.safetensors")) < 3 << 20);
    }

    @Test
    void refusesHeadsTrainedOnAnotherWindow() throws IOException {
        replace("\"maxTokens\": 96", "\"maxTokens\": 128");
        assertEquals(
                "the heads of " + folder.resolve("analyzer.json")
                        + " were trained on 128 tokens; this program shows an encoder 96",
                assertThrows(IOException.class, () -> HeadsFile.read(folder)).getMessage());
    }

    @Test
    void refusesACardThatDoesNotFitTheWeights() throws IOException {
        replace("\"roleplay\",", "");
        assertTrue(String.valueOf(assertThrows(IOException.class, () -> HeadsFile.read(folder))
                        .getMessage())
                .contains("tensor heads.task.weight has shape [14, 384], not [13, 384]"));
    }

    @Test
    void refusesACardThatIsNone() throws IOException {
        Files.writeString(folder.resolve("analyzer.json"), "{}");
        assertThrows(IOException.class, () -> HeadsFile.read(folder));
        Files.writeString(folder.resolve("analyzer.json"), "temperature: 1");
        assertThrows(IOException.class, () -> HeadsFile.read(folder));
    }

    @Test
    void saysWhichFileIsNotThere() throws IOException {
        Files.delete(folder.resolve("analyzer.safetensors"));
        assertThrows(NoSuchFileException.class, () -> HeadsFile.read(folder));
    }

    private void replace(String from, String to) throws IOException {
        Path card = folder.resolve("analyzer.json");
        String text = Files.readString(card);
        assertTrue(text.contains(from));
        Files.writeString(card, text.replace(from, to));
    }
}
