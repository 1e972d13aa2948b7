package dev.outrigger.dialect.gemini;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.outrigger.chat.Passage;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AlphabetTest {
    @Test
    void givesTheSameBytesInTheStandardAlphabet() {
        Random random = new Random(3);
        for (int size = 0; size < 200; size++) {
            byte[] bytes = new byte[size];
            random.nextBytes(bytes);
            for (Base64.Encoder encoder : new Base64.Encoder[] {
                Base64.getUrlEncoder(), Base64.getUrlEncoder().withoutPadding(), Base64.getEncoder()
            }) {
                String standard = Alphabet.standard(Passage.of(encoder.encodeToString(bytes)))
                        .text();
                assertArrayEquals(bytes, Base64.getDecoder().decode(standard));
            }
        }
    }

    @Test
    void doesNotTouchWhatIsStandard() {
        Passage image = Passage.of("iVBORw0KGgo+/AAA=");

        assertSame(image, Alphabet.standard(image));
    }
}
