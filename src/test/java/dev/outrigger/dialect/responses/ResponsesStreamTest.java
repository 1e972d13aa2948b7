package dev.outrigger.dialect.responses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Citation;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.LogProb;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Seal;
import dev.outrigger.chat.Usage;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.support.Row;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponsesStreamTest {
    private static final ModelName MODEL = new ModelName("gpt-5-mini-2025-08-07");
    private static final Event USED = new Event.Used(new Usage(
            OptionalLong.of(81), OptionalLong.of(40), OptionalLong.of(16), OptionalLong.of(12), OptionalLong.of(3)));

    private static List<Event> cassette(String name) {
        return ResponsesWire.events(ResponsesWire.frames(ResponsesWire.cassette(name)));
    }

    @Test
    void readsReasoningTextAndWhatIsToldOfIt() {
        assertEquals(
                List.of(
                        new Event.Started("resp_68b1", MODEL),
                        new Event.Ping(),
                        new Event.ReasoningDelta(0, "Capitals"),
                        new Event.ReasoningDelta(0, "\n"),
                        new Event.ReasoningDelta(0, "of Europe"),
                        new Event.ReasoningSigned(0, new Seal("openai", "gAAAAABq")),
                        new Event.TextDelta(0, "Par"),
                        new Event.LogProbs(
                                0,
                                List.of(new LogProb(
                                        "Par", -0.25, List.of(new LogProb("Par", -0.25), new LogProb("Lon", -2.5))))),
                        new Event.TextDelta(0, "is – é"),
                        new Event.TextDelta(0, " 🗼."),
                        new Event.Cited(
                                0,
                                new Citation(
                                        new Citation.Source.Page("https://example.org/paris"),
                                        Optional.of("Paris"),
                                        Optional.empty(),
                                        Optional.of(new Citation.Stretch(0, 5)))),
                        USED,
                        new Event.Finished(0, FinishReason.STOP),
                        new Event.Ended()),
                cassette("stream-text.txt"));
    }

    @Test
    void readsCallsByThePlaceOfTheirItem() {
        assertEquals(
                List.of(
                        new Event.Started("resp_68b2", MODEL),
                        new Event.Ping(),
                        new Event.ToolCallStarted(0, 0, "call_a", "weather"),
                        new Event.ToolCallDelta(0, 0, "{\"cit"),
                        new Event.ToolCallDelta(0, 0, "y\":\"Paris\"}"),
                        new Event.ToolCallStarted(0, 1, "call_b", "weather"),
                        new Event.ToolCallDelta(0, 1, "{\"cit"),
                        new Event.ToolCallDelta(0, 1, "y\":\"Rome\"}"),
                        new Event.ToolCallStarted(0, 2, "call_c", "note"),
                        new Event.ToolCallDelta(0, 2, "warm?"),
                        USED,
                        new Event.Finished(0, FinishReason.TOOL_CALLS),
                        new Event.Ended()),
                cassette("stream-tools.txt"));
    }

    @Test
    void readsWhatTheVendorsToolsDoByName() {
        assertEquals(
                List.of(
                        new Event.Started("resp_68b3", MODEL),
                        new Event.Other(0, "response.web_search_call.in_progress"),
                        new Event.Other(0, "response.web_search_call.completed"),
                        new Event.Other(0, "web_search_call"),
                        new Event.TextDelta(0, "It is"),
                        USED,
                        new Event.Finished(0, FinishReason.LENGTH),
                        new Event.Ended()),
                cassette("stream-incomplete.txt"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream-text.txt", "stream-tools.txt", "stream-incomplete.txt", "stream-failed.txt"})
    void meansTheSameWhereverItIsCut(String name) {
        byte[] whole = Bytes.of(ResponsesWire.cassette(name)).array();
        List<Event> expected = cassette(name);
        for (int cut = 1; cut < whole.length; cut++) {
            Dialect.StreamDecoder decoder = ResponsesWire.RESPONSES.streamDecoder(ResponsesWire.REWRITE);
            List<Frame> frames = new ArrayList<>(decoder.decode(Bytes.of(java.util.Arrays.copyOf(whole, cut))));
            frames.addAll(decoder.decode(Bytes.of(java.util.Arrays.copyOfRange(whole, cut, whole.length))));
            frames.addAll(decoder.end());
            assertEquals(expected, ResponsesWire.events(frames));
            ByteArrayOutputStream raw = new ByteArrayOutputStream();
            frames.forEach(frame -> raw.writeBytes(frame.raw().array()));
            assertEquals(Bytes.of(whole), Bytes.of(raw.toByteArray()));
        }
    }

    @Test
    @Row("before.error-in-200")
    void readsAFailureByItsCode() {
        Event last = cassette("stream-failed.txt").getLast();
        assertInstanceOf(
                Failure.Throttled.class,
                assertInstanceOf(Event.Failed.class, last).failure());
    }

    @ParameterizedTest
    @CsvSource({
        "server_error, Overloaded",
        "rate_limit_exceeded, Throttled",
        "insufficient_quota, Exhausted",
        "invalid_prompt, Refused",
        "bio_policy, Refused",
        "image_content_policy_violation, Refused",
        "invalid_image_format, Rejected",
        "empty_image_file, Rejected",
        "context_length_exceeded, TooLong",
    })
    void readsErrorsInBothOfTheirForms(String code, String kind) {
        String error = "{\"code\":\"" + code + "\",\"message\":\"m\",\"param\":null";
        for (String data : List.of(
                "{\"type\":\"error\",\"sequence_number\":3," + error.substring(1) + "}",
                "{\"type\":\"error\",\"sequence_number\":3,\"error\":" + error + "}}",
                "{\"type\":\"response.failed\",\"response\":{\"status\":\"failed\",\"error\":" + error + "}}}")) {
            Event.Failed failed = assertInstanceOf(
                    Event.Failed.class, ResponsesWire.events(data).getFirst());
            assertEquals(kind, failed.failure().getClass().getSimpleName(), data);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "max_output_tokens, LENGTH",
        "content_filter, CONTENT_FILTER",
        "steered, OTHER",
    })
    void readsWhyAnAnswerIsIncomplete(String reason, FinishReason finish) {
        assertEquals(
                List.of(new Event.Finished(0, finish), new Event.Ended()),
                ResponsesWire.events("{\"type\":\"response.incomplete\",\"response\":{\"status\":\"incomplete\","
                        + "\"incomplete_details\":{\"reason\":\"" + reason + "\"}}}"));
    }

    @Test
    void readsARefusal() {
        assertEquals(
                List.of(new Event.RefusalDelta(0, "I can")),
                ResponsesWire.events("{\"type\":\"response.refusal.delta\",\"output_index\":0,\"delta\":\"I can\"}"));
    }

    @Test
    void readsReasoningThatIsHiddenAsSealed() {
        assertEquals(
                List.of(new Event.ReasoningSealed(0, new Seal("openai", "gAAA"))),
                ResponsesWire.events("{\"type\":\"response.output_item.done\",\"output_index\":0,\"item\":"
                        + "{\"type\":\"reasoning\",\"summary\":[],\"encrypted_content\":\"gAAA\"}}"));
    }

    @Test
    void readsAPictureOnceItIsWhole() {
        assertEquals(
                List.of(
                        new Event.Other(0, "response.image_generation_call.partial_image"),
                        new Event.MediaDelta(
                                0,
                                new Part.Media(Part.Media.Kind.IMAGE, new Part.Source.Inline("image/webp", "UklG")))),
                ResponsesWire.events(
                        "{\"type\":\"response.image_generation_call.partial_image\",\"partial_image_b64\":\"UklG\"}",
                        "{\"type\":\"response.output_item.done\",\"output_index\":0,\"item\":"
                                + "{\"type\":\"image_generation_call\",\"result\":\"UklG\",\"output_format\":\"webp\"}}"));
    }

    /** As some compatible servers do. */
    @Test
    void readsItemsThatAreToldOnlyWhole() {
        assertEquals(
                List.of(
                        new Event.ReasoningDelta(0, "hm"),
                        new Event.ToolCallStarted(0, 0, "c1", "f"),
                        new Event.ToolCallDelta(0, 0, "{}"),
                        new Event.TextDelta(0, "hi")),
                ResponsesWire.events(
                        "{\"type\":\"response.output_item.done\",\"output_index\":0,\"item\":"
                                + "{\"type\":\"reasoning\",\"summary\":[],\"content\":[{\"text\":\"hm\"}]}}",
                        "{\"type\":\"response.output_item.done\",\"output_index\":1,\"item\":"
                                + "{\"type\":\"function_call\",\"call_id\":\"c1\",\"name\":\"f\",\"arguments\":\"{}\"}}",
                        "{\"type\":\"response.output_item.done\",\"output_index\":2,\"item\":"
                                + "{\"type\":\"message\",\"content\":[{\"type\":\"output_text\",\"text\":\"hi\"}]}}"));
    }

    @Test
    void countsCitationsFromTheBeginningOfTheAnswer() {
        List<Event> events = ResponsesWire.events(
                "{\"type\":\"response.content_part.added\",\"output_index\":0}",
                "{\"type\":\"response.output_text.delta\",\"output_index\":0,\"delta\":\"🗼🗼\"}",
                "{\"type\":\"response.content_part.added\",\"output_index\":1}",
                "{\"type\":\"response.output_text.delta\",\"output_index\":1,\"delta\":\"abc\"}",
                "{\"type\":\"response.output_text.annotation.added\",\"output_index\":1,\"annotation\":"
                        + "{\"type\":\"container_file_citation\",\"file_id\":\"cfile_1\",\"filename\":\"a.csv\","
                        + "\"start_index\":1,\"end_index\":3}}");
        Event.Cited cited = assertInstanceOf(Event.Cited.class, events.getLast());
        assertEquals(Optional.of(new Citation.Stretch(3, 5)), cited.citation().stretch());
        assertEquals(new Citation.Source.Uploaded("cfile_1"), cited.citation().source());
        assertEquals(Optional.of("a.csv"), cited.citation().title());
    }

    @Test
    void toleratesCommentsEndMarksAndWhatIsNew() {
        List<Frame> frames = ResponsesWire.frames(
                ": alive\n\ndata: {\"type\":\"keepalive\",\"sequence_number\":3}\n\ndata: [DONE]\n\n");
        assertEquals(List.of(new Event.Comment(), new Event.Ended()), ResponsesWire.events(frames));
        assertEquals(3, frames.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"data: {", "data: []", "data: <html>"})
    void isBrokenByWhatIsNoObject(String line) {
        Event event = ResponsesWire.events(ResponsesWire.frames(line + "\n\n")).getFirst();
        assertInstanceOf(
                Failure.Malformed.class,
                assertInstanceOf(Event.Failed.class, event).failure());
    }

    @Test
    void hasNoEndWhenItsLastEventIsMissing() {
        String stream = ResponsesWire.cassette("stream-text.txt");
        List<Event> events = ResponsesWire.events(
                ResponsesWire.frames(stream.substring(0, stream.indexOf("event: response.completed"))));
        assertTrue(events.stream().noneMatch(Event.Finished.class::isInstance));
        assertTrue(events.stream().noneMatch(Event.Ended.class::isInstance));
    }
}
