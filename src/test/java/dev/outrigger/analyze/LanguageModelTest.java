package dev.outrigger.analyze;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LanguageModelTest {
    /** "a" speaks for the first language, "b" for the second and a little for the third. */
    private static final LanguageModel MODEL = new LanguageModel(
            List.of("one", "two", "three"),
            new long[] {NGrams.pack("a"), NGrams.pack("b")},
            new int[] {0, 1, 3},
            new byte[] {0, 1, 2},
            new float[] {1, 2, 0.5f});

    private static LanguageModel.Guess guess(String... grams) {
        return MODEL.guess(
                LongStream.of(List.of(grams).stream().mapToLong(NGrams::pack).toArray())
                        .sorted()
                        .toArray());
    }

    @Test
    void sumsWhatSpeaksForALanguage() {
        LanguageModel.Guess guess = guess("a", "b");

        // softmax(1, 2, 0.5)
        double sum = Math.exp(1) + Math.exp(2) + Math.exp(0.5);
        assertEquals("two", guess.language());
        assertEquals(Math.exp(2) / sum, guess.first(), 1e-12);
        assertEquals(Math.exp(1) / sum, guess.second(), 1e-12);
    }

    @Test
    void findsTheSecondBeforeAndAfterTheFirst() {
        assertEquals("one", guess("a").language());
        assertEquals(1 / (2 + Math.exp(1)), guess("a").second(), 1e-12);
        assertEquals(
                Math.exp(0.5) / (1 + Math.exp(0.5) + Math.exp(2)), guess("b").second(), 1e-12);
    }

    @Test
    void holdsEveryLanguageAsLikelyWhenItKnowsNoNGram() {
        LanguageModel.Guess guess = guess("x", "y");

        assertEquals(1 / 3.0, guess.first(), 1e-12);
        assertEquals(1 / 3.0, guess.second(), 1e-12);
    }

    @Test
    void keepsNothingButItsArrays() {
        assertEquals(2 * 8 + 3 * 4 + 3 + 3 * 4, MODEL.bytes());
    }

    @Test
    void tellsMoreThan127LanguagesApart() {
        // Given
        List<String> languages =
                LongStream.range(0, 200).mapToObj(i -> "language " + i).toList();
        LanguageModel model = new LanguageModel(
                languages, new long[] {NGrams.pack("a")}, new int[] {0, 1}, new byte[] {(byte) 199}, new float[] {1});

        // When, Then
        assertEquals("language 199", model.guess(new long[] {NGrams.pack("a")}).language());
    }
}
