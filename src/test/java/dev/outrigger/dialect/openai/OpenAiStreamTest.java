package dev.outrigger.dialect.openai;

import static dev.outrigger.dialect.Rewrite.StreamUsage.ASKED_FOR_US;
import static dev.outrigger.dialect.Rewrite.StreamUsage.AS_ASKED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Usage;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.dialect.SseCutter;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiStreamTest {
    private static final String HEAD = "{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"model\":\"gpt-x\",";
    private static final String USAGE_CHUNK = "data: " + HEAD
            + "\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":3,\"total_tokens\":12}}\n\n";

    private static String delta(String delta) {
        return HEAD + "\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":null}]}";
    }

    private static Failure failure(String data) {
        List<Event> events = Wire.events(data);
        return assertInstanceOf(Event.Failed.class, events.getFirst()).failure();
    }

    @Test
    void tellsTheBeginningOnceAndTextAsItComes() {
        // When
        List<Event> events = Wire.events(
                delta("{\"role\":\"assistant\",\"content\":\"\"}"), delta("{\"content\":\"Hi\"}"), "[DONE]");
        // Then
        assertEquals(
                List.of(
                        new Event.Started("c1", new ModelName("gpt-x")),
                        new Event.TextDelta(0, ""),
                        new Event.TextDelta(0, "Hi"),
                        new Event.Ended()),
                events);
    }

    @Test
    void doesNotTakeTheRoleChunkForContent() {
        // When
        List<Frame> frames = Wire.frames(
                AS_ASKED,
                "data: " + delta("{\"role\":\"assistant\",\"content\":\"\"}") + "\n\ndata: "
                        + delta("{\"content\":\"x\"}") + "\n\n");
        // Then
        assertEquals(
                List.of(false, true), frames.stream().map(Frame::hasContent).toList());
    }

    @Test
    void waitsForTheModelBehindAzuresEmptyFirstChunk() {
        // When
        List<Frame> frames = Wire.frames(
                AS_ASKED,
                "data: {\"choices\":[],\"created\":0,\"id\":\"\",\"model\":\"\",\"object\":\"\","
                        + "\"prompt_filter_results\":[{\"prompt_index\":0,\"content_filter_results\":{}}]}\n\n"
                        + "data: " + delta("{\"content\":\"x\"}") + "\n\n");
        // Then
        assertTrue(frames.getFirst().events().isEmpty());
        assertFalse(frames.getFirst().raw().isEmpty());
        assertInstanceOf(Event.Started.class, frames.get(1).events().getFirst());
    }

    @Test
    void hidesTheUsageThatWasAskedForUs() {
        // Given
        String text = "data: " + delta("{\"content\":\"x\"}") + "\n\n";
        // When
        List<Frame> frames = Wire.frames(ASKED_FOR_US, text + USAGE_CHUNK + "data: [DONE]\n\n");
        // Then
        assertEquals(text + "data: [DONE]\n\n", Wire.raw(frames).utf8());
        assertTrue(Wire.events(frames).contains(new Event.Used(Usage.of(9, 3))));
    }

    @Test
    void showsTheUsageThatTheAppAskedFor() {
        assertEquals(USAGE_CHUNK, Wire.raw(Wire.frames(AS_ASKED, USAGE_CHUNK)).utf8());
    }

    @Test
    void showsUsageThatComesWithAChoice() {
        // Given
        String chunk = "data: " + HEAD + "\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],"
                + "\"usage\":{\"prompt_tokens\":1}}\n\n";
        // When
        List<Frame> frames = Wire.frames(ASKED_FOR_US, chunk);
        // Then
        assertEquals(chunk, Wire.raw(frames).utf8());
    }

    @Test
    void leavesUnknownCountsAbsent() {
        // When
        List<Event> events = Wire.events(HEAD + "\"choices\":[],\"usage\":{\"prompt_tokens\":9,"
                + "\"completion_tokens\":-1,\"prompt_tokens_details\":{\"cached_tokens\":0,\"cache_write_tokens\":8},"
                + "\"completion_tokens_details\":null}}");
        // Then
        Usage expected = new Usage(
                OptionalLong.of(9), OptionalLong.empty(), OptionalLong.of(0), OptionalLong.empty(), OptionalLong.of(8));
        assertEquals(new Event.Used(expected), events.get(1));
    }

    @Test
    void followsEveryChoiceByItsIndex() {
        // When
        List<Event> events = Wire.events(HEAD + "\"choices\":[{\"index\":1,\"delta\":{\"content\":\"b\"}},"
                + "{\"index\":0,\"delta\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}]}");
        // Then
        assertEquals(
                List.of(
                        new Event.TextDelta(1, "b"),
                        new Event.TextDelta(0, "a"),
                        new Event.Finished(0, FinishReason.STOP)),
                events.subList(1, events.size()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"reasoning_content\":\"hm\"}",
                "{\"reasoning\":\"hm\"}",
                "{\"reasoning_content\":null,\"reasoning\":\"hm\"}",
                "{\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"hm\"}]}]}"
            })
    void readsReasoningInEachSpelling(String delta) {
        assertEquals(
                new Event.ReasoningDelta(0, "hm"), Wire.events(delta(delta)).get(1));
    }

    @Test
    void readsARefusalInWords() {
        assertEquals(
                new Event.RefusalDelta(0, "no"),
                Wire.events(delta("{\"refusal\":\"no\"}")).get(1));
    }

    @Test
    void takesSoundForContent() {
        // When
        List<Event> events = Wire.events(delta("{\"audio\":{\"id\":\"a\",\"data\":\"AAAA\",\"transcript\":\"hi\"}}"));
        // Then
        assertEquals(
                List.of(
                        new Event.MediaDelta(
                                0, new Part.Media(Part.Media.Kind.AUDIO, new Part.Source.Inline("audio/*", "AAAA"))),
                        new Event.Other(0, "audio.transcript")),
                events.subList(1, events.size()));
        assertTrue(events.get(1).isContent());
    }

    @ParameterizedTest
    @CsvSource({
        "stop,STOP",
        "length,LENGTH",
        "tool_calls,TOOL_CALLS",
        "function_call,TOOL_CALLS",
        "content_filter,CONTENT_FILTER",
        "model_length,LENGTH",
        "model_context_window_exceeded,LENGTH",
        "sensitive,CONTENT_FILTER",
        "eos,OTHER"
    })
    void readsEveryFinishReason(String wire, FinishReason reason) {
        // When
        List<Event> events =
                Wire.events(HEAD + "\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"" + wire + "\"}]}");
        // Then
        assertEquals(new Event.Finished(0, reason), events.getLast());
    }

    @ParameterizedTest
    @CsvSource({
        "error,502",
        "abort,502",
        "network_error,502",
        "insufficient_system_resource,503",
    })
    void aReasonThatSaysItFailedIsNoEnd(String wire, int status) {
        // When
        List<Event> events = Wire.events(HEAD + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"so far\"},"
                + "\"finish_reason\":\"" + wire + "\"}]}");
        // Then
        assertEquals(new Event.TextDelta(0, "so far"), events.get(1));
        Event.Failed failed = assertInstanceOf(Event.Failed.class, events.get(2));
        assertEquals(status, failed.failure().status());
        assertEquals(3, events.size());
    }

    @Test
    void anErrorOfAChoiceIsToldInItsWords() {
        // When
        List<Event> events = Wire.events(HEAD + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\"},"
                + "\"finish_reason\":\"error\",\"error\":{\"code\":429,\"message\":\"Provider is busy\"}}]}");
        // Then
        Failure failure = assertInstanceOf(Event.Failed.class, events.getLast()).failure();
        assertEquals("throttled", failure.label());
        assertEquals("Provider is busy", failure.words());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"error\":{\"message\":\"SECRET\",\"type\":\"server_error\"}} | overloaded | 502",
                "{\"error\":{\"message\":\"SECRET\",\"code\":\"rate_limit_exceeded\"}} | throttled | 429",
                "{\"error\":{\"message\":\"SECRET\",\"code\":\"insufficient_quota\"}} | exhausted | 429",
                "{\"error\":{\"message\":\"SECRET\",\"type\":\"invalid_request_error\"}} | rejected | 400",
                "{\"error\":{\"message\":\"SECRET\",\"code\":\"context_length_exceeded\"}} | too_long | 400",
                "{\"error\":{\"message\":\"SECRET\",\"code\":\"content_filter\"}} | refused | 400",
                "{\"error\":{\"message\":\"SECRET\",\"type\":\"overloaded_error\"}} | overloaded | 503",
                "{\"error\":{\"message\":\"SECRET\",\"code\":402},\"choices\":[]} | exhausted | 429",
                "{\"object\":\"error\",\"message\":\"SECRET\",\"code\":500} | overloaded | 500",
                "{\"error\":\"SECRET\"} | overloaded | 502",
            })
    void readsAnErrorInsideTheStream(String data, String label, int status) {
        // When
        Failure failure = failure(data);
        // Then
        assertEquals(label, failure.label());
        assertEquals(status, failure.status());
        assertFalse(failure.message().contains("SECRET"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SECRET", "{\"choices\":[", "[]", "42", "null", "\"SECRET\"", "<html>SECRET</html>"})
    void takesGarbageForABrokenAnswer(String data) {
        // When
        Failure failure = failure(data);
        // Then
        assertInstanceOf(Failure.Malformed.class, failure);
        assertFalse(failure.message().contains("SECRET"));
    }

    @Test
    void doesNotLoseAnAnswerToARepeatedKey() {
        assertEquals(
                new Event.TextDelta(0, "x"),
                Wire.events(delta("{\"role\":\"assistant\",\"role\":\"assistant\",\"content\":\"x\"}"))
                        .get(1));
    }

    @Test
    void takesACommentForASignOfLife() {
        assertEquals(List.of(new Event.Comment()), Wire.events(Wire.frames(AS_ASKED, ": OPENROUTER PROCESSING\n\n")));
    }

    @Test
    void takesAnUnfinishedLastEventForWhatItIs() {
        assertEquals(List.of(new Event.Ended()), Wire.events(Wire.frames(AS_ASKED, "data: [DONE]")));
        assertInstanceOf(
                Event.Failed.class,
                Wire.events(Wire.frames(AS_ASKED, "data: {\"choi")).getFirst());
    }

    @Test
    void tellsOnceThatAnEventIsAboveTheBound() {
        // Given
        Dialect.StreamDecoder decoder = Wire.OPENAI.streamDecoder(Wire.rewrite("m", AS_ASKED));
        Bytes piece = Bytes.of(new byte[SseCutter.MAX_EVENT_BYTES / 2 + 1]);
        decoder.decode(piece);
        // When
        List<Frame> frames = decoder.decode(piece);
        // Then
        Event.Failed failed =
                assertInstanceOf(Event.Failed.class, Wire.events(frames).getFirst());
        assertInstanceOf(Failure.Malformed.class, failed.failure());
        assertTrue(decoder.decode(piece).isEmpty());
    }

    @Test
    void passesEveryByteOn() {
        // Given
        String stream = ": c\r\n\r\ndata: " + delta("{\"content\":\"é😀\"}") + "\r\n\r\nevent: x\ndata: {}\n\n\n"
                + USAGE_CHUNK + "data: [DONE]\n\n";
        // When
        List<Frame> frames = Wire.frames(AS_ASKED, stream);
        // Then
        assertEquals(stream, Wire.raw(frames).utf8());
    }
}
