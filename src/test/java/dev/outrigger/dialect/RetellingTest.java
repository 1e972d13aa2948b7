package dev.outrigger.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Event;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.Frame;
import dev.outrigger.dialect.Retelling.Form;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetellingTest {
    private static final Event CALL = new Event.ToolCallStarted(0, 0, "a", "f");
    private static final Event STOPPED = new Event.Finished(0, FinishReason.STOP);

    private static FinishReason finish(Retelling retelling, Event... events) {
        Event last = new Event.Ping();
        for (Event event : events)
            last = retelling.retold(Frame.of(List.of(event))).events().getFirst();
        return last instanceof Event.Finished finished ? finished.reason() : FinishReason.OTHER;
    }

    private static Event arguments(String json) {
        return new Event.ToolCallDelta(0, 0, json);
    }

    /** As OpenAI itself says where a tool had to be called. */
    @Test
    void aChoiceThatStoppedAfterACallWaitsForTools() {
        for (Form form : Form.values()) {
            Retelling retelling = new Retelling(form);
            assertEquals(FinishReason.TOOL_CALLS, finish(retelling, CALL, arguments("{\"x\":1}"), STOPPED));
            assertFalse(retelling.hasLost());
        }
    }

    @Test
    void eachChoiceEndsForItsOwnReason() {
        Retelling retelling = new Retelling(Form.OBJECTS);

        assertEquals(FinishReason.STOP, finish(retelling, CALL, new Event.Finished(1, FinishReason.STOP)));
        assertEquals(FinishReason.LENGTH, finish(retelling, new Event.Finished(0, FinishReason.LENGTH)));
    }

    @Test
    void whatNeedsNoChangeIsTheSameFrame() {
        Frame frame = Frame.of(List.of(new Event.TextDelta(0, "a"), STOPPED));

        assertSame(frame, new Retelling(Form.OBJECTS).retold(frame));
    }

    @Test
    void aCallThatWasCutIsLostWhereArgumentsAreObjects() {
        Event cut = new Event.Finished(0, FinishReason.LENGTH);
        Retelling objects = new Retelling(Form.OBJECTS);
        Retelling text = new Retelling(Form.TEXT);

        assertEquals(FinishReason.LENGTH, finish(objects, CALL, arguments("{\"x\": \"tr"), cut));
        assertEquals(FinishReason.LENGTH, finish(text, CALL, arguments("{\"x\": \"tr"), cut));

        assertTrue(objects.hasLost());
        assertFalse(text.hasLost());
    }

    @Test
    void aChoiceWithNoCallLeftDoesNotWaitForTools() {
        Event waits = new Event.Finished(0, FinishReason.TOOL_CALLS);

        assertEquals(FinishReason.CONTENT_FILTER, finish(new Retelling(Form.OBJECTS), CALL, arguments("[1]"), waits));
        assertEquals(
                FinishReason.TOOL_CALLS,
                finish(
                        new Retelling(Form.OBJECTS),
                        CALL,
                        arguments("[1]"),
                        new Event.ToolCallStarted(0, 0, "b", "f"),
                        arguments("{}"),
                        waits));
    }

    @Test
    void argumentsOfNothingAreAnEmptyObject() {
        Retelling retelling = new Retelling(Form.OBJECTS);

        assertEquals(FinishReason.TOOL_CALLS, finish(retelling, CALL, STOPPED));
        assertFalse(retelling.hasLost());
    }

    @Test
    void keepsArgumentsNoLongerThanUntilTheEndOfTheirChoice() {
        Retelling retelling = new Retelling(Form.OBJECTS);

        finish(retelling, CALL, arguments("{\"x\":"), arguments("1}"));
        assertTrue(retelling.held() > 0);
        finish(retelling, STOPPED);
        assertEquals(0, retelling.held());
    }
}
