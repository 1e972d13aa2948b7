package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class StopTextsTest {
    @Test
    void passesEverythingOnWithoutStopTexts() {
        StopTexts stops = new StopTexts(List.of());
        assertEquals("Hello", stops.feed("Hello"));
        assertFalse(stops.isMet());
    }

    @Test
    void ignoresEmptyStopTexts() {
        StopTexts stops = new StopTexts(List.of(""));
        assertEquals("Hello", stops.feed("Hello"));
    }

    @Test
    void neverPassesTheStopTextOnNorWhatFollows() {
        StopTexts stops = new StopTexts(List.of("END"));
        assertEquals("text", stops.feed("textEND more"));
        assertTrue(stops.isMet());
        assertEquals("", stops.feed("and more"));
        assertEquals("", stops.flush());
    }

    @Test
    void meetsAStopTextThatTokensDivide() {
        // Given
        StopTexts stops = new StopTexts(List.of("\n\nUser:"));
        // When
        String passed = stops.feed("Fine.\n") + stops.feed("\nUs") + stops.feed("er: hi");
        // Then
        assertEquals("Fine.", passed);
        assertTrue(stops.isMet());
    }

    @Test
    void passesHeldTextOnWhenItTurnsOutToBeNoStopText() {
        StopTexts stops = new StopTexts(List.of("aab"));
        assertEquals("", stops.feed("aa"));
        assertEquals("a", stops.feed("a"));
        assertEquals("aac", stops.feed("c"));
    }

    @Test
    void flushesWhatWasHeldAtTheEnd() {
        StopTexts stops = new StopTexts(List.of("abc"));
        assertEquals("x", stops.feed("xab"));
        assertEquals("ab", stops.flush());
    }

    @Test
    void theFirstOfSeveralStopTextsEndsTheAnswer() {
        StopTexts stops = new StopTexts(List.of("two", "one"));
        assertEquals("zero ", stops.feed("zero one two"));
    }

    @Property
    void passesTheTextBeforeTheFirstStopTextHoweverItIsCut(
            @ForAll @Size(max = 12) List<@StringLength(max = 3) @CharRange(from = 'a', to = 'b') String> pieces,
            @ForAll @StringLength(min = 1, max = 3) @CharRange(from = 'a', to = 'b') String stop) {
        // Given
        StopTexts stops = new StopTexts(List.of(stop));
        StringBuilder passed = new StringBuilder();
        // When
        for (String piece : pieces) passed.append(stops.feed(piece));
        passed.append(stops.flush());
        // Then
        String whole = String.join("", pieces);
        int at = whole.indexOf(stop);
        assertEquals(at < 0 ? whole : whole.substring(0, at), passed.toString());
        assertEquals(at >= 0, stops.isMet());
    }
}
