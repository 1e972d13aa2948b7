package dev.outrigger.dialect;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Message;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Role;
import java.util.List;
import org.junit.jupiter.api.Test;

class ToolLoopTest {
    private static final Message ASKS = Message.of(Role.USER, "a");
    private static final Message CALLS =
            new Message(Role.ASSISTANT, List.of(new Part.ToolCall("c", "f", "{}"), new Part.ToolCall("d", "f", "{}")));
    private static final Message SAYS = Message.of(Role.ASSISTANT, "b");

    private static Message result(String call) {
        return new Message(Role.TOOL, List.of(new Part.ToolResult(call, List.of(new Part.Text("r")), false)));
    }

    private static boolean isOpen(Message... messages) {
        return ToolLoop.isOpen(List.of(messages));
    }

    @Test
    void isOpenWhileTheAppAnswersCalls() {
        assertTrue(isOpen(ASKS, CALLS, result("c")));
        assertTrue(isOpen(ASKS, CALLS, result("c"), result("d")));
    }

    /** Anthropic's apps say it in one message, and theirs remind the model of something at each result. */
    @Test
    void isOpenThoughTheAppSaysMoreThanTheResult() {
        assertTrue(isOpen(ASKS, CALLS, result("c"), ASKS));
        assertTrue(isOpen(ASKS, CALLS, result("c"), Message.of(Role.SYSTEM, "be brief")));
    }

    @Test
    void isOverOnceTheModelHasSpoken() {
        assertFalse(isOpen(ASKS, CALLS, result("c"), SAYS, ASKS));
    }

    @Test
    void isNoneWithoutAResult() {
        assertFalse(isOpen());
        assertFalse(isOpen(ASKS));
        assertFalse(isOpen(ASKS, CALLS));
        assertFalse(isOpen(ASKS, SAYS, ASKS));
    }
}
