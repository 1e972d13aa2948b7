package dev.outrigger.dialect.gemini;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.outrigger.chat.Passage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class TextRulerTest {
    @Property(tries = 300)
    void measuresAsTheEncodingDoes(@ForAll("texts") List<String> pieces) {
        TextRuler ruler = new TextRuler();
        for (String piece : pieces) ruler.add(Passage.of(piece));
        String text = String.join("", pieces);
        int points = text.codePointCount(0, text.length());

        assertEquals(bytes(text), ruler.bytes());
        for (int point = 0; point <= points; point++) {
            int length = bytes(text.substring(0, text.offsetByCodePoints(0, point)));
            assertEquals(length, ruler.bytesOf(point));
            assertEquals(point, ruler.codePoints(length));
        }
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    @Provide
    Arbitrary<List<String>> texts() {
        return Arbitraries.strings()
                .withChars("ab é ß漢字")
                .ofMaxLength(20)
                .map(text -> text.replace("b", "😀"))
                .list()
                .ofMaxSize(5);
    }

    @Test
    void nothingIsBeyondTheEnd() {
        TextRuler ruler = new TextRuler();
        ruler.add(Passage.of("aé"));

        assertEquals(2, ruler.codePoints(99));
        assertEquals(0, ruler.codePoints(-1));
        assertEquals(3, ruler.bytesOf(99));
    }
}
