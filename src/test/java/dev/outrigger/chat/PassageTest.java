package dev.outrigger.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PassageTest {
    @Property
    void givesAsMuchOfItsLinesAsIsAsked(
            @ForAll @Size(max = 5) List<String> lines, @ForAll @IntRange(max = 60) int chars) {
        // Given
        String whole = String.join("\n", lines);
        Passage passage = Passage.joined("\n", lines.stream().map(Passage::of).toList());
        // Then
        assertEquals(whole, passage.text());
        assertEquals(whole.substring(0, Math.min(chars, whole.length())), passage.head(chars));
        assertEquals(whole.substring(Math.max(0, whole.length() - chars)), passage.tail(chars));
        assertEquals(whole.substring(0, Math.min(chars, whole.length())), passage.start(chars));
        assertEquals(whole.isEmpty(), passage.isEmpty());
        assertTrue(passage.size() >= whole.length());
    }

    @Test
    void startsWithTheSeparatorThatIsItsLastByte() {
        Passage passage = Passage.joined("\n", List.of(Passage.of("ab"), Passage.of(""), Passage.of("c")));
        assertEquals("ab", passage.start(2));
        assertEquals("ab\n", passage.start(3));
        assertEquals("ab\n\n", passage.start(4));
        assertEquals("ab\n\nc", passage.start(5));
    }

    @Test
    void isReadInPieces() {
        // Given
        String whole = "abcdefg".repeat(5_000);
        StringBuilder read = new StringBuilder();
        // When
        Passage.joined("\n", List.of(Passage.of(whole), Passage.of("end"))).forEach(piece -> {
            assertTrue(piece.length() <= Passage.PIECE_CHARS);
            read.append(piece);
        });
        // Then
        assertEquals(whole + "\nend", read.toString());
    }

    @Test
    void isComparedByWhatItSaysAndShowsNothingOfIt() {
        Passage secret = Passage.of("hunter2");
        assertEquals(Passage.joined("\n", List.of(Passage.of("hunter2"))), secret);
        assertEquals(Passage.of("a\nb"), Passage.joined("\n", List.of(Passage.of("a"), Passage.of("b"))));
        assertFalse(secret.toString().contains("hunter2"));
        assertFalse(new Part.Text(secret).toString().contains("hunter2"));
    }
}
