package dev.outrigger.dialect.responses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.OutputFormat;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Part.Media.Kind;
import dev.outrigger.chat.Passage;
import dev.outrigger.chat.Role;
import dev.outrigger.chat.Seal;
import dev.outrigger.chat.Strictness;
import dev.outrigger.chat.Thinking;
import dev.outrigger.chat.Thinking.Effort.Level;
import dev.outrigger.chat.ToolCalling;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponsesRequestTest {
    private static final ChatRequest TURNS = ResponsesWire.request(ResponsesWire.cassette("request-turns.json"));

    @Test
    void readsAStringAsOneMessageOfTheUser() {
        ChatRequest request = ResponsesWire.request("{\"model\":\"m\",\"input\":\"hi\"}");
        assertEquals(ChatRequest.of(new ModelName("m"), "hi"), request);
    }

    @Test
    void readsTurns() {
        Seal seal = new Seal("openai", "gAAAAABo");
        assertEquals(
                List.of(
                        Message.of(Role.SYSTEM, "You plan trips."),
                        Message.of(Role.SYSTEM, "Answer in one line."),
                        new Message(
                                Role.USER,
                                List.of(
                                        new Part.Text("Where is this, and how warm is it there?"),
                                        new Part.Media(Kind.IMAGE, new Part.Source.Inline("image/png", "iVBORw0KGgo=")),
                                        new Part.Media(
                                                Kind.DOCUMENT,
                                                new Part.Source.Inline("application/pdf", "JVBERi0="),
                                                Optional.of("plan.pdf")),
                                        new Part.CacheMark(Optional.of(Duration.ofMinutes(30))))),
                        new Message(
                                Role.ASSISTANT,
                                List.of(
                                        new Part.Reasoning("A tower.\nSo Paris.", Optional.of(seal)),
                                        new Part.Text("That is Paris; I look up the weather."),
                                        new Part.ToolCall("call_1", "weather", "{\"city\":\"Paris\"}"),
                                        new Part.ToolCall("call_2", "note", "Paris = warm?"))),
                        new Message(
                                Role.TOOL,
                                List.of(
                                        new Part.ToolResult("call_1", List.of(new Part.Text("21 degrees")), false),
                                        new Part.ToolResult("call_2", List.of(new Part.Text("noted")), false))),
                        Message.of(Role.USER, "And Rome?")),
                TURNS.messages());
    }

    @Test
    void readsWhatIsAskedForBeside() {
        assertEquals(new ModelName("gpt-5-mini"), TURNS.model());
        assertEquals(Optional.of(ToolCalling.PARALLEL), TURNS.toolCalling());
        assertEquals(
                new OutputFormat.Schema(
                        "trip",
                        Passage.of("{\"type\": \"object\", \"additionalProperties\": false}"),
                        Optional.of(Strictness.STRICT)),
                TURNS.format());
        assertEquals(Optional.of(new Thinking.Effort(Level.LOW)), TURNS.thinking());
        assertEquals(Optional.of(Thinking.Display.SHOWN), TURNS.display());
        assertEquals(OptionalInt.of(400), TURNS.sampling().maxTokens());
        assertEquals(OptionalInt.of(2), TURNS.sampling().topLogProbs());
        assertEquals(OptionalDouble.of(0.5), TURNS.sampling().temperature());
        assertEquals(OptionalDouble.of(0.9), TURNS.sampling().topP());
        assertTrue(TURNS.stream());
    }

    @Test
    void namesWhatHasNoWord() {
        assertEquals(
                Set.of(
                        "store",
                        "metadata",
                        "include",
                        "text.verbosity",
                        "input[].id",
                        "input[].status",
                        "input[].content[].detail"),
                TURNS.vendorFields());
    }

    @Test
    void alwaysWantsTheUsage() {
        assertTrue(ResponsesWire.inbound("{\"model\":\"m\",\"input\":\"hi\"}").wantsUsage());
    }

    @ParameterizedTest
    @CsvSource({"minimal, MINIMAL", "low, LOW", "medium, MEDIUM", "high, HIGH", "xhigh, VERY_HIGH", "max, MAX"})
    void readsEveryEffort(String word, Level level) {
        assertEquals(
                Optional.of(new Thinking.Effort(level)),
                ResponsesWire.requestWith("\"reasoning\":{\"effort\":\"" + word + "\"}")
                        .thinking());
    }

    @Test
    void readsThatNothingIsToBeThought() {
        ChatRequest request = ResponsesWire.requestWith("\"reasoning\":{\"effort\":\"none\"}");
        assertEquals(Optional.of(new Thinking.Off()), request.thinking());
        assertEquals(Optional.empty(), request.display());
    }

    @Test
    void leavesNewEffortsToTheVendor() {
        ChatRequest request = ResponsesWire.requestWith("\"reasoning\":{\"effort\":\"vast\",\"mode\":\"pro\"}");
        assertEquals(Optional.empty(), request.thinking());
        assertEquals(Set.of("reasoning.effort", "reasoning.mode"), request.vendorFields());
        assertTrue(ResponsesWire.RESPONSES.changesMeaning("reasoning.effort"));
        assertFalse(ResponsesWire.RESPONSES.changesMeaning("store"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"summary", "generate_summary"})
    void readsTheOlderNameOfTheSummaryToo(String name) {
        assertEquals(
                Optional.of(Thinking.Display.SHOWN),
                ResponsesWire.requestWith("\"reasoning\":{\"" + name + "\":\"auto\"}")
                        .display());
    }

    @Test
    void readsFormats() {
        assertEquals(
                new OutputFormat.Json(),
                ResponsesWire.requestWith("\"text\":{\"format\":{\"type\":\"json_object\"}}")
                        .format());
        assertEquals(
                new OutputFormat.Free(),
                ResponsesWire.requestWith("\"text\":{\"format\":{\"type\":\"text\"}}")
                        .format());
        ChatRequest grammar = ResponsesWire.requestWith("\"text\":{\"format\":{\"type\":\"grammar\"}}");
        assertEquals(Set.of("text.format"), grammar.vendorFields());
        assertTrue(ResponsesWire.RESPONSES.changesMeaning("text.format"));
    }

    @Test
    void asksForLogProbabilitiesByNameOnly() {
        assertEquals(
                OptionalInt.of(0),
                ResponsesWire.requestWith("\"include\":[\"message.output_text.logprobs\"]")
                        .sampling()
                        .topLogProbs());
        ChatRequest number = ResponsesWire.requestWith("\"top_logprobs\":3");
        assertEquals(OptionalInt.empty(), number.sampling().topLogProbs());
        assertEquals(Set.of("top_logprobs"), number.vendorFields());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|model must be given",
                "{\"model\":\"m\"}|input must be given",
                "{\"model\":\"m\",\"input\":[]}|input must not be empty",
                "{\"model\":\"m\",\"input\":7}|input must be a string or an array",
                "{\"model\":\"m\",\"input\":[7]}|input[0] must be an object",
                "{\"model\":\"m\",\"input\":[{}]}|input[0].content must be a string or an array",
                "{\"model\":\"m\",\"input\":[{\"role\":\"bot\",\"content\":\"\"}]}|input[0].role must be",
                "{\"model\":\"m\",\"input\":[{\"type\":7}]}|input[0].type must be a string",
                "{\"model\":\"m\",\"input\":[{\"type\":\"function_call\",\"name\":\"f\"}]}|input[0].call_id must be",
                "{\"model\":\"m\",\"input\":[{\"type\":\"function_call_output\",\"call_id\":\"c\"}]}|input[0].output must be",
                "{\"model\":\"m\",\"input\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_text\"}]}]}|input[0].content[0].text",
                "{\"model\":\"m\",\"input\":\"x\",\"instructions\":[]}|instructions must be a string",
                "{\"model\":\"m\",\"input\":\"x\",\"temperature\":-1}|temperature must be",
                "{\"model\":\"m\",\"input\":\"x\",\"max_output_tokens\":0}|max_output_tokens must be",
                "{\"model\":\"m\",\"input\":\"x\",\"include\":\"all\"}|include must be an array",
                "{\"model\":\"m\",\"input\":\"x\",\"reasoning\":\"low\"}|reasoning must be an object",
                "{\"model\":\"m\",\"input\":\"x\",\"text\":\"low\"}|text must be an object",
                "{\"model\":\"m\",\"input\":\"x\",\"text\":{\"format\":{\"type\":\"json_schema\"}}}|text.format.schema must be",
                "{\"model\":\"m\",\"input\":\"x\",\"tools\":{}}|tools must be an array",
                "{\"model\":\"m\",\"input\":\"x\",\"tools\":[{\"type\":\"function\"}]}|tools[0].name must be",
                "[]|the body must be a JSON object",
            })
    void namesTheFieldAndTheRuleThatAreBroken(String body, String rule) {
        String told = ResponsesWire.rule(body);
        assertTrue(told.startsWith(rule), told);
    }

    @Test
    void readsArgumentsThatAreAnObjectAsTheirText() {
        assertEquals(
                new Part.ToolCall("c", "f", "{\"x\": 1}"),
                ResponsesWire.requestOf(
                                "{\"type\":\"function_call\",\"call_id\":\"c\",\"name\":\"f\",\"arguments\":{\"x\": 1}}")
                        .messages()
                        .getFirst()
                        .parts()
                        .getFirst());
    }
}
