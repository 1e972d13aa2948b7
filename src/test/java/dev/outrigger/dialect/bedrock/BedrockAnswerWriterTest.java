package dev.outrigger.dialect.bedrock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Completion;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Seal;
import dev.outrigger.chat.Usage;
import dev.outrigger.dialect.Dialect.Answered;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers, streamed and whole, written. */
class BedrockAnswerWriterTest {
    private static Frame whole(Bytes body) {
        return assertInstanceOf(Answered.Whole.class, Wire.BEDROCK.decodeAnswer(body, Wire.asks(Wire.CLAUDE)))
                .frame();
    }

    @ParameterizedTest
    @ValueSource(strings = {"answer-text.json", "answer-tools.json", "answer-citations.json"})
    void aWholeAnswerIsWrittenAsItWasRead(String cassette) {
        Frame read = whole(Wire.cassette(cassette));

        JsonNode written = Wire.json(Wire.BEDROCK.encodeAnswer(List.of(read), Wire.ID));

        JsonNode original = Wire.json(Wire.cassette(cassette));
        assertEquals(original.path("stopReason"), written.path("stopReason"));
        assertEquals(
                original.path("usage").path("inputTokens"),
                written.path("usage").path("inputTokens"));
        assertEquals(
                original.path("usage").path("totalTokens"),
                written.path("usage").path("totalTokens"));
        Completion again = Completion.of(List.of(whole(Bytes.of(written.toString()))));
        assertEquals(
                Completion.of(List.of(read)).choices().getFirst().citations(),
                again.choices().getFirst().citations());
        assertEquals(
                Completion.of(List.of(read)).choices().getFirst().text(),
                again.choices().getFirst().text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream-text.bin", "stream-tools.bin"})
    void aStreamIsWrittenAsItWasRead(String cassette) {
        List<Frame> read = Wire.stream(Wire.cassette(cassette));

        List<Frame> again = Wire.stream(Wire.written(Wire.events(read)));

        assertEquals(Completion.of(read), Completion.of(again));
    }

    @Test
    void callsWhosePiecesMixAreToldOneAfterTheOther() {
        List<String> told = Wire.told(Wire.written(List.of(
                new Event.Started("id", new ModelName("gpt")),
                new Event.ToolCallStarted(0, 0, "a", "one"),
                new Event.ToolCallStarted(0, 1, "", "two"),
                new Event.ToolCallDelta(0, 1, "{\"y\":2}"),
                new Event.ToolCallDelta(0, 0, "{\"x\":"),
                new Event.ToolCallDelta(0, 0, "1}"),
                new Event.Finished(0, FinishReason.TOOL_CALLS),
                new Event.Used(Usage.of(3, 4)),
                new Event.Ended())));
        assertEquals(
                List.of(
                        "messageStart {\"role\":\"assistant\"}",
                        "contentBlockStart {\"start\":{\"toolUse\":{\"toolUseId\":\"a\",\"name\":\"one\"}},\"contentBlockIndex\":0}",
                        "contentBlockDelta {\"delta\":{\"toolUse\":{\"input\":\"{\\\"x\\\":\"}},\"contentBlockIndex\":0}",
                        "contentBlockDelta {\"delta\":{\"toolUse\":{\"input\":\"1}\"}},\"contentBlockIndex\":0}",
                        "contentBlockStop {\"contentBlockIndex\":0}",
                        "contentBlockStart {\"start\":{\"toolUse\":{\"toolUseId\":\"tooluse_01JZ0000000000000000000000_1\",\"name\":\"two\"}},\"contentBlockIndex\":1}",
                        "contentBlockDelta {\"delta\":{\"toolUse\":{\"input\":\"{\\\"y\\\":2}\"}},\"contentBlockIndex\":1}",
                        "contentBlockStop {\"contentBlockIndex\":1}",
                        "messageStop {\"stopReason\":\"tool_use\"}",
                        "metadata {\"usage\":{\"inputTokens\":3,\"outputTokens\":4,\"totalTokens\":7},\"metrics\":{\"latencyMs\":0}}"),
                told);
    }

    @Test
    void anotherVendorsSealsAreNotShown() {
        List<Event> events = List.of(
                new Event.ReasoningDelta(0, "hm"),
                new Event.ReasoningSigned(0, new Seal("gemini", "foreign")),
                new Event.ReasoningSealed(0, new Seal("anthropic", "foreign")),
                new Event.TextDelta(0, "hi"),
                new Event.Finished(0, FinishReason.STOP),
                new Event.Ended());
        String stream = Wire.written(events).utf8();
        String whole =
                Wire.BEDROCK.encodeAnswer(List.of(Frame.of(events)), Wire.ID).utf8();

        assertFalse(stream.contains("foreign"));
        assertFalse(whole.contains("foreign"));
        assertTrue(stream.contains("hm") && whole.contains("hm"));
    }

    @Test
    void aRefusalIsATextThatWasFiltered() {
        List<Event> events =
                List.of(new Event.RefusalDelta(0, "No."), new Event.Finished(0, FinishReason.STOP), new Event.Ended());
        JsonNode whole = Wire.json(Wire.BEDROCK.encodeAnswer(List.of(Frame.of(events)), Wire.ID));

        assertEquals("No.", whole.at("/output/message/content/0/text").asText());
        assertEquals("content_filtered", whole.path("stopReason").asText());
        assertTrue(Wire.told(Wire.written(events)).contains("messageStop {\"stopReason\":\"content_filtered\"}"));
    }

    @Test
    void aStreamWithoutAReasonEndsWithoutOne() {
        assertEquals(
                List.of(
                        "messageStart {\"role\":\"assistant\"}",
                        "contentBlockDelta {\"delta\":{\"text\":\"a\"},\"contentBlockIndex\":0}"),
                Wire.told(Wire.written(List.of(new Event.TextDelta(0, "a"), new Event.Ended()))));
    }

    @Test
    void aFailureEndsAStreamAsAnException() {
        String told = Wire.told(Wire.BEDROCK.encodeStreamFailure(new Failure.Cut("it broke"), Wire.ID))
                .getFirst();
        assertEquals("internalServerException {\"message\":\"it broke [exchange 01JZ0000000000000000000000]\"}", told);
        assertEquals(
                "{\"message\":\"too many [exchange 01JZ0000000000000000000000]\",\"__type\":\"ThrottlingException\"}",
                Wire.BEDROCK
                        .encodeFailure(new Failure.Throttled(Optional.empty(), "too many", Optional.empty()), Wire.ID)
                        .utf8());
    }
}
