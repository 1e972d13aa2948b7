package dev.outrigger.dialect.gemini;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Event;
import dev.outrigger.chat.FinishReason;
import org.junit.jupiter.api.Test;

/** The calls of a streamed answer, which are told whole. */
class GeminiCallsTest {
    @Test
    void tellsEachCallThoughTheyShareAnIndex() {
        String stream = Wire.written(
                Wire.EVENTS,
                new Event.ToolCallStarted(0, 0, "a", "f"),
                new Event.ToolCallDelta(0, 0, "{\"x\":1}"),
                new Event.ToolCallStarted(0, 0, "b", "g"),
                new Event.ToolCallDelta(0, 0, "{\"y\":2}"),
                new Event.Finished(0, FinishReason.TOOL_CALLS),
                new Event.Ended());

        assertTrue(
                stream.contains("[{\"functionCall\":{\"id\":\"a\",\"name\":\"f\",\"args\":{\"x\":1}}},"
                        + "{\"functionCall\":{\"id\":\"b\",\"name\":\"g\",\"args\":{\"y\":2}}}]"),
                stream);
    }

    @Test
    void waitsForACallThatGoesOnAfterAText() {
        String stream = Wire.written(
                Wire.EVENTS,
                new Event.ToolCallStarted(0, 0, "a", "f"),
                new Event.ToolCallDelta(0, 0, "{\"x\":"),
                new Event.TextDelta(0, "so"),
                new Event.ToolCallDelta(0, 0, "1}"),
                new Event.Finished(0, FinishReason.TOOL_CALLS),
                new Event.Ended());

        assertTrue(stream.contains("\"args\":{\"x\":1}"), stream);
    }

    @Test
    void saysNothingOfACallThatWasCut() {
        String stream = Wire.written(
                Wire.EVENTS,
                new Event.ToolCallStarted(0, 0, "a", "f"),
                new Event.ToolCallDelta(0, 0, "{\"x\": \"tr"),
                new Event.Finished(0, FinishReason.LENGTH),
                new Event.Ended());

        assertFalse(stream.contains("functionCall"), stream);
        assertTrue(stream.contains("MAX_TOKENS"), stream);
    }
}
