package dev.outrigger.dialect.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Citation;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Seal;
import dev.outrigger.chat.Usage;
import dev.outrigger.dialect.Inbound;
import dev.outrigger.dialect.Rewrite;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class OpenAiStreamWriterTest {
    private static final String HEAD = "data: {\"id\":\"chatcmpl-01JZ0000000000000000000000\","
            + "\"object\":\"chat.completion.chunk\",\"created\":1750000000,\"model\":\"smol\",";

    private static String written(boolean usage, Event... events) {
        Inbound inbound = Wire.inbound("{\"model\":\"auto\",\"stream\":true,\"stream_options\":{\"include_usage\":"
                + usage + "},\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");
        var encoder = Wire.OPENAI.streamEncoder(inbound, Wire.ID);
        StringBuilder out = new StringBuilder();
        for (Event event : events)
            out.append(encoder.encode(Frame.of(List.of(event))).utf8());
        return out.toString();
    }

    private static String sample(boolean usage) {
        return written(
                usage,
                new Event.Started("x", new ModelName("smol")),
                new Event.TextDelta(0, "Pa\"ris"),
                new Event.Finished(0, FinishReason.LENGTH),
                new Event.Used(Usage.of(3, 4)),
                new Event.Ended());
    }

    @Test
    void writesTheStreamOfOpenAi() {
        assertEquals(
                HEAD
                        + "\"choices\":[{\"index\":0,\"finish_reason\":null,\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}\n\n"
                        + HEAD
                        + "\"choices\":[{\"index\":0,\"finish_reason\":null,\"delta\":{\"content\":\"Pa\\\"ris\"}}]}\n\n"
                        + HEAD + "\"choices\":[{\"index\":0,\"finish_reason\":\"length\",\"delta\":{}}]}\n\n"
                        + HEAD
                        + "\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4,\"total_tokens\":7}}\n\n"
                        + "data: [DONE]\n\n",
                sample(true));
    }

    @Test
    void writesUsageOnlyForWhoAskedForIt() {
        assertFalse(sample(false).contains("usage"));
    }

    @Test
    void tellsUsageOnceHoweverOftenItWasTold() {
        String stream = written(
                true,
                new Event.Started("x", new ModelName("smol")),
                new Event.Used(
                        new Usage(OptionalLong.of(3), OptionalLong.of(1), OptionalLong.of(2), OptionalLong.empty())),
                new Event.TextDelta(0, "x"),
                new Event.Used(
                        new Usage(OptionalLong.empty(), OptionalLong.of(4), OptionalLong.empty(), OptionalLong.of(1))),
                new Event.Finished(0, FinishReason.STOP),
                new Event.Ended());

        assertEquals(1, stream.split("\"usage\"", -1).length - 1);
        assertTrue(
                stream.endsWith(
                        "\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4,\"total_tokens\":7,"
                                + "\"prompt_tokens_details\":{\"cached_tokens\":2},"
                                + "\"completion_tokens_details\":{\"reasoning_tokens\":1}}}\n\ndata: [DONE]\n\n"),
                stream);
    }

    @Test
    void tellsNoUsageThatIsNotKnown() {
        assertFalse(
                written(true, new Event.TextDelta(0, "x"), new Event.Ended()).contains("usage"));
    }

    @Test
    void beginsEachChoiceWithItsRole() {
        String stream = written(
                false,
                new Event.Started("x", new ModelName("smol")),
                new Event.TextDelta(1, "b"),
                new Event.TextDelta(0, "a"),
                new Event.Finished(2, FinishReason.STOP));

        assertEquals(3, stream.split("\"role\":\"assistant\"", -1).length - 1);
        assertTrue(stream.indexOf("{\"index\":1,\"finish_reason\":null,\"delta\":{\"role\"")
                < stream.indexOf("\"content\":\"b\""));
    }

    @Test
    void writesCallsSideBySideUnderTheirIndexes() {
        String stream = written(
                false,
                new Event.ToolCallStarted(0, 0, "c1", "f"),
                new Event.ToolCallStarted(0, 1, "c2", "g"),
                new Event.ToolCallDelta(0, 1, "{}"),
                new Event.ToolCallDelta(0, 0, "[]"));

        assertTrue(
                stream.contains("{\"tool_calls\":[{\"index\":1,\"id\":\"c2\",\"type\":\"function\","
                        + "\"function\":{\"name\":\"g\",\"arguments\":\"\"}}]}"),
                stream);
        assertTrue(stream.contains("{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"[]\"}}]}"), stream);
    }

    @Test
    void writesPagesThatWereCitedAndNoOtherSource() {
        Citation page = new Citation(
                new Citation.Source.Page("https://example.org"),
                Optional.of("Example"),
                Optional.empty(),
                Optional.of(new Citation.Stretch(2, 5)));
        Citation given =
                new Citation(new Citation.Source.Given(0), Optional.empty(), Optional.empty(), Optional.empty());

        String stream = written(false, new Event.Cited(0, page));

        assertTrue(
                stream.contains("{\"annotations\":[{\"type\":\"url_citation\",\"url_citation\":{\"url\":"
                        + "\"https://example.org\",\"title\":\"Example\",\"start_index\":2,\"end_index\":5}}]}"),
                stream);
        assertEquals("", written(false, new Event.Cited(0, given)));
    }

    @Test
    void showsNoSealOfAnotherVendor() {
        Seal seal = new Seal("anthropic", "SEAL");

        assertEquals("", written(true, new Event.ReasoningSigned(0, seal), new Event.ReasoningSealed(0, seal)));
    }

    @Test
    void passesASignOfLifeOnAsAComment() {
        String stream = written(false, new Event.Ping());

        assertEquals(":\n\n", stream);
        assertEquals(List.of(new Event.Comment()), Wire.events(Wire.frames(Rewrite.StreamUsage.AS_ASKED, stream)));
    }

    @Test
    void readsBackWhatItWrites() {
        assertEquals(
                List.of(
                        new Event.Started("chatcmpl-" + Wire.ID.value(), new ModelName("smol")),
                        new Event.TextDelta(0, ""),
                        new Event.TextDelta(0, "Pa\"ris"),
                        new Event.Finished(0, FinishReason.LENGTH),
                        new Event.Used(Usage.of(3, 4)),
                        new Event.Ended()),
                Wire.events(Wire.frames(Rewrite.StreamUsage.AS_ASKED, sample(true))));
    }

    @Property
    void carriesAnyTextWhole(@ForAll List<String> texts) {
        // Given
        Event[] deltas =
                texts.stream().map(text -> new Event.TextDelta(0, text)).toArray(Event[]::new);
        // When
        String stream = written(false, deltas);
        // Then
        StringBuilder read = new StringBuilder();
        for (Event event : Wire.events(Wire.frames(Rewrite.StreamUsage.AS_ASKED, stream)))
            if (event instanceof Event.TextDelta delta) read.append(delta.text());
        assertEquals(wellFormed(String.join("", texts)), wellFormed(read.toString()));
    }

    /** Half surrogates cannot be sent in UTF-8: they become question marks. */
    private static String wellFormed(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints()
                .map(point -> Character.isSurrogate((char) point) && point < 0x10000 ? '?' : point)
                .forEach(out::appendCodePoint);
        return out.toString();
    }

    @Test
    void writesAFailureAsAnErrorEvent() {
        // Given
        Failure failure = new Failure.Cut("the upstream closed the stream");
        // When
        String event = Wire.OPENAI.encodeStreamFailure(failure, Wire.ID).utf8();
        // Then
        assertEquals(
                "data: {\"error\":{\"message\":\"the upstream closed the stream [exchange " + Wire.ID.value()
                        + "]\",\"type\":\"server_error\",\"param\":null,\"code\":\"cut\"}}\n\n",
                event);
        assertTrue(Wire.events(Wire.frames(Rewrite.StreamUsage.AS_ASKED, event)).getFirst() instanceof Event.Failed);
    }

    @Test
    void writesTheCodesThatSdksActOn() {
        assertEquals("context_length_exceeded", code(new Failure.TooLong("", Optional.empty())));
        assertEquals("model_not_found", code(new Failure.UnknownModel("", Optional.empty())));
        assertEquals("insufficient_quota", code(new Failure.Exhausted("", Optional.empty())));
        assertEquals("content_filter", code(new Failure.Refused("", Optional.empty())));
        assertEquals("rate_limit_exceeded", code(new Failure.Throttled(Optional.empty(), "", Optional.empty())));
        assertEquals("no_candidate", code(new Failure.NoCandidate("")));
    }

    private static String code(Failure failure) {
        String body = Wire.OPENAI.encodeFailure(failure, Wire.ID).utf8();
        return body.replaceAll(".*\"code\":\"([a-z_]+)\".*", "$1");
    }
}
