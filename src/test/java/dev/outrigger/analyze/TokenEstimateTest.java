package dev.outrigger.analyze;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected counts are those of {@code o200k_base}. */
class TokenEstimateTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "What is the capital of France?|7",
                "Prove that the square root of 2 is irrational, then generalise to all non-square integers.|21",
                "public static long of(String text) { return Math.round(weight(text)); }|15",
                "Je voudrais réserver une table pour quatre personnes à huit heures.|12",
                "Příliš žluťoučký kůň úpěl ďábelské ódy.|22",
                "Какая столица Франции и сколько в ней жителей?|12",
                "法国的首都是哪里？那里有多少居民？|11",
                "フランスの首都はどこですか。人口は何人ですか。|19",
                "프랑스의 수도는 어디이고 인구는 얼마입니까?|15",
                "ما هي عاصمة فرنسا وكم عدد سكانها؟|11",
                "फ्रांस की राजधानी क्या है और वहाँ कितने लोग रहते हैं?|15"
            })
    void isWithinAThirdOfAVendorsCount(String text, int counted) {
        assertEquals(counted, (double) TokenEstimate.of(text), Math.max(2, counted / 3.0));
    }

    @Test
    void readsABoundedPartOfALongText() {
        // Given
        String read = "a".repeat(TokenEstimate.READ_CHARS);

        // When
        long twice = TokenEstimate.of(read + "語".repeat(TokenEstimate.READ_CHARS));

        // Then: what is not read is taken to be like what is.
        assertEquals(2 * TokenEstimate.of(read), twice);
    }

    @Test
    void countsNothingForNothing() {
        assertEquals(0, TokenEstimate.of(""));
    }

    @Property
    void neverFallsWhenTextIsAdded(@ForAll String text, @ForAll String more) {
        assertTrue(TokenEstimate.of(text + more) >= TokenEstimate.of(text));
    }
}
