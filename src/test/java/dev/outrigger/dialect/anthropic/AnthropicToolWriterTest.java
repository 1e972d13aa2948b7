package dev.outrigger.dialect.anthropic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outrigger.chat.Feature;
import dev.outrigger.chat.Tool;
import dev.outrigger.chat.ToolChoice;
import dev.outrigger.support.Asked;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AnthropicToolWriterTest {
    private static final Tool TOOL = new Tool("f", "does f", "{\"type\":\"object\",\"properties\":{}}");
    private static final Tool OTHER = new Tool("g", "", "{}");

    @Test
    void saysToolsWithATypeInEachSchema() {
        assertEquals(
                Wire.json("[{\"name\":\"f\",\"description\":\"does f\","
                        + "\"input_schema\":{\"type\":\"object\",\"properties\":{}}},"
                        + "{\"name\":\"g\",\"input_schema\":{\"type\":\"object\"}}]"),
                Wire.written(Asked.of("a").tools(List.of(TOOL, OTHER)).request())
                        .get("tools"));
    }

    @Test
    void offersOnlyTheToolsThatMayBeCalled() {
        // Given
        ToolChoice among = new ToolChoice.Among(List.of("g"), ToolChoice.Among.Duty.MUST);
        // When
        JsonNode written = Wire.written(
                Asked.of("a").tools(List.of(TOOL, OTHER)).choice(among).request());
        // Then
        assertEquals(1, written.get("tools").size());
        assertEquals("g", written.at("/tools/0/name").asText());
        assertEquals(Wire.json("{\"type\":\"any\"}"), written.get("tool_choice"));
    }

    @Test
    void namesAChoiceOfToolsThatAreNotThere() {
        // When
        var forced = Wire.said(Asked.of("a").choice(new ToolChoice.Required()).request());
        var free = Wire.said(Asked.of("a").choice(new ToolChoice.Auto()).request());
        // Then
        assertEquals(Set.of(Feature.TOOL_CHOICE), forced.lost());
        assertEquals(Set.of(), free.lost());
        assertFalse(Wire.json(free.body().utf8()).has("tool_choice"));
    }

    @Test
    void cannotSayToolsOfOtherKinds() {
        assertEquals(
                "the free-form tool t",
                Wire.unsayable(Asked.of("a")
                        .tools(List.of(new Tool("t", "", "{}", Tool.Kind.FREE_FORM)))
                        .request()));
        assertEquals(
                "the hosted tool t",
                Wire.unsayable(Asked.of("a")
                        .tools(List.of(new Tool("t", "", "{}", Tool.Kind.HOSTED)))
                        .request()));
    }
}
