package dev.outrigger.dialect.anthropic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Citation;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Seal;
import dev.outrigger.chat.Usage;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnthropicStreamWriterTest {
    private static final Event STARTED = new Event.Started("up", new ModelName("gpt-x"));
    private static final Event STOP = new Event.Finished(0, FinishReason.STOP);
    private static final Event TOOLS = new Event.Finished(0, FinishReason.TOOL_CALLS);
    private static final Event ENDED = new Event.Ended();

    @Test
    void writesAMessageFromItsStartToItsEnd() {
        // When
        List<JsonNode> said = Story.written(
                STARTED,
                new Event.Used(Usage.of(12, 1)),
                new Event.TextDelta(0, "Hel"),
                new Event.TextDelta(0, ""),
                new Event.TextDelta(0, "lo"),
                STOP,
                new Event.Used(Usage.of(12, 5)),
                ENDED);
        // Then
        assertEquals(
                List.of(
                        Wire.json("{\"type\":\"message_start\",\"message\":{\"id\":\"msg_" + Wire.ID.value()
                                + "\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"gpt-x\",\"content\":[],"
                                + "\"stop_reason\":null,\"stop_sequence\":null,"
                                + "\"usage\":{\"input_tokens\":12,\"output_tokens\":1}}}"),
                        Wire.json("{\"type\":\"content_block_start\",\"index\":0,"
                                + "\"content_block\":{\"type\":\"text\",\"text\":\"\"}}"),
                        Wire.json("{\"type\":\"content_block_delta\",\"index\":0,"
                                + "\"delta\":{\"type\":\"text_delta\",\"text\":\"Hel\"}}"),
                        Wire.json("{\"type\":\"content_block_delta\",\"index\":0,"
                                + "\"delta\":{\"type\":\"text_delta\",\"text\":\"lo\"}}"),
                        Wire.json("{\"type\":\"content_block_stop\",\"index\":0}"),
                        Wire.json("{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\","
                                + "\"stop_sequence\":null},\"usage\":{\"input_tokens\":12,\"output_tokens\":5}}"),
                        Wire.json("{\"type\":\"message_stop\"}")),
                said);
    }

    /** Of what upstream said itself nothing is said again. */
    @Test
    void endsUpstreamsOwnStreamWithTheEndMarkAlone() {
        AnthropicStreamWriter writer = new AnthropicStreamWriter(Wire.ID);
        writer.follow(new Frame(Bytes.of("a"), List.of(STARTED, new Event.TextDelta(0, "Hi"))));
        writer.follow(new Frame(Bytes.of("b"), List.of(STOP)));
        assertEquals(
                "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n",
                writer.encode(Frame.of(List.of(ENDED))).utf8());
    }

    @Test
    void doesNotEndOneThatToldNoReason() {
        AnthropicStreamWriter writer = new AnthropicStreamWriter(Wire.ID);
        writer.follow(new Frame(Bytes.of("a"), List.of(STARTED, new Event.TextDelta(0, "Hi"))));
        assertEquals("", writer.encode(Frame.of(List.of(ENDED))).utf8());
    }

    @Test
    void closesABlockBeforeTheNextOpens() {
        assertEquals(
                List.of(
                        "message_start",
                        "start 0 thinking",
                        "0 hm",
                        "0 c2ln",
                        "stop 0",
                        "start 1 redacted_thinking",
                        "stop 1",
                        "start 2 text",
                        "2 a",
                        "stop 2",
                        "start 3 thinking",
                        "3 again",
                        "3 outrigger:unsigned",
                        "stop 3",
                        "end_turn",
                        "message_stop"),
                Story.story(
                        STARTED,
                        new Event.ReasoningDelta(0, "hm"),
                        new Event.ReasoningSigned(0, new Seal("anthropic", "c2ln")),
                        new Event.ReasoningSealed(0, new Seal("anthropic", "d")),
                        new Event.TextDelta(0, "a"),
                        new Event.ReasoningDelta(0, "again"),
                        STOP,
                        ENDED));
    }

    @Test
    void startsAnotherThoughtAfterASignature() {
        assertEquals(
                List.of("start 0 thinking", "0 s1", "stop 0", "start 1 thinking", "1 b", "1 outrigger:unsigned"),
                Story.story(
                                STARTED,
                                new Event.ReasoningSigned(0, new Seal("anthropic", "s1")),
                                new Event.ReasoningDelta(0, "b"),
                                STOP,
                                ENDED)
                        .subList(1, 7));
    }

    @Test
    void showsNoSealOfAnotherVendor() {
        // When
        String stream = Wire.stream(
                STARTED,
                new Event.ReasoningSigned(0, new Seal("gemini", "secret")),
                new Event.ReasoningSealed(0, new Seal("openai", "secret")),
                new Event.TextDelta(0, "a"),
                STOP,
                ENDED);
        // Then
        assertFalse(stream.contains("secret"));
        assertFalse(stream.contains("thinking"));
    }

    @Test
    void givesACallWithoutIdOneOfItsOwn() {
        // When
        List<JsonNode> said = Story.written(
                STARTED,
                new Event.ToolCallStarted(0, 0, "", "f"),
                new Event.ToolCallStarted(0, 1, "call_7", "f"),
                TOOLS,
                ENDED);
        // Then
        assertEquals(
                "toolu_" + Wire.ID.value() + "_0",
                said.get(1).at("/content_block/id").asText());
        assertEquals(
                Wire.json("{\"type\":\"tool_use\",\"id\":\"call_7\",\"name\":\"f\",\"input\":{}}"),
                said.get(3).get("content_block"));
    }

    @Test
    void writesASourceOnTheTextThatIsOpen() {
        // Given
        Event cited = new Event.Cited(
                0,
                new Citation(
                        new Citation.Source.Page("https://example.org"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
        // When, Then
        assertEquals(
                List.of("message_start", "start 0 text", "0 a", "0 https://example.org"),
                Story.story(STARTED, cited, new Event.TextDelta(0, "a"), cited));
    }

    @Test
    void writesTheWordsOfARefusalBesideItsReason() {
        // When
        List<JsonNode> said = Story.written(
                STARTED, new Event.RefusalDelta(0, "I "), new Event.RefusalDelta(0, "won't"), STOP, ENDED);
        // Then
        assertEquals("refusal", said.get(1).at("/delta/stop_reason").asText());
        assertEquals(
                "I won't", said.get(1).at("/delta/stop_details/explanation").asText());
    }

    @Test
    void saysOnlyTheFirstOfSeveralChoices() {
        assertEquals(
                List.of("message_start", "start 0 text", "0 a", "stop 0", "end_turn", "message_stop"),
                Story.story(
                        STARTED,
                        new Event.TextDelta(1, "b"),
                        new Event.TextDelta(0, "a"),
                        new Event.Finished(1, FinishReason.LENGTH),
                        STOP,
                        ENDED));
    }

    @Test
    void neverMakesUpAReason() {
        assertEquals(
                List.of("message_start", "start 0 text", "0 a"),
                Story.story(STARTED, new Event.TextDelta(0, "a"), ENDED));
    }

    @Test
    void pingsOnlyAfterTheStart() {
        assertEquals(
                List.of("message_start", "start 0 text", "0 a", "ping"),
                Story.story(STARTED, new Event.Ping(), new Event.TextDelta(0, "a"), new Event.Ping()));
    }

    @Test
    void endsABrokenStreamWithAnErrorEvent() {
        // When
        String event = Wire.ANTHROPIC
                .encodeStreamFailure(new Failure.Cut("the stream broke"), Wire.ID)
                .utf8();
        // Then
        assertTrue(
                event.startsWith("event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"api_error\""), event);
        assertTrue(event.contains(Wire.ID.value()));
        assertTrue(event.endsWith("}\n\n"));
    }
}
