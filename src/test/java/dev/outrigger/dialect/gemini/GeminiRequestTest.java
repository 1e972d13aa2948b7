package dev.outrigger.dialect.gemini;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.OutputFormat;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Part.Media;
import dev.outrigger.chat.Part.Source;
import dev.outrigger.chat.Passage;
import dev.outrigger.chat.Role;
import dev.outrigger.chat.Seal;
import dev.outrigger.chat.Strictness;
import dev.outrigger.chat.Thinking;
import dev.outrigger.chat.Tool;
import dev.outrigger.chat.ToolChoice;
import dev.outrigger.support.Drawn;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeminiRequestTest {
    private static final ChatRequest TOOLS = Wire.request(Wire.cassette("request-tools.json"));
    private static final ChatRequest MEDIA = Wire.request(Wire.cassette("request-media.json"));

    @Test
    void readsAToolLoop() {
        assertEquals(
                List.of(
                        Message.of(Role.SYSTEM, "You are a travel agent."),
                        Message.of(Role.USER, "What is the weather in Paris and in Zürich?"),
                        new Message(
                                Role.ASSISTANT,
                                List.of(
                                        new Part.Reasoning(
                                                "The user wants two cities.",
                                                Optional.of(new Seal("gemini", "c2lnbmF0dXJlLTE="))),
                                        new Part.ToolCall("fc_1", "get_weather", "{\"city\": \"Paris\"}"),
                                        new Part.ToolCall("fc_2", "get_weather", "{\"city\": \"Zürich\"}"))),
                        new Message(
                                Role.TOOL,
                                List.of(
                                        new Part.ToolResult("fc_1", List.of(new Part.Text("18 degrees")), false),
                                        new Part.ToolResult("fc_2", List.of(new Part.Text("no such city")), true)))),
                TOOLS.messages());
    }

    @Test
    void readsToolsAndTheirChoice() {
        assertEquals(
                List.of(
                        new Tool(
                                "get_weather",
                                "Weather now",
                                "{\"type\": \"object\", \"properties\": {\"city\": {\"type\": \"string\"}}, \"required\": [\"city\"]}")),
                TOOLS.tools());
        assertEquals(Optional.of(new ToolChoice.Named("get_weather")), TOOLS.toolChoice());
    }

    @Test
    void readsHowTheAnswerIsDrawn() {
        assertEquals(
                new Drawn()
                        .temperature(0.4)
                        .topP(0.9)
                        .topK(40)
                        .maxTokens(512)
                        .stop("END")
                        .seed(7)
                        .choices(2)
                        .presencePenalty(0.5)
                        .frequencyPenalty(-0.5)
                        .topLogProbs(3)
                        .sampling(),
                TOOLS.sampling());
        assertEquals(Optional.of(new Thinking.Effort(Thinking.Effort.Level.LOW)), TOOLS.thinking());
        assertEquals(Optional.of(Thinking.Display.SHOWN), TOOLS.display());
        assertEquals(Set.of(), TOOLS.vendorFields());
    }

    @Test
    void readsEveryKindOfMedium() {
        assertEquals(
                List.of(
                        new Part.Text("What is in these?"),
                        new Media(Media.Kind.IMAGE, new Source.Inline("image/png", "aGVsbG8=")),
                        new Media(Media.Kind.AUDIO, new Source.Inline("audio/mp3", "c291bmQ=")),
                        new Media(Media.Kind.DOCUMENT, new Source.Inline("application/pdf", "JVBERg==")),
                        new Media(
                                Media.Kind.VIDEO,
                                new Source.Uploaded("https://generativelanguage.googleapis.com/v1beta/files/abc123")),
                        new Media(Media.Kind.VIDEO, new Source.Url("https://www.youtube.com/watch?v=9hE5-98ZeCg")),
                        new Media(Media.Kind.IMAGE, new Source.Url("https://example.org/cat.jpg"))),
                MEDIA.messages().getLast().parts());
    }

    @Test
    void readsTheOlderSpellingOfEveryField() {
        assertEquals(Message.of(Role.SYSTEM, "Describe."), MEDIA.messages().getFirst());
        assertEquals(Optional.of(new Thinking.Budget(1024)), MEDIA.thinking());
        assertEquals(
                Set.of("safetySettings", "cachedContent", "generationConfig.media_resolution"), MEDIA.vendorFields());
    }

    @Test
    void readsAnOlderSchemaAsJsonSchema() {
        String schema = "{\"type\":\"object\",\"properties\":{\"names\":{\"type\":\"array\",\"items\":"
                + "{\"type\":\"string\"},\"minItems\":1,\"maxItems\":4},\"mood\":{\"type\":[\"string\",\"null\"],"
                + "\"enum\":[\"GOOD\",\"BAD\",null]},\"min_length\":{\"type\":\"integer\"}},\"required\":[\"names\"]}";

        assertEquals(new OutputFormat.Schema("", Passage.of(schema), Optional.of(Strictness.STRICT)), MEDIA.format());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|{}",
                "{\"anyOf\":[{\"type\":\"STRING\"},{\"type\":\"NUMBER\"}],\"nullable\":true}|{\"anyOf\":[{\"type\":\"string\"},{\"type\":\"number\"},{\"type\":\"null\"}]}",
                "{\"type\":\"OBJECT\",\"properties\":{\"nullable\":{\"type\":\"BOOLEAN\"}},\"any_of\":[]}|{\"type\":\"object\",\"properties\":{\"nullable\":{\"type\":\"boolean\"}},\"anyOf\":[]}",
                "{\"type\":\"TYPE_UNSPECIFIED\",\"example\":1,\"title\":\"t\"}|{\"examples\":[1],\"title\":\"t\"}",
                "{\"type\":\"string\",\"format\":\"date-time\",\"max_length\":\"9\"}|{\"type\":\"string\",\"format\":\"date-time\",\"maxLength\":9}",
                "{\"type\":\"OBJECT\",\"additionalProperties\":{\"type\":\"INTEGER\"}}|{\"type\":\"object\",\"additionalProperties\":{\"type\":\"integer\"}}",
                "{\"type\":\"OBJECT\",\"additionalProperties\":false}|{\"type\":\"object\",\"additionalProperties\":false}",
            })
    void writesSchemasOfFunctionsAnew(String older, String schema) {
        ChatRequest request = Wire.requestWith(
                "\"tools\":[{\"functionDeclarations\":[{\"name\":\"f\",\"parameters\":" + older + "}]}]");

        assertEquals(List.of(new Tool("f", "", schema)), request.tools());
    }

    @Test
    void aFunctionWithoutParametersTakesNone() {
        ChatRequest request =
                Wire.requestWith("\"tools\":{\"function_declarations\":{\"name\":\"f\",\"behavior\":\"BLOCKING\"}}");

        assertEquals(List.of(new Tool("f", "", "{}")), request.tools());
        assertEquals(Set.of("tools[].functionDeclarations[].behavior"), request.vendorFields());
    }

    @Test
    void toolsOfTheVendorAreHosted() {
        ChatRequest request = Wire.requestWith(
                "\"tools\":[{\"google_search\":{}},{\"codeExecution\":{},\"functionDeclarations\":[]}]");

        assertEquals(
                List.of("googleSearch", "codeExecution"),
                request.tools().stream().map(Tool::name).toList());
        assertTrue(request.tools().stream().allMatch(tool -> tool.kind() == Tool.Kind.HOSTED));
        assertEquals(Set.of("tools[].googleSearch", "tools[].codeExecution"), request.vendorFields());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"mode\":\"AUTO\"}|Auto[]",
                "{\"mode\":\"none\"}|None[]",
                "{\"mode\":\"ANY\"}|Required[]",
                "{\"mode\":\"ANY\",\"allowedFunctionNames\":[\"f\"]}|Named[name=f]",
                "{\"mode\":\"ANY\",\"allowed_function_names\":[\"f\",\"g\"]}|Among[names=[f, g], duty=MUST]",
                "{\"mode\":\"VALIDATED\",\"allowedFunctionNames\":[\"f\",\"g\"]}|Among[names=[f, g], duty=MAY]",
                "{\"mode\":\"VALIDATED\"}|Auto[]",
            })
    void readsWhichFunctionMustBeCalled(String config, String choice) {
        ChatRequest request = Wire.requestWith("\"toolConfig\":{\"functionCallingConfig\":" + config + "}");

        assertEquals(choice, request.toolChoice().map(Object::toString).orElse("unsaid"));
    }

    @Test
    void whatIsValidatedIsStrict() {
        ChatRequest request = Wire.requestWith(
                "\"tools\":[{\"functionDeclarations\":[{\"name\":\"f\"}]}],\"tool_config\":{\"function_calling_config\":{\"mode\":\"VALIDATED\"}}");

        assertEquals(Optional.of(Strictness.STRICT), request.tools().getFirst().strictness());
    }

    @Test
    void aModeWithoutAWordIsNamed() {
        ChatRequest request = Wire.requestWith("\"toolConfig\":{\"functionCallingConfig\":{\"mode\":\"NEW\"},"
                + "\"retrievalConfig\":{\"languageCode\":\"de\"}}");

        assertEquals(Optional.empty(), request.toolChoice());
        assertEquals(
                Set.of("toolConfig.functionCallingConfig.mode", "toolConfig.retrievalConfig"), request.vendorFields());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"thinkingBudget\":0}|Off[]",
                "{\"thinkingBudget\":-1}|Free[]",
                "{\"thinkingBudget\":512}|Budget[tokens=512]",
                "{\"thinkingLevel\":\"minimal\"}|Effort[level=MINIMAL]",
                "{\"thinkingLevel\":\"MEDIUM\",\"thinkingBudget\":5}|Effort[level=MEDIUM]",
                "{\"thinking_level\":\"HIGH\"}|Effort[level=HIGH]",
                "{\"thinkingLevel\":\"XHIGH\"}|Effort[level=VERY_HIGH]",
                "{\"thinkingLevel\":\"THINKING_LEVEL_UNSPECIFIED\"}|unsaid",
                "{\"thinkingBudget\":null}|unsaid",
            })
    void readsHowMuchIsThought(String config, String thinking) {
        ChatRequest request = Wire.requestWith("\"generationConfig\":{\"thinkingConfig\":" + config + "}");

        assertEquals(thinking, request.thinking().map(Object::toString).orElse("unsaid"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|Free[]",
                "{\"responseMimeType\":\"text/plain\"}|Free[]",
                "{\"responseMimeType\":\"application/json\"}|Json[root=ANY]",
                "{\"responseMimeType\":\"text/x.enum\"}|Free[]",
            })
    void readsTheFormOfTheAnswer(String config, String format) {
        ChatRequest request = Wire.requestWith("\"generationConfig\":" + config);

        assertEquals(format, request.format().toString());
        assertEquals(config.contains("enum"), request.vendorFields().contains("generationConfig.responseMimeType"));
    }

    @Test
    void aJsonSchemaStaysAsItIsWritten() {
        ChatRequest request = Wire.requestWith(
                "\"generationConfig\":{\"responseMimeType\":\"application/json\",\"responseJsonSchema\":{ \"type\":\"object\" }}");

        assertEquals(
                new OutputFormat.Schema("", Passage.of("{ \"type\":\"object\" }"), Optional.of(Strictness.STRICT)),
                request.format());
    }

    @Test
    void aFractionOfTopKIsACount() {
        assertEquals(
                40,
                Wire.requestWith("\"generationConfig\":{\"topK\":40.0}")
                        .sampling()
                        .topK()
                        .orElseThrow());
        assertTrue(Wire.requestWith("\"generationConfig\":{\"topK\":0}")
                .sampling()
                .topK()
                .isEmpty());
    }

    @Test
    void passesUnknownVendorFieldsThrough() {
        ChatRequest request = Wire.requestWith(
                "\"safety_settings\":[1],\"labels\":{\"a\":\"b\"},\"generationConfig\":{\"speechConfig\":{\"a\":1}},\"x y\":1");

        assertEquals(
                Set.of("safetySettings", "labels", "generationConfig.speechConfig", "unprintable"),
                request.vendorFields());
    }

    @Test
    void aModelInTheBodyIsNothingNew() {
        ChatRequest request = Wire.requestWith("\"model\":\"models/other\"");

        assertEquals("gemini-2.5-flash", request.model().value());
        assertFalse(request.vendorFields().contains("model"));
    }

    @ParameterizedTest
    @CsvSource({
        "cachedContent, true",
        "cached_content, true",
        "modelArmorConfig, true",
        "generationConfig.response_modalities, true",
        "generationConfig.responseMimeType, true",
        "contents[].parts[].videoMetadata, true",
        "safetySettings, false",
        "labels, false",
    })
    void knowsWithoutWhichFieldsAnAnswerIsAnother(String name, boolean changes) {
        assertEquals(changes, Wire.GEMINI.changesMeaning(name));
    }
}
