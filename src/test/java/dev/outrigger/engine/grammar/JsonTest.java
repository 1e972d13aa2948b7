package dev.outrigger.engine.grammar;

import static dev.outrigger.engine.grammar.Texts.begins;
import static dev.outrigger.engine.grammar.Texts.isWhole;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outrigger.chat.OutputFormat.Json.Root;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** JSON without a schema. */
class JsonTest {
    private static final Grammar ANY = Grammar.json(Root.ANY);
    private static final Grammar OBJECT = Grammar.json(Root.OBJECT);

    @Property(tries = 300)
    void takesWhatIsWritten(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        JsonNode value = SchemaSamples.of(seed).value(random);
        String text = Writer.write(value, random);
        assertTrue(isWhole(ANY, text), text);
        assertEquals(value.isObject(), isWhole(OBJECT, text), text);
    }

    @Test
    void anObjectIsOneAtItsRoot() {
        assertTrue(isWhole(OBJECT, "{\"a\": [1, {\"b\": null}]}"));
        for (String other : List.of("[]", "1", "\"a\"", "null", "true")) {
            assertFalse(begins(OBJECT, other), other);
            assertTrue(isWhole(ANY, other), other);
        }
    }

    @Test
    void stringsHaveEveryEscapeAndHalvesOfCharactersTogether() {
        assertTrue(isWhole(ANY, "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\udc4d👍é\""));
        for (String wrong : List.of(
                "\"\\x",
                "\"\\u12g",
                "\"\\udc4d",
                "\"\\ud83d\\n",
                "\"\\ud83d\"",
                "\"\\ud83d\\u0041",
                "\"\n",
                "\"\u0001",
                "'")) assertFalse(begins(ANY, wrong), wrong);
    }

    @Test
    void bytesAreUtf8() {
        int[][] wrong = {
            {0x80},
            {0xc0, 0x80},
            {0xc1},
            {0xe0, 0x80},
            {0xed, 0xa0},
            {0xf0, 0x8f},
            {0xf4, 0x90},
            {0xf5},
            {0xff},
            {0xe6, '"'}
        };
        for (int[] bytes : wrong) {
            byte[] text = new byte[bytes.length + 1];
            text[0] = '"';
            for (int i = 0; i < bytes.length; i++) text[i + 1] = (byte) bytes[i];
            assertFalse(
                    ANY.start().accepts(text), () -> java.util.HexFormat.of().formatHex(text));
        }
        assertTrue(isWhole(ANY, "\"\u007f\u0080\u07ff\u0800\ud7ff\ue000\uffff\ud800\udc00\udbff\udfff\""));
    }

    @Test
    void numbersAreJsonsWithinSomeDigits() {
        for (String is : List.of("0", "-0", "12", "1.5", "-1.25E+10", "1e-9", "999999999999999", "0.123456789012345"))
            assertTrue(isWhole(ANY, is), is);
        for (String no :
                List.of("01", "1.", ".1", "+1", "1e", "1e+", "--1", "1000000000000000", "0.1234567890123456", "1e100"))
            assertFalse(isWhole(ANY, no), no);
    }

    @Test
    void namesOfMembersStandOnce() {
        assertFalse(begins(OBJECT, "{\"a\":1,\"a\""));
        assertFalse(begins(OBJECT, "{\"é\\n\":1,\"b\":2,\"é\\n\""));
        assertTrue(isWhole(OBJECT, "{\"a\":{\"a\":1},\"aa\":2,\"\":3}"));
        assertFalse(begins(OBJECT, "{\"\":1,\"\""));
    }

    @Test
    void blanksAreFewBetweenTokens() {
        assertTrue(isWhole(ANY, " { \"a\" : [ 1 , 2 ] }"));
        for (String wrong : List.of("  ", " \n", "\n", "\t", "\r", "{  ", "[1  ", "[1, \n"))
            assertFalse(begins(ANY, wrong), wrong);
        assertTrue(ANY.start().advance(Texts.bytes("[]")).orElseThrow().mustEnd());
        assertFalse(begins(ANY, "[] "));
    }

    @Test
    void valuesStandInAFewOthers() {
        String deepest = "[".repeat(Bounds.DEPTH);
        assertTrue(isWhole(ANY, deepest + "1" + "]".repeat(Bounds.DEPTH)));
        assertFalse(begins(ANY, deepest + "["));
        assertFalse(begins(ANY, deepest + "{"));
        assertFalse(begins(OBJECT, "{\"a\":".repeat(Bounds.DEPTH) + "{"));
    }

    @Test
    void aNumberIsWholeAndMayGoOn() {
        GrammarState state = ANY.start().advance(Texts.bytes("12")).orElseThrow();
        assertTrue(state.isComplete());
        assertFalse(state.mustEnd());
        assertFalse(ANY.start().advance(Texts.bytes("[12")).orElseThrow().isComplete());
        assertFalse(ANY.start().isComplete());
    }
}
