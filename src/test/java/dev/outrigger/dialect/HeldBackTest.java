package dev.outrigger.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.LogProb;
import dev.outrigger.dialect.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeldBackTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "\"quoted\" \\ and\n\u0001", "\u00e9\u6587\u2014", "\ud83d\ude00"})
    void aTextIsAsLongAsItsJsonIsAtMost(String text) {
        int written = Json.quote(text).getBytes(StandardCharsets.UTF_8).length - 2;

        long counted = HeldBack.jsonBytes(text);

        assertTrue(counted >= written && counted <= 2L * written + 10, counted + " of " + written);
    }

    @Test
    void addsUpWhatIsKeptUntilItIsWritten() {
        HeldBack held = new HeldBack();
        held.piece();
        held.text("abc");
        assertEquals(HeldBack.PIECE_BYTES + 3L * HeldBack.TEXT_FACTOR, held.bytes());
        held.logProbs(List.of(new LogProb("a", -1, List.of(new LogProb("b", -2)))));
        assertEquals(3L * HeldBack.PIECE_BYTES + 3L * HeldBack.TEXT_FACTOR, held.bytes());

        held.clear();

        assertEquals(0, held.bytes());
    }

    @Test
    void countsWhatIsSaidSeveralTimesAsOften() {
        HeldBack held = new HeldBack(2);
        held.piece();
        held.text("abc");
        assertEquals(2L * (HeldBack.PIECE_BYTES + 3L * HeldBack.TEXT_FACTOR), held.bytes());
    }
}
