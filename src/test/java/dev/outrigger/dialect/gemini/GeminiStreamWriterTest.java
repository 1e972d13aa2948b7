package dev.outrigger.dialect.gemini;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Citation;
import dev.outrigger.chat.Completion;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Seal;
import dev.outrigger.chat.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class GeminiStreamWriterTest {
    private static final Event[] OPENAIS = {
        new Event.Started("chatcmpl-1", new ModelName("gpt-x")),
        new Event.TextDelta(0, ""),
        new Event.TextDelta(0, "Pa"),
        new Event.TextDelta(0, "ris"),
        new Event.Finished(0, FinishReason.LENGTH),
        new Event.Used(Usage.of(3, 4)),
        new Event.Ended()
    };
    private static final String TAIL = "\"modelVersion\":\"gpt-x\",\"responseId\":\"" + Wire.ID.value() + "\"}";

    private static String chunk(String text) {
        return "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"" + text
                + "\"}],\"role\":\"model\"},\"index\":0}]," + TAIL;
    }

    private static final String LAST =
            "{\"candidates\":[{\"content\":{\"role\":\"model\"},\"index\":0,\"finishReason\":\"MAX_TOKENS\"}],"
                    + "\"usageMetadata\":{\"promptTokenCount\":3,\"candidatesTokenCount\":4,\"totalTokenCount\":7},"
                    + TAIL;

    @Test
    void writesEventsWithWhyItEndedBesideItsUsage() {
        assertEquals(
                "data: " + chunk("Pa") + "\n\ndata: " + chunk("ris") + "\n\ndata: " + LAST + "\n\n",
                Wire.written(Wire.EVENTS, OPENAIS));
    }

    @Test
    void writesTheSameAsOneArray() {
        assertEquals("[" + chunk("Pa") + ",\n" + chunk("ris") + ",\n" + LAST + "]", Wire.written(Wire.ARRAY, OPENAIS));
    }

    @Test
    void anAnswerOfNothingIsAnEmptyArray() {
        assertEquals("[]", Wire.written(Wire.ARRAY, new Event.Ended()));
    }

    /** What came byte for byte from upstream gets nothing of ours at its end. */
    @Test
    void endsNothingThatItHasNotBegun() {
        assertEquals("", Wire.written(Wire.EVENTS, new Event.Ended()));
    }

    @Test
    void aFailureIsTheLastElementOfTheArray() {
        var encoder = Wire.GEMINI.streamEncoder(
                Wire.inbound(Wire.ARRAY, "{\"contents\":[{\"parts\":[{\"text\":\"hi\"}]}]}"), Wire.ID);
        String begun =
                encoder.encode(Frame.of(List.of(new Event.TextDelta(0, "Pa")))).utf8();

        String failed =
                encoder.encodeFailure(new Failure.Cut("it broke")).orElseThrow().utf8();

        JsonNode array = Wire.tree(begun + failed);
        assertEquals(2, array.size());
        assertEquals(
                "Pa", array.path(0).at("/candidates/0/content/parts/0/text").asText());
        assertEquals(502, array.path(1).at("/error/code").asInt());
    }

    @Test
    void aFailureBeforeTheFirstElementIsTheOnlyOne() {
        var encoder = Wire.GEMINI.streamEncoder(
                Wire.inbound(Wire.ARRAY, "{\"contents\":[{\"parts\":[{\"text\":\"hi\"}]}]}"), Wire.ID);

        String failed =
                encoder.encodeFailure(new Failure.Cut("it broke")).orElseThrow().utf8();

        assertEquals(
                "UNAVAILABLE", Wire.tree(failed).path(0).at("/error/status").asText());
    }

    @Test
    void aFailureOfEventsIsAnEvent() {
        String event = Wire.GEMINI
                .encodeStreamFailure(new Failure.Cut("it broke"), Wire.ID)
                .utf8();

        assertEquals(
                "data: {\"error\":{\"code\":502,\"message\":\"it broke [exchange " + Wire.ID.value()
                        + "]\",\"status\":\"UNAVAILABLE\",\"details\":[{\"@type\":\"type.googleapis.com/google.rpc.ErrorInfo\","
                        + "\"reason\":\"CUT\",\"domain\":\"outrigger\"}]}}\n\n",
                event);
        assertTrue(Wire.events(event).getFirst() instanceof Event.Failed);
    }

    @Test
    void repeatsTheUsageThatIsKnownInEveryChunk() {
        String stream = Wire.written(
                Wire.EVENTS,
                new Event.Used(Usage.of(3, 1)),
                new Event.TextDelta(0, "a"),
                new Event.Used(Usage.of(3, 2)),
                new Event.TextDelta(0, "b"),
                new Event.Finished(0, FinishReason.STOP),
                new Event.Used(Usage.of(3, 5)),
                new Event.Ended());

        assertEquals(
                List.of(Usage.of(3, 1), Usage.of(3, 2), Usage.of(3, 5)),
                Wire.events(stream).stream()
                        .filter(Event.Used.class::isInstance)
                        .map(event -> ((Event.Used) event).usage())
                        .toList());
    }

    @Test
    void callsComeWholeHoweverTheirPiecesCame() {
        List<Event> events = Wire.events(Wire.written(
                Wire.EVENTS,
                new Event.ToolCallStarted(0, 0, "a", "f"),
                new Event.ToolCallDelta(0, 0, "{\"x\""),
                new Event.ToolCallStarted(0, 1, "b", "g"),
                new Event.ToolCallDelta(0, 1, "{}"),
                new Event.ToolCallDelta(0, 0, ":1}"),
                new Event.Finished(0, FinishReason.TOOL_CALLS),
                new Event.Ended()));

        assertEquals(
                List.of(
                        new Event.ToolCallStarted(0, 0, "a", "f"),
                        new Event.ToolCallDelta(0, 0, "{\"x\":1}"),
                        new Event.ToolCallStarted(0, 1, "b", "g"),
                        new Event.ToolCallDelta(0, 1, "{}"),
                        new Event.Finished(0, FinishReason.TOOL_CALLS)),
                // The beginning is told before.
                events.subList(1, events.size()));
    }

    @Test
    void aCallThatIsCutIsNotToldAsOne() {
        String stream = Wire.written(
                Wire.EVENTS, new Event.ToolCallStarted(0, 0, "a", "f"), new Event.ToolCallDelta(0, 0, "{\"x\""));

        assertEquals("", stream);
    }

    @Test
    void whatIsSaidAfterACallComesAfterIt() {
        Completion whole = Completion.of(Wire.frames(Wire.written(
                Wire.EVENTS,
                new Event.ToolCallStarted(0, 0, "a", "f"),
                new Event.ToolCallDelta(0, 0, "{}"),
                new Event.TextDelta(0, "done"),
                new Event.Ended())));

        assertEquals(
                List.of(new Part.ToolCall("a", "f", "{}"), new Part.Text("done")),
                whole.choices().getFirst().parts());
    }

    @Test
    void showsOwnSealsWhereTheyWereAndNoOthers() {
        String stream = Wire.written(
                Wire.ARRAY,
                new Event.ReasoningDelta(0, "hm"),
                new Event.ReasoningSigned(0, new Seal("anthropic", "THEIRS")),
                new Event.ReasoningSigned(0, new Seal("gemini", "OURS")),
                new Event.ToolCallStarted(0, 0, "a", "f"),
                new Event.ReasoningSigned(0, new Seal("gemini", "LATER")),
                new Event.Finished(0, FinishReason.TOOL_CALLS),
                new Event.Ended());

        assertFalse(stream.contains("THEIRS"), stream);
        JsonNode last = Wire.tree(stream).path(1).at("/candidates/0/content/parts");
        assertEquals("OURS", last.path(0).path("thoughtSignature").asText());
        assertEquals("f", last.path(0).at("/functionCall/name").asText());
        assertEquals("LATER", last.path(1).path("thoughtSignature").asText());
    }

    @Test
    void sourcesComeAtTheEndInBytesOfTheText() {
        String stream = Wire.written(
                Wire.EVENTS,
                new Event.TextDelta(0, "Grü"),
                new Event.TextDelta(0, "ße 😀!"),
                new Event.Cited(
                        0,
                        new Citation(
                                new Citation.Source.Page("https://x.org"),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(new Citation.Stretch(3, 7)))),
                new Event.Cited(
                        0,
                        new Citation(
                                new Citation.Source.Given(1), Optional.empty(), Optional.empty(), Optional.empty())),
                new Event.Finished(0, FinishReason.STOP),
                new Event.Ended());

        JsonNode last = Wire.tree(stream.substring(stream.lastIndexOf("data: ") + 6));
        JsonNode grounding = last.at("/candidates/0/groundingMetadata");
        assertEquals(1, grounding.path("groundingChunks").size());
        // "Grü" takes 4 bytes, "ße " 4, the face 4
        assertEquals(
                "{\"startIndex\":4,\"endIndex\":12}",
                grounding.at("/groundingSupports/0/segment").toString());
    }

    @Test
    void readsBackTheStreamsOfTheVendor() {
        for (String name : List.of("stream-text.txt", "stream-tools.txt")) {
            // Given: with the arguments as they are written here
            String stream = Wire.cassette(name).replace("\"city\": ", "\"city\":");
            Completion before = Completion.of(Wire.frames(stream));
            // When
            List<Event> events = new ArrayList<>(Wire.events(stream));
            events.add(new Event.Ended());
            String written = Wire.written(Wire.EVENTS, events.toArray(Event[]::new));
            // Then
            Completion after = Completion.of(Wire.frames(written));
            assertEquals(before.choices(), after.choices(), name);
            assertEquals(before.usage(), after.usage(), name);
            assertEquals(before.model(), after.model(), name);
        }
    }

    @Property(tries = 200)
    void carriesAnyTextWholeInEitherForm(@ForAll List<String> texts) {
        List<Event> events = new ArrayList<>();
        for (String text : texts) events.add(new Event.TextDelta(0, text));
        events.add(new Event.Finished(0, FinishReason.STOP));
        events.add(new Event.Ended());
        Event[] all = events.toArray(Event[]::new);
        String said = Bytes.of(String.join("", texts)).utf8();

        StringBuilder read = new StringBuilder();
        for (Event event : Wire.events(Wire.written(Wire.EVENTS, all)))
            if (event instanceof Event.TextDelta more) read.append(more.text());
        StringBuilder array = new StringBuilder();
        for (JsonNode chunk : Wire.tree(Wire.written(Wire.ARRAY, all)))
            array.append(chunk.at("/candidates/0/content/parts/0/text").asText());

        // Half surrogates cannot be sent in UTF-8; halves of one character may meet.
        if (texts.stream().noneMatch(GeminiStreamWriterTest::hasHalves)) {
            assertEquals(said, read.toString());
            assertEquals(said, array.toString());
        } else assertEquals(read.toString(), array.toString());
    }

    private static boolean hasHalves(String text) {
        return text.codePoints().anyMatch(point -> point >= 0xD800 && point <= 0xDFFF);
    }
}
