package dev.outrigger.dialect;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonEndTest {
    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"a\":[{\"b\":\"}\"}]}", "{\"a\":\"\\\"}\\\\\"}", " { \"x\" : 1 } "})
    void isReachedWithTheLastBraceHoweverTheTextIsCut(String json) {
        // Given
        int last = json.lastIndexOf('}');
        JsonEnd end = new JsonEnd();
        for (int i = 0; i < json.length(); i++) {
            // When
            end.read(json.substring(i, i + 1));
            // Then
            assertTrue(i >= last == end.isReached(), json.substring(0, i + 1));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"a\":\"}", "{\"a\":{}", "plain text", "\"{}\""})
    void isNotReachedBeforeEverythingIsClosed(String json) {
        // Given
        JsonEnd end = new JsonEnd();
        // When
        end.read(json);
        // Then
        assertFalse(end.isReached());
    }
}
