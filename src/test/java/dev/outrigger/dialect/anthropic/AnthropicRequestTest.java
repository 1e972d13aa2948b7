package dev.outrigger.dialect.anthropic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.OutputFormat;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Part.Media.Kind;
import dev.outrigger.chat.Part.Source;
import dev.outrigger.chat.Passage;
import dev.outrigger.chat.Role;
import dev.outrigger.chat.Seal;
import dev.outrigger.chat.Strictness;
import dev.outrigger.chat.Thinking;
import dev.outrigger.chat.Thinking.Effort.Level;
import dev.outrigger.chat.Tool;
import dev.outrigger.chat.ToolCalling;
import dev.outrigger.chat.ToolChoice;
import dev.outrigger.support.Drawn;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnthropicRequestTest {
    private static final Seal SIGNATURE = new Seal("anthropic", "EqQBCgIYAhIM");

    @Test
    void readsTheSmallestRequest() {
        assertEquals(
                ChatRequest.of(new ModelName("auto"), "hi"),
                Wire.request("{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"));
    }

    @Test
    void readsATurnOfToolsAsMessagesOfTheirOwn() {
        // When
        List<Message> messages =
                Wire.request(Wire.cassette("request-tools.json")).messages();
        // Then
        assertEquals(
                List.of(
                        new Message(
                                Role.SYSTEM,
                                List.of(
                                        new Part.Text("You are a weather service."),
                                        new Part.CacheMark(Optional.of(Duration.ofHours(1))))),
                        Message.of(Role.USER, "Weather in Rome and Oslo?"),
                        new Message(
                                Role.ASSISTANT,
                                List.of(
                                        new Part.Reasoning("Two calls.", Optional.of(SIGNATURE)),
                                        new Part.SealedReasoning(new Seal("anthropic", "EmwKAhgBEgy3va3p")),
                                        new Part.Text("I'll look."),
                                        new Part.ToolCall("toolu_01A", "get_weather", "{\"city\": \"Rome\"}"),
                                        new Part.ToolCall("toolu_01B", "get_weather", "{\"city\": \"Oslo\"}"))),
                        new Message(
                                Role.TOOL,
                                List.of(
                                        new Part.ToolResult("toolu_01A", List.of(new Part.Text("21 degrees")), false),
                                        new Part.ToolResult(
                                                "toolu_01B",
                                                List.of(
                                                        new Part.Text("no station"),
                                                        new Part.Media(
                                                                Kind.IMAGE,
                                                                new Source.Inline("image/png", "iVBORw0KGgo="))),
                                                true),
                                        new Part.CacheMark(Optional.empty()))),
                        Message.of(Role.USER, "Be short.")),
                messages);
    }

    @Test
    void readsWhatIsAskedBesideTheMessages() {
        // When
        ChatRequest request = Wire.request(Wire.cassette("request-tools.json"));
        // Then
        Tool search = request.tools().get(1);
        assertEquals(
                new Tool(
                        "get_weather",
                        "Current weather of a city",
                        "{\"type\": \"object\", \"properties\": {\"city\": {\"type\": \"string\"}}, \"required\": [\"city\"]}",
                        Tool.Kind.FUNCTION,
                        Optional.of(Strictness.STRICT)),
                request.tools().getFirst());
        assertEquals("web_search_20250305", search.name());
        assertEquals(Tool.Kind.HOSTED, search.kind());
        assertTrue(search.schema().text().contains("\"max_uses\": 3"));
        assertEquals(Optional.of(new ToolChoice.Auto()), request.toolChoice());
        assertEquals(Optional.of(ToolCalling.ONE_AT_A_TIME), request.toolCalling());
        assertEquals(Optional.of(new Thinking.Budget(2048)), request.thinking());
        assertEquals(Optional.of(Thinking.Display.SHOWN), request.display());
        assertEquals(new Drawn().maxTokens(1024).stop("END").sampling(), request.sampling());
        assertTrue(request.stream());
        assertEquals(Set.of("metadata", "service_tier", "tools[].web_search_20250305"), request.vendorFields());
    }

    @Test
    void readsMediaWhereverTheyAre() {
        // When
        ChatRequest request = Wire.request(Wire.cassette("request-media.json"));
        // Then
        assertEquals(
                List.of(
                        new Part.Media(Kind.IMAGE, new Source.Url("https://example.org/a.jpg")),
                        new Part.Media(Kind.IMAGE, new Source.Inline("image/webp", "UklGRg==")),
                        new Part.Media(
                                Kind.DOCUMENT,
                                new Source.Inline("application/pdf", "JVBERi0="),
                                Optional.of("bill.pdf")),
                        new Part.Media(Kind.DOCUMENT, new Source.Inline("text/plain", "R3LDvMOfZQo=")),
                        new Part.Media(Kind.DOCUMENT, new Source.Url("https://example.org/b.pdf")),
                        new Part.Media(Kind.DOCUMENT, new Source.Uploaded("file_011C")),
                        new Part.Text("What is the total?")),
                request.messages().getFirst().parts());
        assertEquals(Set.of(), request.vendorFields());
    }

    @Test
    void readsTheFormWhereItIsSaidNowAndWhereItWasInBeta() {
        // Given
        String format = "{\"type\":\"json_schema\",\"schema\":{\"type\":\"object\"}}";
        OutputFormat expected =
                new OutputFormat.Schema("", Passage.of("{\"type\":\"object\"}"), Optional.of(Strictness.STRICT));
        // When, Then
        assertEquals(
                expected,
                Wire.requestWith("\"output_config\":{\"format\":" + format + "}")
                        .format());
        assertEquals(expected, Wire.requestWith("\"output_format\":" + format).format());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"type\":\"text\"} | output_config.format",
                "{\"type\":\"grammar\",\"x\":1} | output_config.format",
                "{\"type\":\"json_schema\",\"schema\":{},\"name\":\"n\"} | output_config.format.name",
            })
    void namesAFormItHasNoWordFor(String format, String name) {
        assertEquals(
                Set.of(name),
                Wire.requestWith("\"output_config\":{\"format\":" + format + "}")
                        .vendorFields());
    }

    @Test
    void readsEverySamplingField() {
        assertEquals(
                new Drawn()
                        .temperature(0.5)
                        .topP(0.9)
                        .topK(40)
                        .maxTokens(7)
                        .stop("a", "b")
                        .sampling(),
                Wire.requestWith("\"temperature\":0.5,\"top_p\":0.9,\"top_k\":40,\"max_tokens\":7,"
                                + "\"stop_sequences\":[\"a\",\"b\"]")
                        .sampling());
        assertEquals(
                new Drawn().sampling(),
                Wire.requestWith("\"top_k\":0,\"temperature\":null").sampling());
    }

    @ParameterizedTest
    @CsvSource({"low, LOW", "medium, MEDIUM", "high, HIGH", "xhigh, VERY_HIGH", "max, MAX"})
    void readsAnEffortWithAndWithoutAdaptiveThinking(String word, Level level) {
        // Given
        String effort = "\"output_config\":{\"effort\":\"" + word + "\"}";
        Optional<Thinking> expected = Optional.of(new Thinking.Effort(level));
        // When, Then
        assertEquals(expected, Wire.requestWith(effort).thinking());
        assertEquals(
                expected,
                Wire.requestWith("\"thinking\":{\"type\":\"adaptive\"}," + effort)
                        .thinking());
    }

    @Test
    void readsThinkingThatIsFreeOrOff() {
        // When
        ChatRequest free = Wire.requestWith("\"thinking\":{\"type\":\"adaptive\",\"display\":\"omitted\"}");
        ChatRequest off = Wire.requestWith("\"thinking\":{\"type\":\"disabled\"}");
        // Then
        assertEquals(Optional.of(new Thinking.Free()), free.thinking());
        assertEquals(Optional.of(Thinking.Display.HIDDEN), free.display());
        assertEquals(Optional.of(new Thinking.Off()), off.thinking());
        assertEquals(Optional.empty(), off.display());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"thinking\":{\"type\":\"between_tools\"} | thinking",
                "\"thinking\":{\"type\":\"adaptive\",\"display\":\"loud\"} | thinking.display",
                "\"thinking\":{\"type\":\"adaptive\",\"new\":1} | thinking.new",
                "\"thinking\":{\"type\":\"disabled\"},\"output_config\":{\"effort\":\"low\"} | output_config.effort",
                "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1024},\"output_config\":{\"effort\":\"low\"} | output_config.effort",
                "\"output_config\":{\"effort\":\"extreme\"} | output_config.effort",
                "\"output_config\":{\"new\":1} | output_config.new",
                "\"tool_choice\":{\"type\":\"some\"} | tool_choice",
                "\"container\":\"c\" | container",
                "\"cache_control\":{\"type\":\"ephemeral\"} | cache_control",
            })
    void namesWhatHasNoWord(String fields, String name) {
        assertEquals(Set.of(name), Wire.requestWith(fields).vendorFields());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {"none | None[]", "any | Required[]", "auto | Auto[]"})
    void readsAChoiceOfTools(String type, String expected) {
        assertEquals(
                expected,
                Wire.requestWith("\"tool_choice\":{\"type\":\"" + type + "\"}")
                        .toolChoice()
                        .orElseThrow()
                        .toString());
    }

    @Test
    void readsTheToolThatMustBeCalled() {
        // When
        ChatRequest request = Wire.requestWith(
                "\"tool_choice\":{\"type\":\"tool\",\"name\":\"f\",\"disable_parallel_tool_use\":false}");
        // Then
        assertEquals(Optional.of(new ToolChoice.Named("f")), request.toolChoice());
        assertEquals(Optional.of(ToolCalling.PARALLEL), request.toolCalling());
    }

    @Test
    void namesWhatATypedToolHasBesideItsFunction() {
        // When
        ChatRequest request = Wire.requestWith("\"tools\":[{\"type\":\"custom\",\"name\":\"f\","
                + "\"cache_control\":{\"type\":\"ephemeral\"},\"defer_loading\":true}]");
        // Then
        assertEquals(List.of(new Tool("f", "", "{}")), request.tools());
        assertEquals(Set.of("tools[].cache_control", "tools[].defer_loading"), request.vendorFields());
    }

    @Test
    void tellsUsageToEverybody() {
        assertTrue(Wire.inbound(Wire.cassette("request-tools.json")).wantsUsage());
    }
}
