package dev.outrigger.dialect.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectCopyTest {
    private static String copy(String text) {
        return ObjectCopy.of(text).orElseThrow().toString();
    }

    @Test
    void standsOnOneLineWithItsNumbersAsTheyWere() {
        assertEquals(
                "{\"a\":[1.50,1e5,-0.0,123456789012345678901234567890],\"b\":{\"c\":null,\"d\":true}}",
                copy(
                        " {\n\"a\" : [1.50, 1e5,\r\n -0.0, 123456789012345678901234567890],\n\"b\":{\"c\":null,\"d\":true}}\n"));
    }

    @Test
    void keepsItsTexts() {
        assertEquals("{\"a\\\"\":\"\\n\u2014\"}", copy("{\"a\\\"\":\"\\n\\u2014\"}"));
        assertEquals("{}", copy("{}"));
    }

    @Test
    void whatFollowsItIsLeftOutWhereItMayFollow() {
        String text = "{\"a\":{}} more";
        assertTrue(ObjectCopy.of(text).isEmpty());
        assertEquals("{\"a\":{}}", ObjectCopy.atTheBeginning(text).orElseThrow().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[1]", "1", "null", "\"a\"", "{\"a\":", "{\"a\":1", "{a:1}", "words"})
    void isNoneOfWhatIsNoObject(String text) {
        assertTrue(ObjectCopy.of(text).isEmpty());
    }
}
