package dev.outrigger.dialect.ollama;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Feature;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.OutputFormat;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Role;
import dev.outrigger.chat.Sampling;
import dev.outrigger.chat.Seal;
import dev.outrigger.chat.Thinking;
import dev.outrigger.chat.Tool;
import dev.outrigger.chat.ToolCalling;
import dev.outrigger.chat.ToolChoice;
import dev.outrigger.dialect.Encoding;
import dev.outrigger.support.Drawn;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OllamaRequestWriterTest {
    private static final Tool F = new Tool("f", "about f", "{\"type\":\"object\"}");
    private static final Tool G = new Tool("g", "", "{}");

    private List<Message> messages = List.of(Message.of(Role.USER, "hi"));
    private List<Tool> tools = List.of();
    private Optional<ToolChoice> choice = Optional.empty();
    private Optional<ToolCalling> calling = Optional.empty();
    private OutputFormat format = new OutputFormat.Free();
    private Sampling sampling = Sampling.UNSAID;
    private Optional<Thinking> thinking = Optional.empty();
    private Optional<Thinking.Display> display = Optional.empty();

    private Encoding encoding() {
        ChatRequest request = new ChatRequest(
                new ModelName("asked"),
                messages,
                tools,
                choice,
                calling,
                format,
                sampling,
                thinking,
                display,
                false,
                Set.of());
        return Lines.OLLAMA.encodeRequest(request, new ModelName("there"));
    }

    private Encoding.Said said() {
        return assertInstanceOf(Encoding.Said.class, encoding());
    }

    private String body() {
        return said().body().utf8();
    }

    private String unsayable(Role role, Part part) {
        messages = List.of(new Message(role, List.of(part)));
        return assertInstanceOf(Encoding.Unsayable.class, encoding()).what();
    }

    @Test
    void saysTheSmallestRequestAndThatItIsNotStreamed() {
        assertEquals(
                "{\"model\":\"there\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"stream\":false}", body());
        assertEquals(Set.of(), said().lost());
    }

    @Test
    void saysOnlyTheToolsThatMayBeCalled() {
        tools = List.of(F, G);
        choice = Optional.of(new ToolChoice.Among(List.of("f"), ToolChoice.Among.Duty.MAY));

        assertTrue(
                body().contains(
                                "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"description\":\"about f\","
                                        + "\"parameters\":{\"type\":\"object\"}}}]"),
                body());
        assertEquals(Set.of(), said().lost());

        choice = Optional.of(new ToolChoice.None());
        assertFalse(body().contains("tools"));
        assertEquals(Set.of(), said().lost());
    }

    @Test
    void namesThatAToolMustBeCalled() {
        tools = List.of(F, G);
        for (ToolChoice must : List.of(
                new ToolChoice.Required(),
                new ToolChoice.Named("g"),
                new ToolChoice.Among(List.of("f"), ToolChoice.Among.Duty.MUST))) {
            choice = Optional.of(must);
            assertEquals(Set.of(Feature.TOOL_CHOICE), said().lost());
        }
        choice = Optional.of(new ToolChoice.Auto());
        calling = Optional.of(ToolCalling.PARALLEL);
        assertEquals(Set.of(), said().lost());

        calling = Optional.of(ToolCalling.ONE_AT_A_TIME);
        assertEquals(Set.of(Feature.TOOL_CALLING), said().lost());
    }

    @ParameterizedTest
    @CsvSource({
        "MINIMAL,low,true",
        "LOW,low,false",
        "MEDIUM,medium,false",
        "HIGH,high,false",
        "VERY_HIGH,high,true",
        "MAX,max,false"
    })
    void saysTheNearestLevelOfThinkingAndNamesAnother(Thinking.Effort.Level level, String word, boolean named) {
        thinking = Optional.of(new Thinking.Effort(level));

        assertTrue(body().contains("\"think\":\"" + word + "\""));
        assertEquals(named ? Set.of(Feature.THINKING) : Set.of(), said().lost());
    }

    @ParameterizedTest
    @CsvSource({"1,low", "2048,low", "2049,medium", "8192,medium", "8193,high"})
    void saysABudgetAsALevel(int tokens, String word) {
        thinking = Optional.of(new Thinking.Budget(tokens));

        assertTrue(body().contains("\"think\":\"" + word + "\""));
        assertEquals(Set.of(Feature.THINKING), said().lost());
    }

    @Test
    void namesWhatOllamaHasNoWordFor() {
        display = Optional.of(Thinking.Display.HIDDEN);
        sampling = new Drawn().choices(2).sampling();
        Seal seal = new Seal("anthropic", "SEAL");
        messages = List.of(new Message(
                Role.ASSISTANT,
                List.of(
                        new Part.Reasoning("I see", Optional.of(seal)),
                        new Part.SealedReasoning(seal),
                        new Part.Text("x"),
                        new Part.Refusal("y"),
                        new Part.CacheMark(Optional.empty()))));

        assertEquals(
                Set.of(Feature.DISPLAY, Feature.CHOICES, Feature.REASONING, Feature.CACHE_MARK, Feature.REFUSAL),
                said().lost());
        assertTrue(body().contains("[{\"role\":\"assistant\",\"content\":\"x\\ny\"}]"), body());
        assertFalse(body().contains("SEAL"));
        assertFalse(body().contains("I see"), body());
    }

    @Test
    void saysTheToolOfAResultAndThatItFailed() {
        messages = List.of(
                new Message(Role.ASSISTANT, List.of(new Part.ToolCall("c1", "f", "{\"n\":1.50}"))),
                new Message(
                        Role.TOOL,
                        List.of(
                                new Part.ToolResult("c1", List.of(new Part.Text("no")), true),
                                new Part.ToolResult("c9", List.of(), false))));

        assertTrue(
                body().contains("[{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"c1\",\"function\":{\"name\":\"f\","
                        + "\"arguments\":{\"n\":1.50}}}],\"content\":\"\"},"
                        + "{\"role\":\"tool\",\"content\":\"The tool failed:\\nno\",\"tool_call_id\":\"c1\",\"tool_name\":\"f\"},"
                        + "{\"role\":\"tool\",\"content\":\"\",\"tool_call_id\":\"c9\"}]"),
                body());
        assertEquals(Set.of(Feature.TOOL_ERROR), said().lost());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|{}",
                "{\"a\":1}|{\"a\":1}",
            })
    void saysArgumentsAsAnObject(String arguments, String object) {
        messages = List.of(new Message(Role.ASSISTANT, List.of(new Part.ToolCall("c1", "f", arguments))));

        assertTrue(body().contains("\"arguments\":" + object + "}"), body());
    }

    @Test
    void cannotSayWhatCannotBeLeftOut() {
        Part.Source url = new Part.Source.Url("https://example.org/SECRET");

        assertEquals(
                "a picture that is not in the request",
                unsayable(Role.USER, new Part.Media(Part.Media.Kind.IMAGE, url)));
        assertEquals(
                "a medium that is no picture",
                unsayable(
                        Role.USER,
                        new Part.Media(Part.Media.Kind.AUDIO, new Part.Source.Inline("audio/wav", "UklGRg=="))));
        assertEquals("a part of the kind x", unsayable(Role.USER, new Part.Other("x")));
        assertEquals("a tool's message that is no result", unsayable(Role.TOOL, new Part.Text("x")));
        assertEquals(
                "a tool's result in another's message",
                unsayable(Role.USER, new Part.ToolResult("c", List.of(), false)));
    }

    @Test
    void cannotSayToolsThatAreNoFunctions() {
        tools = List.of(new Tool("sql", "", "{}", Tool.Kind.FREE_FORM));
        assertEquals("the tool of free text sql", unsayable(Role.USER, new Part.Text("x")));

        tools = List.of(new Tool("web_search", "", "{}", Tool.Kind.HOSTED));
        assertEquals("the hosted tool web_search", unsayable(Role.USER, new Part.Text("x")));
    }

    @Test
    void saysASchemaAsTheFormatItself() {
        format = new OutputFormat.Schema("city", "{\"type\":\"object\",\"maximum\":1.10}");
        assertTrue(body().contains("\"format\":{\"type\":\"object\",\"maximum\":1.10}"), body());

        format = new OutputFormat.Schema("city", "");
        assertTrue(body().contains("\"format\":\"json\""));

        format = new OutputFormat.Schema("city", "{SECRET");
        assertEquals("a schema that is no JSON", unsayable(Role.USER, new Part.Text("x")));
    }
}
