package dev.outrigger.dialect.responses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Completion;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Seal;
import dev.outrigger.chat.Usage;
import dev.outrigger.dialect.Dialect.Answered;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponsesAnswerTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String REQUEST = "{\"model\":\"auto\",\"input\":\"hi\"}";

    private static Frame whole(String body) {
        return assertInstanceOf(Answered.Whole.class, ResponsesWire.RESPONSES.decodeAnswer(Bytes.of(body)))
                .frame();
    }

    private static Failure broken(String body) {
        return assertInstanceOf(Answered.Broken.class, ResponsesWire.RESPONSES.decodeAnswer(Bytes.of(body)))
                .failure();
    }

    private static JsonNode written(String request, Event... events) throws Exception {
        Bytes body = ResponsesWire.RESPONSES.encodeAnswer(
                ResponsesWire.inbound(request), List.of(Frame.of(List.of(events))), ResponsesWire.ID);
        return JSON.readTree(body.utf8());
    }

    @ParameterizedTest
    @CsvSource({"answer-text.json, stream-text.txt", "answer-tools.json, stream-tools.txt"})
    void meansWhatItsStreamMeans(String answer, String stream) {
        assertEquals(
                Completion.of(ResponsesWire.frames(ResponsesWire.cassette(stream))),
                Completion.of(List.of(whole(ResponsesWire.cassette(answer)))));
    }

    @Test
    void keepsItsBytes() {
        String body = ResponsesWire.cassette("answer-text.json");
        assertEquals(Bytes.of(body), whole(body).raw());
    }

    @Test
    void readsAFailedAnswerAsItsError() {
        assertInstanceOf(
                Failure.Refused.class,
                broken("{\"id\":\"r\",\"status\":\"failed\",\"output\":[],\"error\":"
                        + "{\"code\":\"invalid_prompt\",\"message\":\"no\"}}"));
        assertInstanceOf(
                Failure.Overloaded.class,
                broken("{\"id\":\"r\",\"status\":\"failed\",\"output\":[],\"error\":"
                        + "{\"code\":\"server_error\",\"message\":\"oops\"}}"));
    }

    @Test
    void anAnswerThatWasCancelledIsNone() {
        assertEquals(
                "upstream cancelled its answer",
                broken("{\"id\":\"r\",\"model\":\"m\",\"status\":\"cancelled\",\"output\":[]}")
                        .message());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"output\":null}", "[]", "<html>", "{\"output\":[}"})
    void takesNothingElseForAnAnswer(String body) {
        assertInstanceOf(Failure.Malformed.class, broken(body));
    }

    @Test
    void readsAnAnswerWithoutContentByItsStatus() {
        Frame frame = whole("{\"id\":\"r\",\"model\":\"m\",\"status\":\"incomplete\",\"output\":[],"
                + "\"incomplete_details\":{\"reason\":\"content_filter\"}}");
        assertEquals(
                List.of(new Event.Started("r", new ModelName("m")), new Event.Finished(0, FinishReason.CONTENT_FILTER)),
                frame.events());
    }

    @Test
    void writesAnAnswerThatWasMadeHere() throws Exception {
        JsonNode answer = written(
                "{\"model\":\"auto\",\"input\":\"hi\",\"temperature\":0.5,\"max_output_tokens\":9,"
                        + "\"reasoning\":{\"effort\":\"low\"},\"parallel_tool_calls\":false}",
                new Event.Started("chatcmpl-1", new ModelName("smol")),
                new Event.TextDelta(0, "Hel"),
                new Event.TextDelta(0, "lo"),
                new Event.Used(Usage.of(3, 0)),
                new Event.Used(Usage.of(3, 4)),
                new Event.Finished(0, FinishReason.STOP));
        assertEquals(
                "resp_outrigger_" + ResponsesWire.ID.value(), answer.path("id").asText());
        assertEquals("response", answer.path("object").asText());
        assertEquals("completed", answer.path("status").asText());
        assertEquals(1_750_000_000, answer.path("created_at").asLong());
        assertEquals("smol", answer.path("model").asText());
        assertEquals(0.5, answer.path("temperature").asDouble());
        assertEquals(9, answer.path("max_output_tokens").asInt());
        assertEquals("low", answer.at("/reasoning/effort").asText());
        assertFalse(answer.path("parallel_tool_calls").asBoolean(true));
        assertFalse(answer.path("store").asBoolean(true));
        assertTrue(answer.path("error").isNull()
                && answer.path("incomplete_details").isNull());
        assertEquals(1, answer.path("output").size());
        JsonNode message = answer.at("/output/0");
        assertEquals("message", message.path("type").asText());
        assertEquals("assistant", message.path("role").asText());
        assertTrue(message.path("id").asText().startsWith("msg_outrigger_"));
        assertEquals("Hello", message.at("/content/0/text").asText());
        assertEquals("output_text", message.at("/content/0/type").asText());
        assertTrue(message.at("/content/0/annotations").isArray());
        assertEquals(3, answer.at("/usage/input_tokens").asInt());
        assertEquals(4, answer.at("/usage/output_tokens").asInt());
        assertEquals(7, answer.at("/usage/total_tokens").asInt());
        for (String count : List.of("cached_tokens", "cache_write_tokens"))
            assertTrue(answer.at("/usage/input_tokens_details/" + count).isInt(), count);
        assertTrue(answer.at("/usage/output_tokens_details/reasoning_tokens").isInt());
    }

    @Test
    void callsAToolOfFreeTextAsOne() throws Exception {
        JsonNode answer = written(
                "{\"model\":\"auto\",\"input\":\"hi\",\"tools\":[{\"type\":\"custom\",\"name\":\"note\"},"
                        + "{\"type\":\"function\",\"name\":\"f\"}]}",
                new Event.ToolCallStarted(0, 0, "call_1", "note"),
                new Event.ToolCallDelta(0, 0, "a = b"),
                new Event.ToolCallStarted(0, 1, "call_2", "f"),
                new Event.ToolCallDelta(0, 1, "{}"),
                new Event.Finished(0, FinishReason.TOOL_CALLS));
        assertEquals("custom_tool_call", answer.at("/output/0/type").asText());
        assertEquals("a = b", answer.at("/output/0/input").asText());
        assertEquals("call_1", answer.at("/output/0/call_id").asText());
        assertEquals("function_call", answer.at("/output/1/type").asText());
        assertEquals("{}", answer.at("/output/1/arguments").asText());
    }

    @Test
    void saysWhyItIsIncomplete() throws Exception {
        for (FinishReason finish : List.of(FinishReason.LENGTH, FinishReason.CONTENT_FILTER)) {
            JsonNode answer = written(REQUEST, new Event.TextDelta(0, "x"), new Event.Finished(0, finish));
            assertEquals("incomplete", answer.path("status").asText());
            assertEquals(
                    finish == FinishReason.LENGTH ? "max_output_tokens" : "content_filter",
                    answer.at("/incomplete_details/reason").asText());
        }
    }

    @Test
    void showsSealsOfItsVendorAndOfNoOther() throws Exception {
        JsonNode answer = written(
                REQUEST,
                new Event.ReasoningDelta(0, "hm"),
                new Event.ReasoningSigned(0, new Seal("anthropic", "secret-a")),
                new Event.ReasoningSealed(0, new Seal("gemini", "secret-g")),
                new Event.ReasoningSealed(0, new Seal("openai", "gAAA")),
                new Event.TextDelta(0, "x"),
                new Event.Finished(0, FinishReason.STOP));
        assertFalse(answer.toString().contains("secret"));
        assertEquals("hm", answer.at("/output/0/summary/0/text").asText());
        assertEquals("gAAA", answer.at("/output/1/encrypted_content").asText());
        assertEquals(3, answer.path("output").size());
    }

    @Test
    void saysNothingOfUsageThatIsUnknown() throws Exception {
        assertTrue(written(REQUEST, new Event.Finished(0, FinishReason.STOP))
                .path("usage")
                .isNull());
    }

    @Test
    void writesPicturesAsItems() throws Exception {
        Part.Media picture = new Part.Media(Part.Media.Kind.IMAGE, new Part.Source.Inline("image/png", "iVBORw0KGgo="));
        JsonNode answer = written(REQUEST, new Event.MediaDelta(0, picture), new Event.Finished(0, FinishReason.STOP));
        assertEquals("image_generation_call", answer.at("/output/0/type").asText());
        assertEquals("iVBORw0KGgo=", answer.at("/output/0/result").asText());
    }

    @Test
    void repeatsWhichToolsCouldBeCalled() throws Exception {
        JsonNode answer = written(
                "{\"model\":\"auto\",\"input\":\"hi\",\"tools\":[{\"type\":\"function\",\"name\":\"f\"}],"
                        + "\"tool_choice\":{\"type\":\"function\",\"name\":\"f\"}}",
                new Event.Finished(0, FinishReason.STOP));
        assertEquals("f", answer.at("/tool_choice/name").asText());
        assertEquals("auto", written(REQUEST).path("tool_choice").asText());
    }
}
