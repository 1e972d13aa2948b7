package dev.outrigger.analyze;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.stream.Stream;
import opennlp.tools.langdetect.DefaultLanguageDetectorContextGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NGramsTest {
    private static long[] packed(String... grams) {
        return Stream.of(grams).mapToLong(NGrams::pack).sorted().toArray();
    }

    @Test
    void areOfOneToThreeUnits() {
        assertArrayEquals(packed("a", "b", "c", "d", "ab", "bc", "cd", "abc", "bcd"), NGrams.of("abcd"));
    }

    @Test
    void areInLowerCaseAndEachOnce() {
        assertArrayEquals(packed("a", "aa", "aaa"), NGrams.of("aAAaA"));
    }

    @Test
    void ofNothingAreNone() {
        assertArrayEquals(new long[0], NGrams.of(""));
    }

    @Test
    void tellNulFromNothing() {
        assertArrayEquals(packed("a", "\0", "a\0"), NGrams.of("a\0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abcd"})
    void cannotBeEmptyOrLonger(String gram) {
        assertThrows(IllegalArgumentException.class, () -> NGrams.pack(gram));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Hello, World",
                "İSTANBUL ıslak",
                "ΣΊΣΥΦΟΣ",
                "𐐀𐐁𐐂 𝒜ℬ𝒞 😀",
                "\uD83D x",
                "x \uDE00",
                "ǅ ß ﬁ",
                "ab\0ab"
            })
    void areThoseOfOpenNlp(String text) {
        // Given
        CharSequence[] theirs = new DefaultLanguageDetectorContextGenerator(1, NGrams.LONGEST).getContext(text);

        // When
        long[] ours = NGrams.of(text);

        // Then
        assertArrayEquals(
                packed(Arrays.stream(theirs).map(CharSequence::toString).toArray(String[]::new)), ours);
    }
}
