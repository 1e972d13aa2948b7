package dev.outrigger.dialect.gemini;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.OutputFormat;
import org.junit.jupiter.api.Test;

class GeminiSchemaTest {
    /** Other vendors' models write properties in the order in which the schema has them. */
    @Test
    void anOrderOfPropertiesIsThatOfTheSchema() {
        ChatRequest request = Wire.requestWith("\"generationConfig\":{\"responseMimeType\":\"application/json\","
                + "\"responseSchema\":{\"type\":\"OBJECT\",\"properties\":{\"d\":{\"type\":\"STRING\"},\"x\":{\"type\":\"STRING\"},"
                + "\"n\":{\"type\":\"NUMBER\"}},\"propertyOrdering\":[\"n\",\"d\"]}}");

        assertEquals(
                "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"number\"},\"d\":{\"type\":\"string\"},"
                        + "\"x\":{\"type\":\"string\"}}}",
                assertInstanceOf(OutputFormat.Schema.class, request.format())
                        .schema()
                        .text());
    }
}
