package dev.outrigger.dialect.anthropic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Citation;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Seal;
import dev.outrigger.chat.Usage;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.dialect.SseCutter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnthropicStreamTest {
    private static final Event STARTED = new Event.Started("msg_01S", new ModelName("claude-sonnet-4-5-20250929"));

    private static Event used(long input, long output, long cached, long written) {
        return new Event.Used(new Usage(
                OptionalLong.of(input),
                OptionalLong.of(output),
                OptionalLong.of(cached),
                OptionalLong.empty(),
                OptionalLong.of(written)));
    }

    private static Failure failure(String stream) {
        return assertInstanceOf(Event.Failed.class, Wire.events(stream).getLast())
                .failure();
    }

    @Test
    void tellsTextAsItComes() {
        assertEquals(
                List.of(
                        STARTED,
                        new Event.Used(Usage.of(25, 1)),
                        new Event.Ping(),
                        new Event.TextDelta(0, "Hé"),
                        new Event.TextDelta(0, "llo \uD83D\uDE00"),
                        new Event.Finished(0, FinishReason.STOP),
                        new Event.Used(Usage.of(25, 15)),
                        new Event.Ended()),
                Wire.events(Wire.cassette("stream-text.txt")));
    }

    @Test
    void tellsCallsByTheirNumberAndOneWithoutArgumentsAsAnEmptyObject() {
        assertEquals(
                List.of(
                        STARTED,
                        used(32, 1, 7, 0),
                        new Event.Ping(),
                        new Event.TextDelta(0, "Okay, let's"),
                        new Event.TextDelta(0, " check."),
                        new Event.ToolCallStarted(0, 0, "toolu_01A", "get_weather"),
                        new Event.ToolCallDelta(0, 0, "{\"city\":"),
                        new Event.ToolCallDelta(0, 0, " \"Ro"),
                        new Event.ToolCallDelta(0, 0, "me\"}"),
                        new Event.ToolCallStarted(0, 1, "toolu_01B", "now"),
                        new Event.ToolCallDelta(0, 1, "{}"),
                        new Event.Finished(0, FinishReason.TOOL_CALLS),
                        // The input is not told again: that of the start holds.
                        used(32, 89, 7, 0),
                        new Event.Ended()),
                Wire.events(Wire.cassette("stream-tools.txt")));
    }

    @Test
    void tellsThoughtsWithTheirSeals() {
        // When
        List<Event> events = Wire.events(Wire.cassette("stream-thinking.txt"));
        // Then
        assertEquals(
                List.of(
                        new Event.ReasoningDelta(0, "Let me "),
                        new Event.ReasoningDelta(0, "see."),
                        new Event.ReasoningSigned(0, new Seal("anthropic", "EqQBCgIYAhIM")),
                        new Event.ReasoningSealed(0, new Seal("anthropic", "EmwKAhgBEgy3va3p")),
                        new Event.TextDelta(0, "27 * 453 = 12,231"),
                        new Event.Finished(0, FinishReason.LENGTH),
                        new Event.Used(new Usage(
                                OptionalLong.of(25),
                                OptionalLong.of(60),
                                OptionalLong.of(0),
                                OptionalLong.of(40),
                                OptionalLong.of(0))),
                        new Event.Ended()),
                events.subList(2, events.size()));
    }

    @Test
    void tellsTheVendorsToolsByTheirNamesAndSourcesAtTheEndOfTheirText() {
        // When
        List<Event> events = Wire.events(Wire.cassette("stream-search.txt"));
        // Then
        assertEquals(
                List.of(
                        new Event.Other(0, "server_tool_use"),
                        new Event.Other(0, "web_search_tool_result"),
                        new Event.TextDelta(0, "\uD83D\uDE00 So: "),
                        new Event.TextDelta(0, "grass is green"),
                        new Event.Cited(
                                0,
                                new Citation(
                                        new Citation.Source.Page("https://example.org/grass"),
                                        Optional.of("Grass"),
                                        Optional.of("Grass is green."),
                                        Optional.of(new Citation.Stretch(6, 20)))),
                        new Event.Finished(0, FinishReason.OTHER),
                        new Event.Used(Usage.of(25, 30)),
                        new Event.Ended()),
                events.subList(2, events.size()));
    }

    @Test
    void tellsAnErrorInTheStream() {
        // When
        Failure failure = failure(Wire.cassette("stream-error.txt"));
        // Then
        assertEquals("overloaded", failure.label());
        assertEquals(529, failure.status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stream-text.txt",
                "stream-tools.txt",
                "stream-thinking.txt",
                "stream-search.txt",
                "stream-error.txt"
            })
    void readsTheSameWhereverTheStreamIsCut(String cassette) {
        // Given
        Bytes stream = Bytes.of(Wire.cassette(cassette));
        List<Event> whole = Wire.events(Wire.frames(stream));
        assertTrue(whole.size() > 3);
        for (int cut = 0; cut <= stream.size(); cut++) {
            // When
            List<Frame> frames = Wire.frames(stream.slice(0, cut), stream.slice(cut, stream.size() - cut));
            // Then
            assertEquals(whole, Wire.events(frames));
            assertEquals(stream, Wire.raw(frames));
        }
    }

    @Test
    void takesAPieceOfNoBlockForMalformed() {
        for (String data : List.of(
                "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"x\"}}",
                "{\"type\":\"content_block_stop\",\"index\":3}"))
            assertEquals("malformed", failure("data: " + data + "\n\n").label());
    }

    @Test
    void takesGarbageForMalformed() {
        assertEquals("malformed", failure("data: {\"type\":\n\n").label());
        assertEquals("malformed", failure("data: [1]\n\n").label());
    }

    @Test
    void passesEventsThatAreNewHereWithoutMeaning() {
        // When
        List<Frame> frames = Wire.frames(Bytes.of("event: news\ndata: {\"type\":\"news\",\"x\":1}\n\n: comment\n\n"));
        // Then
        assertEquals(List.of(), frames.getFirst().events());
        assertEquals(List.of(new Event.Comment()), frames.get(1).events());
    }

    @Test
    void holdsAnUnfinishedEventAndGivesUpOneWithoutEnd() {
        // Given
        Dialect.StreamDecoder decoder = Wire.ANTHROPIC.streamDecoder(Wire.rewrite("m"));
        // When
        List<Frame> first = decoder.decode(Bytes.of("data: {\"type\""));
        // Then
        assertEquals(List.of(), first);
        assertTrue(decoder.held() > 0);
        // When
        List<Frame> frames = decoder.decode(Bytes.of(new byte[SseCutter.MAX_EVENT_BYTES]));
        // Then
        assertEquals(
                "malformed",
                assertInstanceOf(Event.Failed.class, frames.getFirst().events().getFirst())
                        .failure()
                        .label());
        assertEquals(List.of(), decoder.decode(Bytes.of("data: {}\n\n")));
    }
}
