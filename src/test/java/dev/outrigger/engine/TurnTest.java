package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Role;
import dev.outrigger.chat.Tool;
import dev.outrigger.chat.ToolChoice;
import dev.outrigger.support.Asked;
import dev.outrigger.support.Drawn;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a text-only model is asked, and what it cannot be asked. */
class TurnTest {
    private static final Tool TOOL = new Tool("look", "looks", "{}");

    @Test
    void namesSpeakersAsTheModelWasTrained() {
        assertEquals(
                List.of(new Turn("system", "a"), new Turn("user", "b"), new Turn("assistant", "c")),
                Turn.of(Requests.of(
                        Message.of(Role.SYSTEM, "a"), Message.of(Role.USER, "b"), Message.of(Role.ASSISTANT, "c"))));
    }

    @Test
    void joinsTextsAndRefusalsAndLeavesReasoningOut() {
        Message message = new Message(
                Role.ASSISTANT,
                List.of(new Part.Reasoning("hm", Optional.empty()), new Part.Text("one"), new Part.Refusal("no")));
        assertEquals(List.of(new Turn("assistant", "one\nno")), Turn.of(Requests.of(message)));
    }

    @Test
    void toolsThatMayNotBeCalledAreNoObstacle() {
        assertEquals(
                1,
                Turn.of(Asked.of("p")
                                .tools(List.of(TOOL))
                                .choice(new ToolChoice.None())
                                .request())
                        .size());
    }

    @Test
    void cannotCallTools() {
        assertCannot("call tools", Asked.of("p").tools(List.of(TOOL)).request());
        assertCannot(
                "call tools",
                Asked.of("p")
                        .tools(List.of(TOOL))
                        .choice(new ToolChoice.Required())
                        .request());
        assertCannot("call tools", Requests.of(parts(Role.ASSISTANT, new Part.ToolCall("1", "look", "{}"))));
    }

    @Test
    void cannotReadToolResults() {
        assertCannot("read what a tool answered", Requests.of(Message.of(Role.TOOL, "42")));
        assertCannot(
                "read what a tool answered",
                Requests.of(parts(Role.USER, new Part.ToolResult("1", List.of(new Part.Text("42")), false))));
    }

    @Test
    void cannotSee() {
        Part image = new Part.Media(Part.Media.Kind.IMAGE, new Part.Source.Url("https://example.org/a.png"));
        assertCannot("see or hear media", Requests.of(parts(Role.USER, image)));
    }

    @Test
    void givesSeveralAnswersUpToABound() {
        assertEquals(1, Turn.of(choices(Turn.MOST_CHOICES)).size());
        assertCannot("give more than 16 answers", choices(Turn.MOST_CHOICES + 1));
    }

    private static ChatRequest choices(int count) {
        return Asked.of("p").sampling(new Drawn().choices(count).sampling()).request();
    }

    private static Message parts(Role role, Part part) {
        return new Message(role, List.of(part));
    }

    private static void assertCannot(String what, ChatRequest request) {
        FailureException thrown = assertThrows(FailureException.class, () -> Turn.of(request));
        assertInstanceOf(Failure.Untranslatable.class, thrown.failure());
        assertTrue(thrown.failure().message().endsWith(what), thrown::toString);
    }
}
