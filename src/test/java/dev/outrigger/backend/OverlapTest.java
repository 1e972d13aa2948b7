package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much two texts say the same, and which of several stands for all. */
class OverlapTest {
    @ParameterizedTest
    @CsvSource({
        "'Paris.', 'paris', 1",
        "'of course, Paris', 'Paris, of course!', 1",
        "'Paris', 'Lyon', 0",
        "'the the', 'the', 0.667",
        "'', '', 1",
        "'...', 'Paris', 0",
        "'東京です', '東京だ', 0.571",
        "'Straße 5', 'STRASSE 5', 0.5"
    })
    void isTheShareOfWordsThatBothHave(String one, String other, double share) {
        assertEquals(share, Overlap.of(one, other), 0.001);
        assertEquals(share, Overlap.of(other, one), 0.001);
    }

    @Test
    void looksAtSoManyWordsAtMost() {
        assertEquals(Overlap.MOST_WORDS, Overlap.words("word ".repeat(3_000)).size());
        assertEquals(Overlap.MOST_WORDS, Overlap.words("a東".repeat(3_000)).size());
    }

    @Test
    void moreThanHalfWinWhateverTheOthersSay() {
        assertEquals(1, Vote.among(List.of("a b c d", "x", "X!")));
        assertEquals(0, Vote.among(List.of("alone")));
    }

    @Test
    void withoutThatWhoAgreesMostWins() {
        assertEquals(2, Vote.among(List.of("red green", "blue", "red blue", "black")));
    }

    @Test
    void samplesAgreeFromHalfOfTheirWordsOn() {
        assertEquals(0.5, Consistency.agreeing("Paris", List.of("paris!", "Lyon")));
        assertEquals(0, Consistency.agreeing("Paris", List.of()));
    }
}
