package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.UniqueElements;
import org.junit.jupiter.api.Test;

class DetokenizerTest {
    @Test
    void holdsACharacterBackUntilItsLastByte() {
        // Given
        Detokenizer detokenizer = new Detokenizer();
        byte[] emoji = "👍".getBytes(StandardCharsets.UTF_8);
        // When
        List<String> texts = new ArrayList<>();
        for (byte b : emoji) texts.add(detokenizer.feed(new byte[] {b}));
        // Then
        assertEquals(List.of("", "", "", "👍"), texts);
    }

    @Test
    void replacesBytesThatAreNoCharacterAndGoesOn() {
        Detokenizer detokenizer = new Detokenizer();
        assertEquals("a\ufffdb", detokenizer.feed(new byte[] {'a', (byte) 0xff, 'b'}));
        assertEquals("c", detokenizer.feed(new byte[] {'c'}));
    }

    @Test
    void replacesACharacterThatIsBrokenOff() {
        Detokenizer detokenizer = new Detokenizer();
        assertEquals("", detokenizer.feed(new byte[] {(byte) 0xf0, (byte) 0x9f}));
        assertEquals("\ufffdx", detokenizer.feed(new byte[] {'x'}));
    }

    @Property
    void givesTheSameTextHoweverTheBytesAreCut(
            @ForAll("texts") String text,
            @ForAll @Size(max = 8) @UniqueElements List<@IntRange(max = 64) Integer> cuts) {
        // Given
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Detokenizer detokenizer = new Detokenizer();
        StringBuilder joined = new StringBuilder();
        int from = 0;
        // When
        for (int cut : cuts.stream().sorted().filter(at -> at <= bytes.length).toList()) {
            joined.append(whole(detokenizer.feed(Arrays.copyOfRange(bytes, from, cut))));
            from = cut;
        }
        joined.append(whole(detokenizer.feed(Arrays.copyOfRange(bytes, from, bytes.length))));
        // Then
        assertEquals(text, joined.toString());
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of("a", "ü", "€", "日", "👍", "\n", "é", "𝔘")
                .list()
                .ofMaxSize(16)
                .map(letters -> String.join("", letters));
    }

    /** No piece ends or begins inside a character. */
    private static String whole(String piece) {
        if (piece.isEmpty()) return piece;
        assertEquals(false, Character.isHighSurrogate(piece.charAt(piece.length() - 1)));
        assertEquals(false, Character.isLowSurrogate(piece.charAt(0)));
        return piece;
    }
}
