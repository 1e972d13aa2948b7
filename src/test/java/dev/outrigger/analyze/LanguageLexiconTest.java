package dev.outrigger.analyze;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class LanguageLexiconTest {
    private static final List<String> CODES = LanguageLexiconTest.codes();

    private static List<String> codes() {
        try {
            return LanguageDetector.load().codes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** No word and no letter that the lexicon has, in several scripts. */
    private static final String SOME_OF_EACH = "q\u96fb\u0436\u0916\u0638";

    private static double gain(String code, String text) throws IOException {
        LanguageLexicon lexicon = LanguageLexicon.load(CODES);
        double[] without = new double[CODES.size()];
        double[] with = new double[CODES.size()];
        lexicon.weigh(without, SOME_OF_EACH);
        lexicon.weigh(with, text);
        return with[CODES.indexOf(code)] - without[CODES.indexOf(code)];
    }

    @Test
    void holdsACommonLanguageAsLikelierThanARareOne() throws IOException {
        double[] scores = new double[CODES.size()];
        LanguageLexicon.load(CODES).weigh(scores, SOME_OF_EACH);
        assertTrue(scores[CODES.indexOf("en")] > scores[CODES.indexOf("fi")]);
        assertTrue(scores[CODES.indexOf("fi")] > scores[CODES.indexOf("ceb")], "which has no line");
    }

    @Test
    void countsAFrequentWordOnceHoweverOftenAndHoweverItIsWritten() throws IOException {
        assertEquals(0.15, gain("en", "the The THE"), 1e-9);
        assertEquals(0.30, gain("en", "the why"), 1e-9);
        assertEquals(0, gain("en", "theory"), 1e-9);
    }

    @Test
    void countsAWordForEachLanguageThatHasIt() throws IOException {
        assertEquals(0.15, gain("es", "que"), 1e-9);
        assertEquals(0.15, gain("pt", "que"), 1e-9);
        assertEquals(0, gain("en", "que"), 1e-9);
    }

    @Test
    void readsWordsWhoseVowelsAreMarks() throws IOException {
        assertEquals(0.15, gain("hi", "\u0915\u0947"), 1e-9);
    }

    @Test
    void countsALetterThatFewLanguagesHave() throws IOException {
        assertEquals(0.1, gain("cs", "\u0158\u0159"), 1e-9);
        assertEquals(0, gain("sk", "\u0159"), 1e-9);
    }

    @Test
    void rulesOutALanguageOfAnotherScriptWhereAllLettersAreLatin() throws IOException {
        assertTrue(gain("zh", "sync phone") < -50);
        assertEquals(0, gain("fi", "sync phone"), 1e-9);
        assertEquals(0, gain("zh", "sync \u96fb"), 1e-9);
    }

    @Test
    void refusesALanguageThatTheModelHasNot() {
        assertThrows(IOException.class, () -> LanguageLexicon.load(List.of("en")));
    }
}
