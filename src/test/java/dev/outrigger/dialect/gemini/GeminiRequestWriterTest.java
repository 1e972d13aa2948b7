package dev.outrigger.dialect.gemini;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Feature;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.OutputFormat;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Part.Media;
import dev.outrigger.chat.Part.Source;
import dev.outrigger.chat.Strictness;
import dev.outrigger.chat.Thinking;
import dev.outrigger.chat.Tool;
import dev.outrigger.chat.ToolCalling;
import dev.outrigger.chat.ToolChoice;
import dev.outrigger.dialect.Encoding;
import dev.outrigger.support.Asked;
import dev.outrigger.support.Drawn;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeminiRequestWriterTest {
    private static final String MODEL = "gemini-2.5-flash";

    private static String unsaid(ChatRequest request) {
        return assertInstanceOf(Encoding.Unsayable.class, Wire.GEMINI.encodeRequest(request, new ModelName(MODEL)))
                .what();
    }

    private static ChatRequest thinking(Thinking thinking, Optional<Thinking.Display> display) {
        ChatRequest plain = Asked.of("hi").request();
        return new ChatRequest(
                plain.model(),
                plain.messages(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                plain.format(),
                plain.sampling(),
                Optional.of(thinking),
                display,
                false,
                Set.of());
    }

    @Test
    void namesWhatCannotBeSaid() {
        assertEquals(
                "a file that was uploaded to another vendor",
                unsaid(Asked.of(new Media(Media.Kind.DOCUMENT, new Source.Uploaded("file-1")))
                        .request()));
        assertEquals(
                "a part of the kind x", unsaid(Asked.of(new Part.Other("x")).request()));
        assertEquals(
                "the hosted tool web_search",
                unsaid(Asked.of("hi")
                        .tools(List.of(new Tool("web_search", "", "{}", Tool.Kind.HOSTED)))
                        .request()));
        assertEquals(
                "a tool call in another's message",
                unsaid(Asked.of(new Part.ToolCall("a", "f", "{}")).request()));
    }

    @Test
    void saysTools() {
        JsonNode body = Wire.body(
                Asked.of("hi")
                        .tools(List.of(new Tool("f", "does", "{\"type\":\"object\"}"), new Tool("g", "", "{}")))
                        .choice(new ToolChoice.Required())
                        .request(),
                MODEL);

        assertEquals(
                Wire.tree("[{\"functionDeclarations\":[{\"name\":\"f\",\"description\":\"does\","
                        + "\"parametersJsonSchema\":{\"type\":\"object\"}},{\"name\":\"g\"}]}]"),
                body.path("tools"));
        assertEquals(
                "{\"functionCallingConfig\":{\"mode\":\"ANY\"}}",
                body.path("toolConfig").toString());
    }

    @Test
    void aToolOfFreeTextIsAFunctionOfOneText() {
        Encoding.Said said = Wire.said(
                Asked.of("hi")
                        .tools(List.of(new Tool("sh", "", "{}", Tool.Kind.FREE_FORM)))
                        .request(),
                MODEL);

        assertEquals(Set.of(Feature.TOOLS), said.lost());
        assertTrue(said.body().utf8().contains("\"required\":[\"input\"]"));
    }

    @Test
    void strictToolsAreValidated() {
        Tool strict = new Tool("f", "", "{}", Tool.Kind.FUNCTION, Optional.of(Strictness.STRICT));
        Tool loose = new Tool("g", "", "{}");

        String all = Wire.body(Asked.of("hi").tools(List.of(strict)).request(), MODEL)
                .toString();
        String some = Wire.body(Asked.of("hi").tools(List.of(strict, loose)).request(), MODEL)
                .toString();

        assertTrue(all.contains("\"mode\":\"VALIDATED\""), all);
        assertFalse(some.contains("VALIDATED"), some);
    }

    @Test
    void namesWhatItLeavesOut() {
        ChatRequest request = Asked.of("hi")
                .sampling(new Drawn()
                        .stop("1", "2", "3", "4", "5", "6")
                        .seed(1L << 40)
                        .sampling())
                .request();

        Encoding.Said said = Wire.said(request, MODEL);

        assertEquals(Set.of(Feature.STOP, Feature.SEED), said.lost());
        assertFalse(said.body().utf8().contains("generationConfig"));
    }

    @Test
    void namesThatCallsCannotBeMadeSingle() {
        ChatRequest plain = Asked.of("hi").request();
        ChatRequest single = new ChatRequest(
                plain.model(),
                plain.messages(),
                List.of(),
                Optional.empty(),
                Optional.of(ToolCalling.ONE_AT_A_TIME),
                new OutputFormat.Json(),
                plain.sampling(),
                Optional.empty(),
                Optional.empty(),
                false,
                Set.of());

        assertEquals(Set.of(Feature.TOOL_CALLING), Wire.said(single, MODEL).lost());
        assertTrue(Wire.said(single, MODEL).body().utf8().contains("\"responseMimeType\":\"application/json\""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gemini-3-pro|LOW|{\"thinkingLevel\":\"LOW\"}",
                "gemini-3-pro|MAX|{\"thinkingLevel\":\"HIGH\"}",
                "gemini-2.5-pro|MINIMAL|{\"thinkingBudget\":1024}",
                "gemini-2.5-pro|MEDIUM|{\"thinkingBudget\":8192}",
                "gemini-2.5-pro|MAX|{\"thinkingBudget\":24576}",
                "another|HIGH|{\"thinkingLevel\":\"HIGH\"}",
            })
    void saysEffortAsTheModelIsToldIt(String model, Thinking.Effort.Level level, String config) {
        ChatRequest request = thinking(new Thinking.Effort(level), Optional.empty());

        assertEquals(
                config,
                Wire.body(request, model).at("/generationConfig/thinkingConfig").toString());
    }

    @Test
    void saysBudgetsAndWhetherThoughtsAreShown() {
        assertEquals(
                "{\"thinkingBudget\":0,\"includeThoughts\":false}",
                Wire.body(thinking(new Thinking.Off(), Optional.of(Thinking.Display.HIDDEN)), MODEL)
                        .at("/generationConfig/thinkingConfig")
                        .toString());
        assertEquals(
                "{\"thinkingBudget\":-1,\"includeThoughts\":true}",
                Wire.body(thinking(new Thinking.Free(), Optional.of(Thinking.Display.SHOWN)), MODEL)
                        .at("/generationConfig/thinkingConfig")
                        .toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"request-tools.json"})
    void readsBackWhatItWrites(String name) {
        String body = Wire.cassette(name)
                .replaceAll("\"city\": \"", "\"city\":\"")
                .replace(
                        "{\"type\": \"object\", \"properties\": {\"city\": {\"type\": \"string\"}}, \"required\": [\"city\"]}",
                        "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}},\"required\":[\"city\"]}");
        ChatRequest before = Wire.request(body);

        Encoding.Said said = Wire.said(before, "gemini-3-flash");

        assertEquals(Set.of(), said.lost());
        assertEquals(before, Wire.request(said.body().utf8()));
    }
}
