package dev.outrigger.dialect.responses;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outrigger.chat.Citation;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.LogProb;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Seal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResponseWriterTest {
    private static final Event STARTED = new Event.Started("x", new ModelName("smol"));

    @Test
    void emptyThoughtsBreakNoText() throws Exception {
        List<JsonNode> events = StreamStory.told(
                STARTED,
                new Event.ReasoningDelta(0, ""),
                new Event.TextDelta(0, "Par"),
                new Event.ReasoningDelta(0, ""),
                new Event.TextDelta(0, "is"),
                new Event.Finished(0, FinishReason.STOP),
                new Event.Ended());
        JsonNode output = events.getLast().at("/response/output");
        assertEquals(1, output.size());
        assertEquals("Paris", output.at("/0/content/0/text").asText());
    }

    @Test
    void tellsLogProbabilitiesWithTheirText() throws Exception {
        LogProb token = new LogProb("Pa", -0.5, List.of(new LogProb("Pa", -0.5)));
        var encoder =
                ResponsesWire.RESPONSES.streamEncoder(ResponsesWire.inbound(StreamStory.REQUEST), ResponsesWire.ID);
        List<JsonNode> events = StreamStory.read(encoder.encode(Frame.of(List.of(
                        STARTED,
                        new Event.TextDelta(0, "Pa"),
                        new Event.LogProbs(0, List.of(token)),
                        new Event.Finished(0, FinishReason.STOP),
                        new Event.Ended())))
                .utf8());
        JsonNode delta = events.get(4);
        assertEquals("Pa", delta.path("delta").asText());
        assertEquals(-0.5, delta.at("/logprobs/0/logprob").asDouble());
        assertEquals(delta.path("logprobs"), events.getLast().at("/response/output/0/content/0/logprobs"));
    }

    @Test
    void tellsSourcesByTheirPlaceInThePart() throws Exception {
        Citation.Source page = new Citation.Source.Page("https://example.org");
        List<JsonNode> events = StreamStory.told(
                STARTED,
                new Event.TextDelta(0, "🗼 one"),
                new Event.ToolCallStarted(0, 0, "c", "f"),
                new Event.TextDelta(0, "two"),
                new Event.Cited(
                        0,
                        new Citation(
                                page, Optional.of("t"), Optional.empty(), Optional.of(new Citation.Stretch(5, 7)))),
                new Event.Cited(0, new Citation(page, Optional.empty(), Optional.empty(), Optional.empty())),
                new Event.Cited(
                        0,
                        new Citation(
                                new Citation.Source.Given(0), Optional.empty(), Optional.empty(), Optional.empty())),
                new Event.Finished(0, FinishReason.STOP),
                new Event.Ended());
        JsonNode annotations = events.getLast().at("/response/output/2/content/0/annotations");
        assertEquals(2, annotations.size());
        assertEquals(0, annotations.at("/0/start_index").asInt(-1));
        assertEquals(2, annotations.at("/0/end_index").asInt(-1));
        assertEquals("t", annotations.at("/0/title").asText());
        assertEquals(0, annotations.at("/1/start_index").asInt(-1));
        assertEquals(3, annotations.at("/1/end_index").asInt(-1));
    }

    @Test
    void tellsFilesAsSources() throws Exception {
        List<JsonNode> events = StreamStory.told(
                STARTED,
                new Event.TextDelta(0, "abc"),
                new Event.Cited(
                        0,
                        new Citation(
                                new Citation.Source.Uploaded("file_1"),
                                Optional.of("a.pdf"),
                                Optional.empty(),
                                Optional.empty())),
                new Event.Finished(0, FinishReason.STOP),
                new Event.Ended());
        JsonNode annotation = events.getLast().at("/response/output/0/content/0/annotations/0");
        assertEquals("file_citation", annotation.path("type").asText());
        assertEquals("file_1", annotation.path("file_id").asText());
        assertEquals("a.pdf", annotation.path("filename").asText());
        assertEquals(
                annotation,
                events.stream()
                        .filter(event -> event.path("type").asText().endsWith("annotation.added"))
                        .findFirst()
                        .orElseThrow()
                        .path("annotation"));
    }

    @Test
    void beginsNoMessageForWhatHasNoWord() throws Exception {
        List<JsonNode> events = StreamStory.told(
                STARTED,
                new Event.TextDelta(0, ""),
                new Event.RefusalDelta(0, ""),
                new Event.ReasoningSealed(0, new Seal("anthropic", "secret")),
                new Event.Other(0, "safetyRatings"),
                new Event.Cited(
                        0,
                        new Citation(
                                new Citation.Source.Given(0), Optional.empty(), Optional.empty(), Optional.empty())),
                new Event.Finished(0, FinishReason.STOP),
                new Event.Ended());
        assertEquals(List.of("created", "in_progress", "completed"), StreamStory.types(events));
    }

    @Test
    void goesOnInAnotherMessageAfterACall() throws Exception {
        List<JsonNode> events = StreamStory.told(
                STARTED,
                new Event.TextDelta(0, "before"),
                new Event.ToolCallStarted(0, 0, "c", "f"),
                new Event.TextDelta(0, "after"),
                new Event.RefusalDelta(0, "no"),
                new Event.Finished(0, FinishReason.TOOL_CALLS),
                new Event.Ended());
        JsonNode output = events.getLast().at("/response/output");
        assertEquals("before", output.at("/0/content/0/text").asText());
        assertEquals("function_call", output.at("/1/type").asText());
        assertEquals("after", output.at("/2/content/0/text").asText());
        assertEquals("no", output.at("/2/content/1/refusal").asText());
        assertEquals(3, output.findValuesAsText("id").stream().distinct().count());
    }

    @Test
    void aCallThatBeginsAnewAtAPlaceIsAnother() throws Exception {
        List<JsonNode> events = StreamStory.told(
                STARTED,
                new Event.ToolCallStarted(0, 0, "c1", "f"),
                new Event.ToolCallDelta(0, 0, "{}"),
                new Event.ToolCallStarted(0, 0, "c2", "g"),
                new Event.ToolCallDelta(0, 7, "nobody's"),
                new Event.Finished(0, FinishReason.TOOL_CALLS),
                new Event.Ended());
        assertEquals(
                List.of("c1", "c2"), events.getLast().at("/response/output").findValuesAsText("call_id"));
    }
}
