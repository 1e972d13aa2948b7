package dev.outrigger.dialect.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.outrigger.chat.Event;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenAiStreamToolCallTest {
    private static String delta(String delta) {
        return "{\"id\":\"c1\",\"model\":\"gpt-x\",\"choices\":[{\"index\":0,\"delta\":" + delta + "}]}";
    }

    @Test
    void readsAToolCallInPieces() {
        // When
        List<Event> events = Wire.events(
                delta("{\"tool_calls\":[{\"index\":0,\"id\":\"t1\",\"type\":\"function\","
                        + "\"function\":{\"name\":\"f\",\"arguments\":\"\"}}]}"),
                delta("{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{\\\"a\\\":\"}}]}"),
                delta("{\"tool_calls\":[{\"index\":0,\"id\":\"\",\"function\":{\"name\":null,\"arguments\":\"1}\"}}]}"),
                delta("{\"tool_calls\":[{\"index\":1,\"id\":\"t2\",\"function\":{\"name\":\"g\"}}]}"));
        // Then
        assertEquals(
                List.of(
                        new Event.ToolCallStarted(0, 0, "t1", "f"),
                        new Event.ToolCallDelta(0, 0, ""),
                        new Event.ToolCallDelta(0, 0, "{\"a\":"),
                        new Event.ToolCallDelta(0, 0, "1}"),
                        new Event.ToolCallStarted(0, 1, "t2", "g")),
                events.subList(1, events.size()));
    }

    @Test
    void beginsACallOnceThoughItsIdIsRepeated() {
        // Given
        String piece = delta("{\"tool_calls\":[{\"index\":0,\"id\":\"t1\",\"function\":{\"name\":\"f\"}}]}");
        // When
        List<Event> events = Wire.events(piece, piece);
        // Then
        assertEquals(List.of(new Event.ToolCallStarted(0, 0, "t1", "f")), events.subList(1, events.size()));
    }

    @Test
    void readsArgumentsThatAreAnObjectAsTheirText() {
        // When
        List<Event> events = Wire.events(delta(
                "{\"tool_calls\":[{\"index\":0,\"id\":\"t\",\"function\":{\"name\":\"f\",\"arguments\":{\"x\":1}}}]}"));
        // Then
        assertEquals(
                List.of(new Event.ToolCallStarted(0, 0, "t", "f"), new Event.ToolCallDelta(0, 0, "{\"x\":1}")),
                events.subList(1, events.size()));
    }

    @Test
    void readsTheOlderFunctionCall() {
        // When
        List<Event> events = Wire.events(delta("{\"function_call\":{\"name\":\"f\",\"arguments\":\"{}\"}}"));
        // Then
        assertEquals(
                List.of(new Event.ToolCallStarted(0, 0, "", "f"), new Event.ToolCallDelta(0, 0, "{}")),
                events.subList(1, events.size()));
    }

    /** Some servers give all calls the index 0, or none. */
    @Test
    void anotherIdAtTheSameIndexIsAnotherCall() {
        // When
        List<Event> events = Wire.events(
                delta(
                        "{\"tool_calls\":[{\"index\":0,\"id\":\"t1\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]}"),
                delta(
                        "{\"tool_calls\":[{\"index\":0,\"id\":\"t2\",\"function\":{\"name\":\"g\",\"arguments\":\"{\"}}]}"),
                delta("{\"tool_calls\":[{\"index\":0,\"id\":\"t2\",\"function\":{\"arguments\":\"}\"}}]}"),
                delta("{\"tool_calls\":[{\"index\":1,\"id\":\"t3\",\"function\":{\"name\":\"h\"}}]}"));
        // Then
        assertEquals(
                List.of(
                        new Event.ToolCallStarted(0, 0, "t1", "f"),
                        new Event.ToolCallDelta(0, 0, "{}"),
                        new Event.ToolCallStarted(0, 1, "t2", "g"),
                        new Event.ToolCallDelta(0, 1, "{"),
                        new Event.ToolCallDelta(0, 1, "}"),
                        new Event.ToolCallStarted(0, 2, "t3", "h")),
                events.subList(1, events.size()));
    }

    /** Some servers give neither an id nor an index of its own to a call. */
    @Test
    void aNameAfterWholeArgumentsIsAnotherCallWhereNoneHasAnId() {
        // When
        List<Event> events = Wire.events(
                delta("{\"tool_calls\":[{\"index\":0,\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"a\\\":\"}}]}"),
                delta("{\"tool_calls\":[{\"index\":0,\"function\":{\"name\":\"f\",\"arguments\":\"1}\"}}]}"),
                delta("{\"tool_calls\":[{\"index\":0,\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]}"));
        // Then
        assertEquals(
                List.of(
                        new Event.ToolCallStarted(0, 0, "", "f"),
                        new Event.ToolCallDelta(0, 0, "{\"a\":"),
                        new Event.ToolCallDelta(0, 0, "1}"),
                        new Event.ToolCallStarted(0, 1, "", "f"),
                        new Event.ToolCallDelta(0, 1, "{}")),
                events.subList(1, events.size()));
    }
}
