package dev.outrigger.dialect.openai;

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
import dev.outrigger.chat.Passage;
import dev.outrigger.chat.Role;
import dev.outrigger.chat.Sampling;
import dev.outrigger.chat.Seal;
import dev.outrigger.chat.Thinking;
import dev.outrigger.chat.Tool;
import dev.outrigger.chat.ToolCalling;
import dev.outrigger.chat.ToolChoice;
import dev.outrigger.dialect.Encoding;
import dev.outrigger.support.Drawn;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenAiRequestWriterTest {
    private static final Message HI = Message.of(Role.USER, "hi");

    private List<Message> messages = List.of(HI);
    private List<Tool> tools = List.of();
    private Optional<ToolChoice> choice = Optional.empty();
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
                Optional.of(ToolCalling.ONE_AT_A_TIME),
                format,
                sampling,
                thinking,
                display,
                false,
                Set.of());
        return Wire.OPENAI.encodeRequest(request, new ModelName("there"));
    }

    private Encoding.Said said() {
        return assertInstanceOf(Encoding.Said.class, encoding());
    }

    private String unsayable() {
        return assertInstanceOf(Encoding.Unsayable.class, encoding()).what();
    }

    private String body() {
        return said().body().utf8();
    }

    private void of(Role role, Part... parts) {
        messages = List.of(new Message(role, List.of(parts)));
    }

    @Test
    void saysTheSmallestRequestForTheModelOfUpstream() {
        assertEquals("{\"model\":\"there\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}", body());
    }

    @Test
    void saysNothingOfToolsWhereThereAreNone() {
        choice = Optional.of(new ToolChoice.Auto());

        assertFalse(body().contains("tool"));
    }

    @ParameterizedTest
    @CsvSource({"1,low", "2048,low", "2049,medium", "8192,medium", "8193,high"})
    void saysABudgetAsTheNearestEffortAndNamesIt(int tokens, String effort) {
        thinking = Optional.of(new Thinking.Budget(tokens));

        assertTrue(body().contains("\"reasoning_effort\":\"" + effort + "\""));
        assertEquals(Set.of(Feature.THINKING), said().lost());
    }

    /** It never shows them. */
    @Test
    void needNotSayThatThoughtsAreHidden() {
        display = Optional.of(Thinking.Display.HIDDEN);

        assertFalse(body().contains("reasoning"));
        assertEquals(Set.of(), said().lost());
    }

    /** The models of these days do not think unless told how much. */
    @Test
    void namesThatAModelIsNotToldToThinkAsItLikes() {
        thinking = Optional.of(new Thinking.Free());

        assertFalse(body().contains("reasoning"));
        assertEquals(Set.of(Feature.THINKING), said().lost());
    }

    @Test
    void namesWhatOpenAiHasNoWordFor() {
        display = Optional.of(Thinking.Display.SHOWN);
        sampling = new Drawn().topK(3).sampling();
        of(
                Role.ASSISTANT,
                new Part.Reasoning("I see", Optional.of(new Seal("anthropic", "SEAL"))),
                new Part.SealedReasoning(new Seal("anthropic", "SEAL")),
                new Part.Text("x"),
                new Part.CacheMark(Optional.of(Duration.ofMinutes(5))));

        assertEquals(
                Set.of(Feature.DISPLAY, Feature.TOP_K, Feature.REASONING, Feature.CACHE_MARK, Feature.PREFILL),
                said().lost());
        assertTrue(body().contains("[{\"role\":\"assistant\",\"content\":\"x\"}]"), body());
    }

    @Test
    void namesASchemaThatHasNoName() {
        format = new OutputFormat.Schema("", "{\"type\":\"object\",\"maximum\":12345678901234567890.10}");

        assertTrue(
                body().contains(
                                "{\"name\":\"answer\",\"schema\":{\"type\":\"object\",\"maximum\":12345678901234567890.10}}"),
                body());
    }

    @Test
    void leavesOutASchemaThatWasNotGiven() {
        format = new OutputFormat.Schema("x", "");

        assertTrue(body().contains("\"json_schema\":{\"name\":\"x\"}"), body());
    }

    @Test
    void cannotSayASchemaThatIsNone() {
        format = new OutputFormat.Schema("x", "{SECRET");

        assertEquals("a schema that is no JSON", unsayable());
    }

    @Test
    void saysAnEmptyMessageAsAnEmptyText() {
        of(Role.USER, new Part.CacheMark(Optional.empty()));

        assertTrue(body().contains("{\"role\":\"user\",\"content\":\"\"}"));
    }

    @Test
    void saysCallsAndRefusalsWithoutAText() {
        of(
                Role.ASSISTANT,
                new Part.Refusal("I "),
                new Part.Refusal("won't"),
                new Part.ToolCall("c1", "f", "{\"a\":1}"));

        assertTrue(
                body().contains("{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"c1\",\"type\":"
                        + "\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"a\\\":1}\"}}],"
                        + "\"refusal\":\"I won't\"}"),
                body());
    }

    @Test
    void tellsTheModelThatAToolFailed() {
        of(Role.TOOL, new Part.ToolResult("c1", List.of(new Part.Text("no such city")), true));

        assertTrue(
                body().contains("{\"role\":\"tool\",\"tool_call_id\":\"c1\",\"content\":[{\"type\":\"text\",\"text\":"
                        + "\"The tool failed:\"},{\"type\":\"text\",\"text\":\"no such city\"}]}"),
                body());
        assertEquals(Set.of(Feature.TOOL_ERROR), said().lost());
    }

    @Test
    void showsWhatToolsFoundAfterTheLastResult() {
        Part image = new Part.Media(Part.Media.Kind.IMAGE, new Part.Source.Inline("image/png", "QUJD"));
        messages = List.of(
                new Message(
                        Role.TOOL,
                        List.of(
                                new Part.ToolResult("c1", List.of(image), false),
                                new Part.ToolResult("c2", List.of(new Part.Text("two")), false))),
                new Message(Role.TOOL, List.of(new Part.ToolResult("c3", List.of(new Part.Text("three")), false))),
                HI);

        assertTrue(
                body().contains("[{\"role\":\"tool\",\"tool_call_id\":\"c1\",\"content\":\"\"},"
                        + "{\"role\":\"tool\",\"tool_call_id\":\"c2\",\"content\":\"two\"},"
                        + "{\"role\":\"tool\",\"tool_call_id\":\"c3\",\"content\":\"three\"},"
                        + "{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":"
                        + "{\"url\":\"data:image/png;base64,QUJD\"}}]},{\"role\":\"user\",\"content\":\"hi\"}]"),
                body());
    }

    @ParameterizedTest
    @CsvSource({"audio/wav,wav", "audio/x-wav,wav", "audio/mpeg,mp3", "audio/mp3,mp3", "audio/wav;rate=8000,wav"})
    void namesAnAudioFormatByTheEndOfItsType(String type, String format) {
        of(Role.USER, new Part.Media(Part.Media.Kind.AUDIO, new Part.Source.Inline(type, "QUJD")));

        assertTrue(body().contains("\"input_audio\":{\"data\":\"QUJD\",\"format\":\"" + format + "\"}"), body());
    }

    @Test
    void cannotSayWhatCannotBeLeftOut() {
        Part.Source url = new Part.Source.Url("https://example.org/SECRET");
        Part.Source file = new Part.Source.Uploaded("SECRET");

        assertUnsayable("a video", Role.USER, new Part.Media(Part.Media.Kind.VIDEO, url));
        assertUnsayable("a sound that is not in the request", Role.USER, new Part.Media(Part.Media.Kind.AUDIO, url));
        assertUnsayable(
                "a document that is not in the request", Role.USER, new Part.Media(Part.Media.Kind.DOCUMENT, url));
        assertUnsayable(
                "a medium that was uploaded to another vendor", Role.USER, new Part.Media(Part.Media.Kind.IMAGE, file));
        assertUnsayable(
                "a medium in an assistant's message", Role.ASSISTANT, new Part.Media(Part.Media.Kind.IMAGE, url));
        assertUnsayable("a medium in the system's message", Role.SYSTEM, new Part.Media(Part.Media.Kind.IMAGE, url));
        assertUnsayable("a part of the kind container_upload", Role.USER, new Part.Other("container_upload"));
        assertUnsayable("a tool's message that is no result", Role.TOOL, new Part.Text("x"));
        assertUnsayable("a tool's result in another's message", Role.USER, new Part.ToolResult("c", List.of(), false));
    }

    private void assertUnsayable(String what, Role role, Part part) {
        of(role, part);
        assertEquals(what, unsayable());
    }

    @Test
    void cannotSayAVendorsOwnTool() {
        tools = List.of(new Tool("web_search", "", "{}", Tool.Kind.HOSTED));

        assertEquals("the hosted tool web_search", unsayable());
    }

    @Test
    void saysToolsOfFreeTextAsCustomOnes() {
        tools = List.of(
                new Tool("sql", "", "{\"type\":\"grammar\"}", Tool.Kind.FREE_FORM),
                new Tool("note", "keeps", "{}", Tool.Kind.FREE_FORM),
                new Tool("f", "", "{}"));
        choice = Optional.of(new ToolChoice.Among(List.of("sql", "f"), ToolChoice.Among.Duty.MUST));
        of(Role.ASSISTANT, new Part.ToolCall("c1", "sql", "select 1"));

        String body = body();

        assertTrue(
                body.contains("{\"type\":\"custom\",\"custom\":{\"name\":\"sql\",\"format\":{\"type\":\"grammar\"}}}"),
                body);
        assertTrue(
                body.contains("{\"type\":\"custom\",\"custom\":{\"name\":\"note\",\"description\":\"keeps\"}}"), body);
        assertTrue(body.contains("{\"type\":\"function\",\"function\":{\"name\":\"f\"}}"), body);
        assertTrue(
                body.contains("{\"type\":\"allowed_tools\",\"allowed_tools\":{\"mode\":\"required\",\"tools\":["
                        + "{\"type\":\"custom\",\"custom\":{\"name\":\"sql\"}},"
                        + "{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]}}"),
                body);
        assertTrue(
                body.contains(
                        "{\"id\":\"c1\",\"type\":\"custom\",\"custom\":{\"name\":\"sql\",\"input\":\"select 1\"}}"),
                body);
    }

    @Test
    void readsBackToolsOfFreeText() {
        tools = List.of(new Tool("sql", "about", "{\"type\":\"text\"}", Tool.Kind.FREE_FORM));
        choice = Optional.of(new ToolChoice.Named("sql"));
        of(Role.ASSISTANT, new Part.ToolCall("c1", "sql", "select 1"));

        ChatRequest read = Wire.request(body());

        assertEquals(tools, read.tools());
        assertEquals(choice, read.toolChoice());
        assertEquals(messages, read.messages());
    }

    @Test
    void writesHalfASurrogateAsTheEscapeItCameAs() {
        messages = List.of(new Message(Role.USER, List.of(new Part.Text(Passage.of("a\ud800b")))));

        assertTrue(body().toLowerCase(java.util.Locale.ROOT).contains("\"a\\ud800b\""), body());
    }
}
