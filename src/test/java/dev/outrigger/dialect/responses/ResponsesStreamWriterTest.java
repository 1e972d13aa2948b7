package dev.outrigger.dialect.responses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Seal;
import dev.outrigger.chat.Usage;
import dev.outrigger.dialect.Dialect;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResponsesStreamWriterTest {
    private static final Event STARTED = new Event.Started("x", new ModelName("smol"));

    @Test
    void tellsATextStepByStep() throws Exception {
        List<JsonNode> events = StreamStory.told(
                STARTED,
                new Event.TextDelta(0, "Par"),
                new Event.TextDelta(0, "is"),
                new Event.Finished(0, FinishReason.STOP),
                new Event.Used(Usage.of(3, 4)),
                new Event.Ended());
        assertEquals(
                List.of(
                        "created",
                        "in_progress",
                        "output_item.added",
                        "content_part.added",
                        "output_text.delta",
                        "output_text.delta",
                        "output_text.done",
                        "content_part.done",
                        "output_item.done",
                        "completed"),
                StreamStory.types(events));
        assertEquals("Paris", events.get(6).path("text").asText());
        assertEquals("Paris", events.get(7).at("/part/text").asText());
        assertEquals("completed", events.get(8).at("/item/status").asText());
        assertEquals(events.get(8).path("item"), events.get(9).at("/response/output/0"));
        assertEquals(7, events.get(9).at("/response/usage/total_tokens").asInt());
        assertEquals("smol", events.get(0).at("/response/model").asText());
        assertEquals("in_progress", events.get(0).at("/response/status").asText());
        assertTrue(events.get(0).at("/response/output").isEmpty());
    }

    @Test
    void numbersItsEventsAndKeepsItsIds() throws Exception {
        List<JsonNode> events = StreamStory.told(
                STARTED,
                new Event.ReasoningDelta(0, "hm"),
                new Event.TextDelta(0, "Paris"),
                new Event.Finished(0, FinishReason.STOP),
                new Event.Ended());
        for (int i = 0; i < events.size(); i++)
            assertEquals(i, events.get(i).path("sequence_number").asInt(-1));
        String id = events.getFirst().at("/response/id").asText();
        assertEquals("resp_outrigger_" + ResponsesWire.ID.value(), id);
        assertEquals(id, events.getLast().at("/response/id").asText());
        for (JsonNode event : events)
            if (event.has("item_id"))
                assertEquals(
                        events.getLast()
                                .at("/response/output/"
                                        + event.path("output_index").asInt() + "/id")
                                .asText(),
                        event.path("item_id").asText());
    }

    @Test
    void tellsThoughtsAsASummary() throws Exception {
        List<JsonNode> events = StreamStory.told(
                STARTED,
                new Event.ReasoningDelta(0, "h"),
                new Event.ReasoningDelta(0, "m"),
                new Event.ReasoningSigned(0, new Seal("openai", "gAAA")),
                new Event.TextDelta(0, "x"),
                new Event.Finished(0, FinishReason.STOP),
                new Event.Ended());
        assertEquals(
                List.of(
                        "output_item.added",
                        "reasoning_summary_part.added",
                        "reasoning_summary_text.delta",
                        "reasoning_summary_text.delta",
                        "reasoning_summary_text.done",
                        "reasoning_summary_part.done",
                        "output_item.done"),
                StreamStory.types(events).subList(2, 9));
        assertEquals("hm", events.get(6).path("text").asText());
        assertEquals("gAAA", events.get(8).at("/item/encrypted_content").asText());
        assertEquals("hm", events.get(8).at("/item/summary/0/text").asText());
    }

    @Test
    void tellsCallsThatComeInterleaved() throws Exception {
        List<JsonNode> events = StreamStory.told(
                STARTED,
                new Event.ToolCallStarted(0, 0, "call_a", "f"),
                new Event.ToolCallStarted(0, 1, "call_b", "g"),
                new Event.ToolCallDelta(0, 1, "{\"b\":"),
                new Event.ToolCallDelta(0, 0, "{\"a\":1}"),
                new Event.ToolCallDelta(0, 1, "2}"),
                new Event.Finished(0, FinishReason.TOOL_CALLS),
                new Event.Ended());
        JsonNode output = events.getLast().at("/response/output");
        assertEquals("call_a", output.at("/0/call_id").asText());
        assertEquals("{\"a\":1}", output.at("/0/arguments").asText());
        assertEquals("g", output.at("/1/name").asText());
        assertEquals("{\"b\":2}", output.at("/1/arguments").asText());
        assertEquals(
                List.of(1, 0, 1),
                events.stream()
                        .filter(event -> event.path("type").asText().endsWith("arguments.delta"))
                        .map(event -> event.path("output_index").asInt())
                        .toList());
        assertEquals(
                2,
                StreamStory.types(events).stream()
                        .filter("function_call_arguments.done"::equals)
                        .count());
    }

    @Test
    void tellsFreeTextOfCustomTools() throws Exception {
        List<JsonNode> events = StreamStory.read(ResponsesWire.written(
                "{\"model\":\"auto\",\"input\":\"hi\",\"tools\":[{\"type\":\"custom\",\"name\":\"note\"}]}",
                STARTED,
                new Event.ToolCallStarted(0, 0, "call_a", "note"),
                new Event.ToolCallDelta(0, 0, "a = b"),
                new Event.Finished(0, FinishReason.TOOL_CALLS),
                new Event.Ended()));
        assertEquals(
                List.of("output_item.added", "custom_tool_call_input.delta", "custom_tool_call_input.done"),
                StreamStory.types(events).subList(2, 5));
        assertEquals("a = b", events.get(4).path("input").asText());
    }

    @Test
    void tellsARefusal() throws Exception {
        List<JsonNode> events = StreamStory.told(
                STARTED,
                new Event.RefusalDelta(0, "I can"),
                new Event.RefusalDelta(0, "not"),
                new Event.Finished(0, FinishReason.STOP),
                new Event.Ended());
        assertEquals(
                List.of("content_part.added", "refusal.delta", "refusal.delta", "refusal.done"),
                StreamStory.types(events).subList(3, 7));
        assertEquals(
                "I cannot",
                events.getLast().at("/response/output/0/content/0/refusal").asText());
    }

    @Test
    void tellsThatAnAnswerWasCutByItsBound() throws Exception {
        List<JsonNode> events = StreamStory.told(
                STARTED, new Event.TextDelta(0, "x"), new Event.Finished(0, FinishReason.LENGTH), new Event.Ended());
        JsonNode last = events.getLast();
        assertEquals("response.incomplete", last.path("type").asText());
        assertEquals("incomplete", last.at("/response/output/0/status").asText());
        assertEquals(
                "max_output_tokens",
                last.at("/response/incomplete_details/reason").asText());
    }

    @Test
    void endsOnce() {
        String stream = ResponsesWire.written(
                StreamStory.REQUEST,
                STARTED,
                new Event.Finished(0, FinishReason.STOP),
                new Event.Ended(),
                new Event.Ended());
        assertEquals(2, stream.split("event: response.completed", -1).length);
        assertFalse(stream.contains("[DONE]"));
    }

    @Test
    void beginsWithoutABeginning() throws Exception {
        assertEquals(
                "created",
                StreamStory.types(StreamStory.told(new Event.TextDelta(0, "x"))).getFirst());
    }

    @Test
    void keepsSignsOfLife() {
        assertEquals(":\n\n", ResponsesWire.written(StreamStory.REQUEST, new Event.Ping()));
    }

    @Test
    void writesAFailureInBothFormsOfAnError() throws Exception {
        String event = ResponsesWire.RESPONSES
                .encodeStreamFailure(new Failure.Cut("the upstream closed the stream"), ResponsesWire.ID)
                .utf8();
        JsonNode error = StreamStory.read(event).getFirst();
        String message = "the upstream closed the stream [exchange " + ResponsesWire.ID.value() + "]";
        assertEquals("error", error.path("type").asText());
        assertEquals(message, error.path("message").asText());
        assertEquals("cut", error.path("code").asText());
        assertTrue(error.has("param") && error.path("sequence_number").isInt());
        // What SDKs raise on
        assertEquals(message, error.at("/error/message").asText());
        assertInstanceOf(
                Event.Failed.class,
                ResponsesWire.events(ResponsesWire.frames(event)).getFirst());
    }

    @Test
    void aFailureIsTheNextEvent() throws Exception {
        Dialect.StreamEncoder encoder =
                ResponsesWire.RESPONSES.streamEncoder(ResponsesWire.inbound(StreamStory.REQUEST), ResponsesWire.ID);
        String begun = encoder.encode(Frame.of(List.of(STARTED, new Event.TextDelta(0, "Par"))))
                .utf8();

        String failed =
                encoder.encodeFailure(new Failure.Cut("it broke")).orElseThrow().utf8();

        List<JsonNode> events = StreamStory.read(begun + failed);
        for (int i = 0; i < events.size(); i++)
            assertEquals(i, events.get(i).path("sequence_number").asInt(-1));
        assertEquals("error", events.getLast().path("type").asText());
        assertTrue(events.size() > 4);
    }

    @Test
    void whereUpstreamNumberedItsEventsNoNumberIsKnown() {
        Dialect.StreamEncoder encoder =
                ResponsesWire.RESPONSES.streamEncoder(ResponsesWire.inbound(StreamStory.REQUEST), ResponsesWire.ID);

        assertTrue(encoder.encodeFailure(new Failure.Cut("it broke")).isEmpty());
    }
}
