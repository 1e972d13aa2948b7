package dev.outrigger.dialect.anthropic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ClosedSchemaTest {
    private static ClosedSchema closed(String schema) {
        return ClosedSchema.of(Wire.json(schema));
    }

    @Test
    void closesObjectsWhereverTheyStand() {
        ClosedSchema closed = closed("{\"type\":\"object\",\"properties\":{\"type\":{\"type\":[\"object\",\"null\"]},"
                + "\"list\":{\"type\":\"array\",\"items\":{\"type\":\"object\"}},"
                + "\"any\":{\"anyOf\":[{\"type\":\"object\"},{\"type\":\"string\"}]}},"
                + "\"$defs\":{\"d\":{\"type\":\"object\",\"additionalProperties\":false}}}");

        assertEquals(
                Wire.json("{\"type\":\"object\",\"properties\":{"
                        + "\"type\":{\"type\":[\"object\",\"null\"],\"additionalProperties\":false},"
                        + "\"list\":{\"type\":\"array\",\"items\":{\"type\":\"object\",\"additionalProperties\":false}},"
                        + "\"any\":{\"anyOf\":[{\"type\":\"object\",\"additionalProperties\":false},{\"type\":\"string\"}]}},"
                        + "\"$defs\":{\"d\":{\"type\":\"object\",\"additionalProperties\":false}},"
                        + "\"additionalProperties\":false}"),
                closed.schema());
        assertFalse(closed.loses());
    }

    @Test
    void saysWhenAnObjectWasMeantToBeOpen() {
        assertTrue(closed("{\"type\":\"object\",\"additionalProperties\":true}").loses());
        assertTrue(closed("{\"type\":\"object\",\"additionalProperties\":{\"type\":\"string\"}}")
                .loses());
    }

    @Test
    void leavesValuesAlone() {
        String schema = "{\"type\":\"string\",\"default\":{\"type\":\"object\"},\"enum\":[{\"type\":\"object\"}]}";

        assertEquals(Wire.json(schema), closed(schema).schema());
    }
}
