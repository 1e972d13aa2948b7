package dev.outrigger.dialect.gemini;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Seal;
import dev.outrigger.chat.Usage;
import dev.outrigger.dialect.SseCutter;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeminiStreamTest {
    private static Event.Used used(long output) {
        return new Event.Used(
                new Usage(OptionalLong.of(9), OptionalLong.of(output), OptionalLong.empty(), OptionalLong.of(10)));
    }

    private static Failure failure(String stream) {
        return assertInstanceOf(Event.Failed.class, Wire.events(stream).getLast())
                .failure();
    }

    @Test
    void readsAText() {
        assertEquals(
                List.of(
                        new Event.Started("s1", new ModelName("gemini-2.5-flash")),
                        new Event.ReasoningDelta(0, "Let me see."),
                        new Event.Used(new Usage(
                                OptionalLong.of(9), OptionalLong.of(0), OptionalLong.empty(), OptionalLong.of(0))),
                        new Event.TextDelta(0, "Hello"),
                        used(11),
                        new Event.TextDelta(0, " wörld"),
                        used(12),
                        new Event.ReasoningSigned(0, new Seal("gemini", "c2lnLXN0cmVhbQ==")),
                        new Event.TextDelta(0, ""),
                        new Event.Finished(0, FinishReason.STOP),
                        used(13)),
                Wire.events(Wire.cassette("stream-text.txt")));
    }

    @Test
    void readsCallsOfSeveralChunks() {
        assertEquals(
                List.of(
                        new Event.Started("t1", new ModelName("gemini-3-flash-preview")),
                        new Event.ReasoningSigned(0, new Seal("gemini", "c2lnLTE=")),
                        new Event.ToolCallStarted(0, 0, "call_t1_0", "get_weather"),
                        new Event.ToolCallDelta(0, 0, "{\"city\": \"Paris\"}"),
                        new Event.ToolCallStarted(0, 1, "call_t1_1", "get_weather"),
                        new Event.ToolCallDelta(0, 1, "{\"city\": \"Rome\"}"),
                        new Event.Finished(0, FinishReason.TOOL_CALLS),
                        new Event.Used(Usage.of(50, 20))),
                Wire.events(Wire.cassette("stream-tools.txt")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream-text.txt", "stream-tools.txt"})
    void readsTheSameWhereverItIsCut(String name) {
        String stream = Wire.cassette(name);
        List<Event> whole = Wire.events(stream);

        for (int size = 1; size <= 64; size++) {
            List<Frame> frames = Wire.frames(stream, size);
            assertEquals(whole, Wire.events(frames), "in pieces of " + size);
            assertEquals(Bytes.of(stream), Wire.raw(frames), "in pieces of " + size);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream-text.txt", "stream-tools.txt"})
    void readsTheSameCutOnceAtEveryByte(String name) {
        Bytes stream = Bytes.of(Wire.cassette(name));
        List<Event> whole = Wire.events(stream.utf8());

        for (int at = 0; at <= stream.size(); at++) {
            var decoder = Wire.GEMINI.streamDecoder(Wire.rewrite("m"));
            var frames = new java.util.ArrayList<>(decoder.decode(stream.slice(0, at)));
            frames.addAll(decoder.decode(stream.slice(at, stream.size() - at)));
            frames.addAll(decoder.end());
            assertEquals(whole, Wire.events(frames), "cut at " + at);
            assertEquals(stream, Wire.raw(frames), "cut at " + at);
        }
    }

    @Test
    void anErrorAmongTheEventsIsAFailure() {
        assertInstanceOf(
                Failure.Overloaded.class,
                failure("data: {\"error\":{\"code\":503,\"message\":\"busy\",\"status\":\"UNAVAILABLE\"}}\n\n"));
    }

    @Test
    void anErrorThatIsNoEventIsAFailureToo() {
        assertInstanceOf(
                Failure.Throttled.class,
                failure("\n{\n  \"error\": {\n    \"code\": 429,\n    \"status\": \"RESOURCE_EXHAUSTED\"\n  }\n}\n"));
    }

    @Test
    void aBlockedPromptIsRefusedInTheBytesItCameIn() {
        String event = "data: {\"promptFeedback\":{\"blockReason\":\"SAFETY\"}}\n\n";

        var refused = assertInstanceOf(Failure.Refused.class, failure(event));

        assertEquals("text/event-stream", refused.verbatim().orElseThrow().contentType());
        assertEquals(Bytes.of(event), refused.verbatim().orElseThrow().body());
    }

    @Test
    void aReasonThatIsNoWordIsNotRepeated() {
        assertEquals(
                "the prompt was blocked",
                failure("data: {\"promptFeedback\":{\"blockReason\":\"you said: x\"}}\n\n")
                        .message());
    }

    @ParameterizedTest
    @ValueSource(strings = {"data: nonsense\n\n", "data: [1]\n\n", "data: {\"candidates\":\n\n"})
    void whatIsNoObjectIsMalformed(String stream) {
        assertInstanceOf(Failure.Malformed.class, failure(stream));
    }

    @ParameterizedTest
    @ValueSource(strings = {": ping\n\n", "event: ping\n\n", "\n\n"})
    void signsOfLifeAreComments(String stream) {
        assertTrue(Wire.events(stream).stream().allMatch(Event.Comment.class::isInstance));
        assertEquals(Bytes.of(stream), Wire.raw(Wire.frames(stream)));
    }

    @Test
    void anEventWithoutEndFailsOnce() {
        var decoder = Wire.GEMINI.streamDecoder(Wire.rewrite("m"));
        Bytes half = Bytes.of("x".repeat(SseCutter.MAX_EVENT_BYTES / 2 + 1));

        List<Event> events = new java.util.ArrayList<>();
        for (int i = 0; i < 4; i++) events.addAll(Wire.events(decoder.decode(half)));

        assertEquals(1, events.size());
        assertInstanceOf(Event.Failed.class, events.getFirst());
    }

    @Test
    void tellsASourceOnceHoweverOftenItIsRepeated() {
        String chunk = "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]},\"groundingMetadata\":"
                + "{\"groundingChunks\":[{\"web\":{\"uri\":\"u\"}}]}}]}\n\n";

        assertEquals(
                1,
                Wire.events(chunk + chunk).stream()
                        .filter(Event.Cited.class::isInstance)
                        .count());
    }
}
