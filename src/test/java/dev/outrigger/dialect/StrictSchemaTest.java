package dev.outrigger.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outrigger.chat.Passage;
import dev.outrigger.dialect.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictSchemaTest {
    private static JsonNode schema(String text) {
        return Json.tree(Passage.of(text));
    }

    @Test
    void closesASchemaWhoseObjectsWantAllTheyName() {
        JsonNode schema =
                schema("{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"array\",\"items\":{\"type\":\"object\","
                        + "\"properties\":{\"b\":{\"type\":\"string\"}},\"required\":[\"b\"]}}},\"required\":[\"a\"]}");

        assertTrue(StrictSchema.tryClose(schema));

        assertEquals(
                schema("{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"array\",\"items\":{\"type\":\"object\","
                        + "\"properties\":{\"b\":{\"type\":\"string\"}},\"required\":[\"b\"],\"additionalProperties\":false}}},"
                        + "\"required\":[\"a\"],\"additionalProperties\":false}"),
                schema);
    }

    @Test
    void aClosedObjectWithoutPropertiesHasNone() {
        JsonNode schema = schema("{\"type\":\"object\",\"additionalProperties\":false}");

        assertTrue(StrictSchema.tryClose(schema));

        assertEquals(schema("{\"type\":\"object\",\"additionalProperties\":false,\"properties\":{}}"), schema);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"object\"}",
                "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}}}",
                "{\"type\":\"object\",\"additionalProperties\":true}",
                "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"object\",\"properties\":{\"b\":{}}}},\"required\":[\"a\"]}"
            })
    void leavesAloneWhatWouldMeanSomethingElse(String text) {
        JsonNode schema = schema(text);

        assertFalse(StrictSchema.tryClose(schema));

        assertEquals(schema(text), schema);
    }

    @Test
    void closesObjectsWhereverTheyStand() {
        JsonNode schema = schema("{\"type\":\"object\",\"properties\":{\"type\":{\"type\":[\"object\",\"null\"]},"
                + "\"list\":{\"type\":\"array\",\"items\":{\"type\":\"object\"}},"
                + "\"any\":{\"anyOf\":[{\"type\":\"object\"},{\"type\":\"string\"}]}},"
                + "\"$defs\":{\"d\":{\"type\":\"object\",\"additionalProperties\":false}}}");

        assertTrue(StrictSchema.canClose(schema));
        StrictSchema.close(schema);

        assertEquals(
                schema("{\"type\":\"object\",\"properties\":{"
                        + "\"type\":{\"type\":[\"object\",\"null\"],\"additionalProperties\":false},"
                        + "\"list\":{\"type\":\"array\",\"items\":{\"type\":\"object\",\"additionalProperties\":false}},"
                        + "\"any\":{\"anyOf\":[{\"type\":\"object\",\"additionalProperties\":false},{\"type\":\"string\"}]}},"
                        + "\"$defs\":{\"d\":{\"type\":\"object\",\"additionalProperties\":false}},"
                        + "\"additionalProperties\":false}"),
                schema);
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "{\"type\":\"string\"}"})
    void saysWhenAnObjectIsMeantToBeOpen(String additional) {
        assertFalse(StrictSchema.canClose(schema("{\"type\":\"object\",\"additionalProperties\":" + additional + "}")));
    }

    @Test
    void leavesValuesAlone() {
        String text = "{\"type\":\"string\",\"default\":{\"type\":\"object\"},\"enum\":[{\"type\":\"object\"}]}";
        JsonNode schema = schema(text);

        StrictSchema.close(schema);

        assertEquals(schema(text), schema);
    }
}
