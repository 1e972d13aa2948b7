package dev.outrigger.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class NearestWordTest {
    private static final List<String> KNOWN = List.of("deadline", "inFlight", "limits", "listen", "to", "a");

    @Test
    void findsInsertedDeletedReplacedAndSwappedLetters() {
        assertEquals(Optional.of("limits"), NearestWord.of("limmits", KNOWN));
        assertEquals(Optional.of("limits"), NearestWord.of("limts", KNOWN));
        assertEquals(Optional.of("limits"), NearestWord.of("limitz", KNOWN));
        assertEquals(Optional.of("limits"), NearestWord.of("limist", KNOWN));
        assertEquals(Optional.of("deadline"), NearestWord.of("deadline-ms", KNOWN));
    }

    @Test
    void ignoresCase() {
        assertEquals(Optional.of("inFlight"), NearestWord.of("INFLIGHT", KNOWN));
    }

    @Test
    void isSilentWhenNothingIsNear() {
        assertEquals(Optional.empty(), NearestWord.of("temperature", KNOWN));
        assertEquals(Optional.empty(), NearestWord.of("xy", KNOWN));
        assertEquals(Optional.empty(), NearestWord.of("", KNOWN));
    }

    @Test
    void countsASwapAsOneEdit() {
        assertEquals(1, NearestWord.edits("ab", "ba"));
        assertEquals(3, NearestWord.edits("kitten", "sitting"));
    }

    @Property(tries = 200)
    void isADistanceInBothDirections(
            @ForAll @AlphaChars @StringLength(max = 8) String left,
            @ForAll @AlphaChars @StringLength(max = 8) String right) {
        int edits = NearestWord.edits(left, right);
        assertEquals(edits, NearestWord.edits(right, left));
        assertEquals(left.equalsIgnoreCase(right), edits == 0);
    }
}
