package dev.outrigger.analyze;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.OutputFormat;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Role;
import dev.outrigger.chat.Tool;
import dev.outrigger.support.Asked;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StructureProbeTest {
    private static final Tool CLOCK = new Tool("now", "The time.", "{}");
    private static final Message ASKED = Message.of(Role.USER, "What time is it?");
    private static final Message CALL = new Message(Role.ASSISTANT, List.of(new Part.ToolCall("1", "now", "{}")));
    private static final Message RESULT =
            new Message(Role.TOOL, List.of(new Part.ToolResult("1", List.of(new Part.Text("12:00")), false)));

    private static ChatRequest request(List<Tool> tools, Message... messages) {
        return Asked.of(messages).tools(tools).request();
    }

    private static double number(Dimension dimension, ChatRequest request) {
        Reading reading = new StructureProbe().measure(Subject.of(request)).result();
        return Analysis.of(reading.scores()).number(dimension).orElseThrow();
    }

    private static String label(Dimension dimension, ChatRequest request) {
        Reading reading = new StructureProbe().measure(Subject.of(request)).result();
        return Analysis.of(reading.scores()).label(dimension).orElseThrow();
    }

    private static Part media(Part.Media.Kind kind) {
        return new Part.Media(kind, new Part.Source.Uploaded("file-1"));
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
    void readsNoMoreThanIsWanted() {
        ChatRequest request = request(List.of(), Message.of(Role.USER, "Hi"));

        Reading read = new StructureProbe()
                .measure(Subject.of(request), Set.of(Dimension.TURNS))
                .result();

        assertEquals(Set.of(Dimension.TURNS), read.scores().keySet());
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
    void countsEachKindOfMediaForItself() {
        ChatRequest request = request(
                List.of(),
                new Message(Role.USER, List.of(media(Part.Media.Kind.DOCUMENT), media(Part.Media.Kind.AUDIO))),
                new Message(
                        Role.TOOL, List.of(new Part.ToolResult("1", List.of(media(Part.Media.Kind.DOCUMENT)), false))));

        assertEquals(2, number(Dimension.DOCUMENTS, request));
        assertEquals(1, number(Dimension.AUDIO, request));
        assertEquals(0, number(Dimension.VIDEO, request));
        assertEquals(0, number(Dimension.IMAGES, request));
    }

    @Test
    void seesNoLoopWhereNoToolsAreOfferedOrUsed() {
        assertEquals("none", label(Dimension.TOOL_LOOP, request(List.of(), Message.of(Role.USER, "Hi"))));
    }

    @Test
    void seesToolsOfferedUntilAResultIsThere() {
        assertEquals("offered", label(Dimension.TOOL_LOOP, request(List.of(CLOCK), Message.of(Role.USER, "Hi"))));
        assertEquals("running", label(Dimension.TOOL_LOOP, request(List.of(CLOCK), ASKED, CALL, RESULT)));
    }

    @Test
    void seesTheLoopEndWithTheModelsWords() {
        Message done = Message.of(Role.ASSISTANT, "It is noon.");
        Message thanks = Message.of(Role.USER, "Thanks");

        assertEquals("offered", label(Dimension.TOOL_LOOP, request(List.of(CLOCK), ASKED, CALL, RESULT, done, thanks)));
        assertEquals("none", label(Dimension.TOOL_LOOP, request(List.of(), ASKED, CALL, RESULT, done, thanks)));
    }

    @Test
    void seesTheLoopGoOnWhateverTheUserSaysBesideTheResults() {
        Message hurry = Message.of(Role.USER, "Hurry up");

        assertEquals("running", label(Dimension.TOOL_LOOP, request(List.of(CLOCK), ASKED, CALL, RESULT, hurry)));
        assertEquals("running", label(Dimension.TOOL_LOOP, request(List.of(), ASKED, CALL, RESULT)));
    }

    @Test
    void tellsTheFormOfTheAnswer() {
        assertEquals("none", label(Dimension.OUTPUT_SCHEMA, Asked.of("Hi").request()));
        assertEquals(
                "json",
                label(
                        Dimension.OUTPUT_SCHEMA,
                        Asked.of("Hi").format(new OutputFormat.Json()).request()));
        assertEquals(
                "schema",
                label(
                        Dimension.OUTPUT_SCHEMA,
                        Asked.of("Hi")
                                .format(new OutputFormat.Schema("a", "{}"))
                                .request()));
    }

    @Test
    void measuresAllThatItPromises() {
        StructureProbe probe = new StructureProbe();

        assertEquals(
                probe.dimensions(),
                probe.measure(Subject.of(Asked.of("Hi").request()))
                        .result()
                        .scores()
                        .keySet());
    }

    @Test
    void countsTokensForEveryFamily() {
        Reading reading = new StructureProbe()
                .measure(Subject.of(Asked.of("法国的首都是哪里？").request()))
                .result();

        assertInstanceOf(Score.Measured.class, reading.scores().get(Dimension.FAMILY_TOKENS));
        Score.Measured measured = (Score.Measured) reading.scores().get(Dimension.FAMILY_TOKENS);
        assertEquals(
                Dimension.FAMILY_TOKENS.parts(),
                List.copyOf(((Score.Value.Amounts) measured.value()).numbers().keySet()));
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
