package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VocabularyTest {
    @TempDir
    Path directory;

    @Test
    void spellsTokensInBytesAndMarksInNone() throws IOException {
        Vocabulary vocabulary = Alphabet.vocabulary();
        assertArrayEquals("a".getBytes(StandardCharsets.UTF_8), vocabulary.bytes(Alphabet.A));
        assertEquals(0, vocabulary.bytes(1).length);
        assertEquals(33, vocabulary.size());
        assertEquals(1, vocabulary.longestToken());
    }

    @Test
    void theAlphabetWritesEveryByteOnce() {
        // Given: the alphabet's letters in the order of their bytes, by its source's rule
        StringBuilder letters = new StringBuilder();
        int shifted = 256;
        for (int b = 0; b < 256; b++) {
            boolean isItself = (b >= '!' && b <= '~') || (b >= 0xa1 && b <= 0xff && b != 0xad);
            letters.append((char) (isItself ? b : shifted++));
        }
        // When
        byte[] bytes = new ByteAlphabet().decode(letters.toString());
        // Then
        for (int b = 0; b < 256; b++) assertEquals((byte) b, bytes[b]);
        assertThrows(IllegalArgumentException.class, () -> new ByteAlphabet().decode("日"));
    }

    @Test
    void knowsTheMarksThatEndATurn() throws IOException {
        Vocabulary vocabulary = Alphabet.vocabulary();
        assertTrue(vocabulary.isEnd(2));
        assertTrue(vocabulary.isEnd(0));
        assertFalse(vocabulary.isEnd(1));
    }

    @Test
    void refusesTokensWithoutTypesAndNamesThatSpellNothing() throws IOException {
        assertRefused("2 tokens, but 1 types", List.of("a", "b"), List.of(1));
        assertRefused("token 1: no byte is written as U+65e5", List.of("a", "日"), List.of(1, 1));
    }

    private void assertRefused(String message, List<String> names, List<Integer> types) throws IOException {
        Path path = new GgufBytes()
                .text("tokenizer.ggml.model", "gpt2")
                .texts("tokenizer.ggml.tokens", names)
                .wholes("tokenizer.ggml.token_type", types)
                .whole("tokenizer.ggml.eos_token_id", 0)
                .write(directory);
        try (Gguf file = Gguf.open(path)) {
            IOException thrown = assertThrows(IOException.class, () -> Vocabulary.of(file));
            assertTrue(String.valueOf(thrown.getMessage()).contains(message), thrown::toString);
        }
    }
}
