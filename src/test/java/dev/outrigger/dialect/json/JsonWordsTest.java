package dev.outrigger.dialect.json;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Bytes;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JsonWordsTest {
    private static final JsonWords WORDS = JsonWords.of(Set.of("n", "model", "tools"));

    @Test
    void holdsItsWordsWhereTheyStand() {
        assertTrue(holds("\"model\""));
        assertTrue(holds("\"n\""));
    }

    @Test
    void holdsAWordThatIsWrittenInEscapes() {
        assertTrue(holds("\"mod\\u0065l\""));
        assertTrue(holds("\"\\u006e\""));
    }

    @Test
    void holdsNoOtherOfTheSameLengthNorOfAnother() {
        assertFalse(holds("\"modes\""));
        assertFalse(holds("\"\""));
        assertFalse(holds("\"mod\\u0065s\""));
        assertFalse(holds("\"ä\""));
        assertFalse(holds("\"a name longer than each of them\""));
    }

    @Test
    void holdsNoNumber() {
        assertFalse(holds("1"));
    }

    private static boolean holds(String json) {
        return JsonObjectText.read(Bytes.of("{\"it\":" + json + "}"))
                .value("it")
                .orElseThrow()
                .saysOneOf(WORDS);
    }
}
