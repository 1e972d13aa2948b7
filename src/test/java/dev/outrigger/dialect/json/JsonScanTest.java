package dev.outrigger.dialect.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outrigger.chat.Bytes;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Takes for JSON what another reader takes for JSON, and finds the same in it. */
class JsonScanTest {
    private static final ObjectMapper JACKSON = new ObjectMapper()
            .enable(com.fasterxml.jackson.core.JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static JsonValue scan(String json, JsonBounds bounds) {
        return JsonScan.object(new JsonSource(Bytes.of(json)), bounds);
    }

    @Provide
    Arbitrary<String> objects() {
        return JsonObjects.fields().map(JsonObjects::object);
    }

    /** Objects with something wrong, mostly: a character that is gone, doubled, or another. */
    @Provide
    Arbitrary<String> nearlyObjects() {
        Arbitrary<String> others = Arbitraries.of(
                "", ",", ":", "{", "}", "[", "]", "\"", "\\", "\\u12", "0", "-", ".", "e", "+", "t", "nul", "\n",
                "\u0001");
        return Combinators.combine(objects(), Arbitraries.integers().between(0, 200), others)
                .as((object, place, other) -> {
                    int at = place % (object.length() + 1);
                    int after = Math.min(object.length(), at + place % 2);
                    return object.substring(0, at) + other + object.substring(after);
                });
    }

    @Property
    void findsWhatIsThere(@ForAll("objects") String object) throws Exception {
        assertSame(JACKSON.readTree(object), scan(object, JsonBounds.REQUEST));
    }

    @Property(tries = 5_000)
    void takesForJsonWhatIsJson(@ForAll("nearlyObjects") String text) {
        Optional<JsonNode> expected = jackson(text);
        if (expected.isPresent()) assertSame(expected.get(), scan(text, JsonBounds.REQUEST));
        else assertThrows(Json.Unfit.class, () -> scan(text, JsonBounds.REQUEST), text);
    }

    private static Optional<JsonNode> jackson(String text) {
        try {
            return Optional.of(JACKSON.readTree(Bytes.of(text).array())).filter(JsonNode::isObject);
        } catch (IOException broken) {
            return Optional.empty();
        }
    }

    private static void assertSame(JsonNode expected, JsonValue value) {
        assertEquals(expected.isObject(), value.isObject());
        assertEquals(expected.isArray(), value.isArray());
        assertEquals(expected.isTextual(), value.isText());
        assertEquals(expected.isBoolean(), value.isBoolean());
        assertEquals(expected.isNull(), value.isNull());
        assertEquals(expected.isNumber(), value.isNumber());
        if (expected.isTextual()) assertEquals(expected.asText(), value.text());
        if (expected.isBoolean()) assertEquals(expected.asBoolean(), value.isTrue());
        if (expected.isNumber()) assertEquals(expected.asDouble() + 0.0, value.number() + 0.0);
        assertEquals(
                expected.isIntegralNumber() && expected.canConvertToLong(),
                value.whole().isPresent());
        value.forEachField((name, field) -> assertSame(expected.path(name.text()), field));
        for (String name : List.of("model", "a", "x"))
            if (expected.has(name)) assertSame(expected.get(name), value.get(name));
            else assertTrue(value.get(name).isMissing());
        List<JsonNode> elements =
                expected.isArray() ? List.copyOf(expected.valueStream().toList()) : List.of();
        int next = 0;
        for (JsonValue element : value) assertSame(elements.get(next++), element);
        assertEquals(elements.size(), next);
        if (expected.isContainerNode()) assertEquals(expected.isEmpty(), value.isEmpty());
    }

    @Test
    void findsDoubledKeysAmongMany() {
        StringBuilder many = new StringBuilder("{\"a\":{");
        for (int i = 0; i < 100; i++) many.append("\"k").append(i).append("\":1,");
        scan(many + "\"k100\":1}}", JsonBounds.REQUEST);
        for (String twice : List.of("k99", "k0", "\\u006b50"))
            assertThrows(Json.Unfit.class, () -> scan(many + "\"" + twice + "\":1}}", JsonBounds.REQUEST), twice);
    }

    @Test
    void keepsNothingOfWhatNobodyReadsButThatItIsThere() {
        // Given
        String much = "[" + "{\"token\":\"a\",\"bytes\":[97]},".repeat(JsonBounds.MAX_TOKENS / 2) + "{}]";
        // When
        JsonValue answer =
                scan("{\"logprobs\":{\"content\":" + much + "},\"n\":1}", JsonBounds.answer(Integer.MAX_VALUE));
        // Then
        assertTrue(answer.has("logprobs"));
        assertEquals(1, answer.get("n").whole().orElseThrow());
        assertTrue(answer.tape().size() < 10);
        // And it is JSON all the same
        assertThrows(Json.Unfit.class, () -> scan("{\"logprobs\":[1,]}", JsonBounds.answer(Integer.MAX_VALUE)));
    }

    @Test
    void takesNumbersThatAreNoneOfAnAnswerAlone() {
        String json = "{\"a\":NaN,\"b\":-Infinity,\"c\":[Infinity],\"d\":-1}";

        JsonValue read = scan(json, JsonBounds.answer(0));

        for (String name : new String[] {"a", "b"})
            assertEquals(false, read.get(name).isNumber());
        assertTrue(read.get("d").isNumber());
        assertThrows(Json.Unfit.class, () -> scan(json, JsonBounds.REQUEST));
        for (String broken : new String[] {"{\"a\":Na}", "{\"a\":-NaN}", "{\"a\":-Inf}", "{\"a\":Nan}"})
            assertThrows(Json.Unfit.class, () -> scan(broken, JsonBounds.answer(0)));
    }

    @Test
    void takesARepeatedKeyOfAnAnswer() {
        assertEquals(
                1,
                scan("{\"a\":1,\"a\":2}", JsonBounds.answer(0)).get("a").whole().orElseThrow());
    }
}
