package dev.outrigger.dialect.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Bytes;
import dev.outrigger.support.Row;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "c080", // NUL, overlong
                "c1bf", // overlong
                "e08080", // overlong
                "f0808080", // overlong
                "eda080", // a surrogate
                "edbfbf", // a surrogate
                "f4908080", // beyond U+10FFFF
                "f5808080", // no first byte
                "ff",
                "80", // no first byte
                "c3", // ends too early
                "e282", // ends too early
                "f09f98", // ends too early
                "c328", // no second byte
                "00" // NUL
            })
    @Row("input.not-utf8")
    void refusesWhatIsNotUtf8WhereverItStands(String hex) {
        for (int before = 0; before < 17; before++) {
            // Given
            byte[] bytes = HexFormat.of().parseHex("61".repeat(before) + hex + "61".repeat(9 - before % 9));
            // When, Then
            assertFalse(Utf8.isText(Bytes.of(bytes)), "after " + before + " letters");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "plain", "ä", "ß日本語", "😀😀", "\u07ff\u0800\uffff", "\u007f", "\ud7ff\ue000", "a\u0001b"})
    void takesUtf8(String text) {
        assertTrue(Utf8.isText(Bytes.of(text)));
    }

    @Provide
    Arbitrary<byte[]> mixtures() {
        Arbitrary<Byte> telling = Arbitraries.of(
                (byte) 0x61,
                (byte) 0x7F,
                (byte) 0x80,
                (byte) 0x9F,
                (byte) 0xA0,
                (byte) 0xBF,
                (byte) 0xC2,
                (byte) 0xE0,
                (byte) 0xE2,
                (byte) 0xED,
                (byte) 0xF0,
                (byte) 0xF4,
                (byte) 0x8F,
                (byte) 0x90);
        return telling.array(byte[].class).ofMaxSize(20);
    }

    @Property(tries = 20_000)
    void agreesWithTheDecoderOfTheJdk(@ForAll("mixtures") byte[] bytes) {
        assertEquals(decodes(bytes), Utf8.isText(Bytes.of(bytes)));
    }

    private static boolean decodes(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException wrong) {
            return false;
        }
    }
}
