package dev.outrigger.dialect.anthropic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Feature;
import dev.outrigger.chat.OutputFormat;
import dev.outrigger.chat.Passage;
import dev.outrigger.chat.Strictness;
import dev.outrigger.chat.Tool;
import dev.outrigger.support.Asked;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Schemas that hold strictly, as far as the vendor enforces them. */
class AnthropicSchemaTest {
    private static final String BOUND =
            "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\",\"minimum\":1}},\"required\":[\"n\"]}";

    private static final String TOLD =
            "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\",\"description\":"
                    + "\"{minimum: 1}\"}},\"required\":[\"n\"],\"additionalProperties\":false}";

    private static final String ENDLESS =
            "{\"type\":\"object\",\"properties\":{\"next\":{\"anyOf\":[{\"$ref\":\"#\"},{\"type\":\"null\"}]}}}";

    private static ChatRequest form(String schema) {
        return Asked.of("a")
                .format(new OutputFormat.Schema("", Passage.of(schema), Optional.of(Strictness.STRICT)))
                .request();
    }

    private static ChatRequest tool(String schema, Strictness strictness) {
        Tool tool = new Tool("f", Passage.of(""), Passage.of(schema), Tool.Kind.FUNCTION, Optional.of(strictness));
        return Asked.of("a").tools(List.of(tool)).request();
    }

    @Test
    void aFormTellsWhatIsNotEnforced() {
        var said = Wire.said(form(BOUND));

        assertEquals(Wire.json(TOLD), Wire.json(said.body().utf8()).at("/output_config/format/schema"));
        assertEquals(Set.of(Feature.FORMAT_STRICTNESS), said.lost());
    }

    @Test
    void aFormWithoutAnEndIsLost() {
        var said = Wire.said(form(ENDLESS));

        assertFalse(Wire.json(said.body().utf8()).has("output_config"));
        assertEquals(Set.of(Feature.FORMAT), said.lost());
    }

    @Test
    void aStrictToolTellsWhatIsNotEnforced() {
        var said = Wire.said(tool(BOUND, Strictness.STRICT));

        JsonNode tool = Wire.json(said.body().utf8()).at("/tools/0");
        assertEquals(Wire.json(TOLD), tool.get("input_schema"));
        assertEquals("true", tool.get("strict").toString());
        assertEquals(Set.of(Feature.TOOL_STRICTNESS), said.lost());
    }

    @Test
    void aToolWithoutAnEndIsLoose() {
        var said = Wire.said(tool(ENDLESS, Strictness.STRICT));

        JsonNode tool = Wire.json(said.body().utf8()).at("/tools/0");
        assertEquals(Wire.json(ENDLESS), tool.get("input_schema"));
        assertEquals("false", tool.get("strict").toString());
        assertEquals(Set.of(Feature.TOOL_STRICTNESS), said.lost());
    }

    @Test
    void aLooseToolIsToldAsItIs() {
        var said = Wire.said(tool(BOUND, Strictness.LOOSE));

        assertEquals(Wire.json(BOUND), Wire.json(said.body().utf8()).at("/tools/0/input_schema"));
        assertEquals(Set.of(), said.lost());
    }
}
