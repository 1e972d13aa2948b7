package dev.outrigger.analyze;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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

    private static double[] scores(String... grams) {
        return MODEL.scores(
                LongStream.of(List.of(grams).stream().mapToLong(NGrams::pack).toArray())
                        .sorted()
                        .toArray());
    }

    @Test
    void sumsWhatSpeaksForALanguage() {
        assertArrayEquals(new double[] {1, 2, 0.5}, scores("a", "b"));
        assertArrayEquals(new double[] {1, 0, 0}, scores("a"));
    }

    @Test
    void holdsEveryLanguageAsLikelyWhenItKnowsNoNGram() {
        assertArrayEquals(new double[3], scores("x", "y"));
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
        assertEquals(1, model.scores(new long[] {NGrams.pack("a")})[199]);
    }
}
