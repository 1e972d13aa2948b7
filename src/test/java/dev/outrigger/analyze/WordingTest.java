package dev.outrigger.analyze;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Role;
import dev.outrigger.support.Asked;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordingTest {
    static ChatRequest request(List<Message> messages) {
        return Asked.of(messages.toArray(Message[]::new)).request();
    }

    private static String read(String turn) {
        return Wording.of(ChatRequest.of(new ModelName("auto"), turn)).text().strip();
    }

    @Test
    void isThatOfTheLastTurnAndOfTheSystemTexts() {
        Wording wording = Wording.of(request(List.of(
                Message.of(Role.SYSTEM, "Be kind."),
                Message.of(Role.USER, "As a table."),
                Message.of(Role.ASSISTANT, "In JSON."),
                Message.of(Role.USER, "Now shorter."),
                Message.of(Role.SYSTEM, "Be brief."))));

        assertEquals("Now shorter.\n\nBe kind.\n\nBe brief.", wording.text());
    }

    @Test
    void leavesOutWhatStandsBetweenFences() {
        assertEquals(
                "Explain.\n\n\n\nAs a list.",
                read("Explain.\n\n```\nin json\n```\n\nAs a list.").replaceAll("\n{5,}", "\n\n\n\n"));
        assertEquals("Explain.", read("Explain.\n```python\nprint('in json')"));
    }

    @Test
    void readsTheHeadAndTheTailOfALongText() {
        String head = "As a table. ".repeat(Wording.HEAD_CHARS / 12 + 1);
        String tail = "As a list. ".repeat(Wording.TAIL_CHARS / 11 + 1);

        String read = read(head + "In JSON. ".repeat(5_000) + tail);

        assertTrue(read.contains("As a table.") && read.contains("As a list.") && !read.contains("JSON"), read);
        assertTrue(read.length() <= Wording.HEAD_CHARS + Wording.TAIL_CHARS + 4);
    }

    @Test
    void leavesOutATailThatBeginsBetweenFences() {
        String read = read("Explain this: " + "x".repeat(Wording.HEAD_CHARS) + "```\n" + "in json ".repeat(1_000)
                + "```\nAs a list.");

        assertTrue(read.endsWith("As a list.") && !read.contains("json"), read);
    }

    @Test
    void readsABoundedNumberOfSystemTexts() {
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i <= Wording.SYSTEM_TEXTS; i++) messages.add(Message.of(Role.SYSTEM, "Rule " + i));

        assertEquals(
                "Rule 1\n\nRule 2\n\nRule 3\n\nRule 4",
                Wording.of(request(messages)).text().strip());
    }

    @Test
    void isEmptyWithoutWords() {
        assertTrue(Wording.of(request(List.of())).isEmpty());
        assertTrue(Wording.of(request(List.of(Message.of(Role.ASSISTANT, "Hello"))))
                .isEmpty());
    }
}
