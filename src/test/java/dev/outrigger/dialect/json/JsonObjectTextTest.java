package dev.outrigger.dialect.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Bytes;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonObjectTextTest {
    private static final String SECRET = "hunter2";

    private static String rule(Bytes body) {
        return assertThrows(Json.Unfit.class, () -> JsonObjectText.read(body)).rule();
    }

    static Stream<Arguments> broken() {
        String deep = "[".repeat(64) + "]".repeat(64);
        return Stream.of(
                Arguments.of("{\"hunter2\":1,\"hunter2\":2}", "twice"),
                Arguments.of("{\"a\":{\"hunter2\":1,\"b\":2,\"hunter2\":3}}", "twice"),
                Arguments.of("{\"hunter2\":1,\"hunter\\u0032\":2}", "twice"),
                Arguments.of("{\"a\":" + deep + "}", "deeper than 64"),
                Arguments.of("{\"a\":" + "9".repeat(65) + "}", "longer than 64"),
                Arguments.of("{\"a\":1." + "9".repeat(65) + "}", "longer than 64"),
                Arguments.of("{\"a\":\"hunter2\"} hunter2", "JSON"),
                Arguments.of("{\"a\":\"hunter2\"}{}", "nothing must follow"),
                Arguments.of("{\"a\":\"hunter2\"}]", "JSON"),
                Arguments.of("[\"hunter2\"]", "must be a JSON object"),
                Arguments.of("\"hunter2\"", "must be a JSON object"),
                Arguments.of("42", "must be a JSON object"),
                Arguments.of("null", "must be a JSON object"),
                Arguments.of("", "must be a JSON object"),
                Arguments.of("   ", "must be a JSON object"),
                Arguments.of("hunter2", "must be JSON"),
                Arguments.of("{\"a\":hunter2}", "must be JSON"),
                Arguments.of("{'hunter2':1}", "must be JSON"),
                Arguments.of("{\"a\":1,}", "must be JSON"),
                Arguments.of("{\"a\":01}", "must be JSON"),
                Arguments.of("{\"a\":NaN}", "must be JSON"),
                Arguments.of("{/* hunter2 */}", "must be JSON"),
                Arguments.of("{\"a\":\"hunter2\n\"}", "must be JSON"),
                Arguments.of("{\"a\":\"hunter2", "ends too early"),
                Arguments.of("{\"a\":1", "ends too early"),
                Arguments.of("{", "ends too early"),
                Arguments.of("{\"a\":\"hunter2\u0000\"}", "NUL"),
                Arguments.of("\u0000", "NUL"));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void namesTheRuleAndNeverTheContent(String body, String expected) {
        // When
        String rule = rule(Bytes.of(body));
        // Then
        assertTrue(rule.contains(expected), rule);
        assertFalse(rule.contains(SECRET), rule);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-32BE", "UTF-32LE", "UTF-16"})
    void takesNoOtherEncodingThanUtf8(String charset) {
        // Given
        Bytes body = Bytes.of("{\"model\":\"m\"}".getBytes(Charset.forName(charset)));
        // When
        String rule = rule(body);
        // Then
        assertEquals("the body must be UTF-8 text without NUL", rule);
    }

    @Test
    void saysWhereTheRuleIsBroken() {
        // When
        String rule = rule(Bytes.of("{\n  \"a\": nope\n}"));
        // Then
        assertTrue(rule.contains("(line 2, column"), rule);
    }

    @Test
    void readsNestingUpToTheBound() {
        // Given
        String deepest = "{\"a\":" + "[".repeat(63) + "]".repeat(63) + "}";
        // When
        var parsed = JsonObjectText.read(Bytes.of(deepest));
        // Then
        assertTrue(parsed.text().has("a"));
    }

    @Test
    void refusesABodyOfNothingButBrackets() {
        // Given
        String body = "{\"a\":[" + "{},".repeat(JsonBounds.MAX_TOKENS) + "{}]}";
        // When
        String rule = rule(Bytes.of(body));
        // Then
        assertTrue(rule.contains("JSON tokens"), rule);
    }

    @Test
    void findsPlacesBehindAByteOrderMark() {
        // Given
        Bytes body = Bytes.of("\ufeff{\"model\":\"a\"}");
        // When
        Bytes edited = new JsonEdit(JsonObjectText.read(body).text())
                .set("model", "\"b\"")
                .apply()
                .joined();
        // Then
        assertEquals("\ufeff{\"model\":\"b\"}", edited.utf8());
    }

    @Test
    void takesNullForAbsent() {
        // When
        var parsed = JsonObjectText.read(Bytes.of("{\"a\":null}"));
        // Then
        assertTrue(parsed.value("a").isEmpty());
        assertTrue(parsed.text().has("a"));
    }

    @Provide
    Arbitrary<List<JsonObjects.Written>> fields() {
        return JsonObjects.fields();
    }

    @Property
    void cutsOutEveryValueExactly(@ForAll("fields") List<JsonObjects.Written> fields) {
        // When
        var parsed = JsonObjectText.read(Bytes.of(JsonObjects.object(fields)));
        // Then
        for (JsonObjects.Written field : fields) {
            var place = Objects.requireNonNull(parsed.text().places().get(field.name()));
            byte[] raw = parsed.text().raw().array();
            assertEquals('"', raw[place.start()]);
            String cut = new String(raw, place.start(), place.end() - place.start(), StandardCharsets.UTF_8);
            assertEquals(field.text().strip(), cut);
            String value =
                    new String(raw, place.valueStart(), place.end() - place.valueStart(), StandardCharsets.UTF_8);
            assertEquals(value, parsed.object().get(field.name()).written().text());
            assertEquals(value, parsed.text().value(field.name()).orElseThrow().utf8());
        }
    }

    @Property
    void neverThrowsAnythingButItsRuleOnGarbage(@ForAll byte[] garbage) {
        try {
            JsonObjectText.read(Bytes.of(garbage));
        } catch (Json.Unfit unfit) {
            assertTrue(unfit.rule().contains("the body"), unfit.rule());
        }
    }
}
