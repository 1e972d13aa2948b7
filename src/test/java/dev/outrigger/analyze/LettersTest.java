package dev.outrigger.analyze;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LettersTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Where is Łódź, and what is naïve? | 0
            Prove that α + β ≥ γ              | 0
            12 + 30 = ?                       | 0
            ab да                             | 0.5
            翻译 cat                           | 0.4
            写一首诗                            | 1
            """)
    void tellsTheShareOfLettersThatAreNeitherLatinNorGreek(String text, double share) {
        assertEquals(share, Letters.foreign(text), 1e-9);
    }

    @Test
    void looksAtTheBeginningAndTheEndOfALongText() {
        String text = "a".repeat(2048) + "д".repeat(5_000_000) + "b".repeat(2048);
        assertEquals(0, Letters.foreign(text));
        assertEquals(0.5, Letters.foreign("a".repeat(2048) + "д".repeat(2049)), 1e-3);
    }
}
