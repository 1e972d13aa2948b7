package dev.outrigger.analyze;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Role;
import dev.outrigger.chat.Tool;
import dev.outrigger.support.Asked;
import java.util.List;
import org.junit.jupiter.api.Test;

class StructureProbeTest {
    private static ChatRequest request(List<Tool> tools, Message... messages) {
        return Asked.of(messages).tools(tools).request();
    }

    private static double number(Dimension dimension, ChatRequest request) {
        Reading reading = new StructureProbe().measure(Subject.of(request)).result();
        return Analysis.of(reading.scores()).number(dimension).orElseThrow();
    }

    private static Part image() {
        return new Part.Media(Part.Media.Kind.IMAGE, new Part.Source.Url("https://example.com/a.png"));
    }

    @Test
    void countsTheUsersTurns() {
        ChatRequest request = request(
                List.of(),
                Message.of(Role.SYSTEM, "Be brief."),
                Message.of(Role.USER, "Hi"),
                Message.of(Role.ASSISTANT, "Hello"),
                Message.of(Role.USER, "Bye"));

        assertEquals(2, number(Dimension.TURNS, request));
    }

    @Test
    void countsTools() {
        ChatRequest request = request(List.of(new Tool("now", "The time.", "{}")), Message.of(Role.USER, "Hi"));

        assertEquals(1, number(Dimension.TOOLS, request));
    }

    @Test
    void countsImagesInsideToolResultsToo() {
        ChatRequest request = request(
                List.of(),
                new Message(Role.USER, List.of(image())),
                new Message(Role.TOOL, List.of(new Part.ToolResult("1", List.of(image()), false))));

        assertEquals(2, number(Dimension.IMAGES, request));
    }

    @Test
    void countsFencedBlocksNotFences() {
        ChatRequest request = request(
                List.of(),
                Message.of(Role.USER, "```java\nint i;\n```\nand\n```\nint j;\n```\nand an open one\n```\n"));

        assertEquals(3, number(Dimension.CODE_FENCES, request));
    }

    @Test
    void countsTheTokensOfToolsAndImages() {
        // Given
        ChatRequest plain = request(List.of(), Message.of(Role.USER, "Hi"));
        ChatRequest laden = request(
                List.of(new Tool("now", "The time.", "{\"type\":\"object\"}")),
                new Message(Role.USER, List.of(new Part.Text("Hi"), image())));

        // When
        double more = number(Dimension.TOKENS, laden) - number(Dimension.TOKENS, plain);

        // Then
        assertEquals(811, more, 3);
    }
}
