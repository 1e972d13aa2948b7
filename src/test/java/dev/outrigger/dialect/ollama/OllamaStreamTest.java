package dev.outrigger.dialect.ollama;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.LogProb;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Usage;
import dev.outrigger.dialect.SseCutter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OllamaStreamTest {
    private static List<Event> events(String stream) {
        return Lines.events(Lines.frames(Bytes.of(stream)));
    }

    private static Failure failed(String line) {
        return assertInstanceOf(Event.Failed.class, events(line).getFirst()).failure();
    }

    @Test
    void readsAChat() {
        assertEquals(
                List.of(
                        new Event.Started("", new ModelName("qwen3:8b")),
                        new Event.ReasoningDelta(0, "Hm"),
                        new Event.ReasoningDelta(0, "m."),
                        new Event.TextDelta(0, "Pa"),
                        new Event.LogProbs(
                                0,
                                List.of(new LogProb(
                                        "Pa", -0.25, List.of(new LogProb("Pa", -0.25), new LogProb("Lo", -3))))),
                        new Event.TextDelta(0, "ris 😀"),
                        new Event.Finished(0, FinishReason.STOP),
                        new Event.Used(Usage.of(26, 282)),
                        new Event.Ended()),
                Lines.events(Lines.frames(Lines.cassette("stream-chat.txt"))));
    }

    @Test
    void readsAPromptsAnswer() {
        assertEquals(
                List.of(
                        new Event.Started("", new ModelName("gemma3")),
                        new Event.ReasoningDelta(0, "Light"),
                        new Event.TextDelta(0, "Rayleigh"),
                        new Event.TextDelta(0, " scattering."),
                        new Event.Finished(0, FinishReason.STOP),
                        new Event.Used(Usage.of(8, 4)),
                        new Event.Ended()),
                Lines.events(Lines.frames(Lines.cassette("stream-generate.txt"))));
    }

    @Test
    void countsCallsOverAllLinesAndGivesThoseAnIdThatHaveNone() {
        // When
        List<Event> events = Lines.events(Lines.frames(Lines.cassette("stream-tools.txt")));
        // Then
        String minted = ((Event.ToolCallStarted) events.get(3)).id();
        assertEquals(
                List.of(
                        new Event.Started("", new ModelName("qwen3:8b")),
                        new Event.ToolCallStarted(0, 0, "call_9", "get_weather"),
                        new Event.ToolCallDelta(0, 0, "{\"city\":\"Paris\"}"),
                        new Event.ToolCallStarted(0, 1, minted, "find"),
                        new Event.ToolCallDelta(0, 1, "{}"),
                        new Event.Finished(0, FinishReason.TOOL_CALLS),
                        new Event.Used(Usage.of(5, 9)),
                        new Event.Ended()),
                events);
        assertTrue(minted.matches("call_[0-9a-f]+_1"), minted);
    }

    @Test
    void givesCallsOfDifferentTurnsDifferentIds() {
        String line = "{\"created_at\":\"TIME\",\"message\":{\"tool_calls\":[{\"function\":{\"name\":\"f\"}}]}}\n";

        assertNotEquals(events(line.replace("TIME", "1")), events(line.replace("TIME", "2")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream-chat.txt", "stream-tools.txt", "stream-generate.txt"})
    void meansTheSameWhereverItIsCut(String name) {
        // Given
        Bytes stream = Lines.cassette(name);
        List<Event> whole = Lines.events(Lines.frames(stream));
        String bytes = new String(stream.array(), StandardCharsets.ISO_8859_1);
        for (int at = 0; at <= stream.size(); at++) {
            // When
            List<Frame> frames = Lines.frames(stream.slice(0, at), stream.slice(at, stream.size() - at));
            // Then
            assertEquals(whole, Lines.events(frames));
            assertEquals(bytes, Lines.raw(frames));
        }
    }

    @Test
    void isNotDoneWhenItIsCutShort() {
        // Given
        Bytes stream = Lines.cassette("stream-chat.txt");
        // When
        List<Event> events = Lines.events(Lines.frames(stream.slice(0, stream.size() - 200)));
        // Then
        assertFalse(events.stream().anyMatch(event -> event instanceof Event.Finished || event instanceof Event.Ended));
    }

    @ParameterizedTest
    @CsvSource({"stop,STOP", "length,LENGTH", "content_filter,CONTENT_FILTER", "load,OTHER", "unload,OTHER", "'',STOP"})
    void readsWhyItEnded(String reason, FinishReason finish) {
        assertEquals(
                List.of(new Event.Finished(0, finish), new Event.Ended()),
                events("{\"done\":true,\"done_reason\":\"" + reason + "\",\"eval_count\":-1}"));
    }

    @Test
    void aReasonThatSaysItFailedIsNoEnd() {
        assertEquals(
                "upstream ended its answer with the reason error",
                failed("{\"done\":true,\"done_reason\":\"error\"}\n").message());
    }

    @Test
    void takesAnEmptyLineForASignOfLife() {
        assertEquals(List.of(new Event.Comment()), events("\r\n"));
    }

    @Test
    void readsAnErrorInALineByItsWords() {
        assertInstanceOf(Failure.Overloaded.class, failed("{\"error\":\"an SECRET happened\"}\n"));
        assertInstanceOf(
                Failure.TooLong.class, failed("{\"error\":\"the input length exceeds the context length\"}\n"));
        assertInstanceOf(Failure.Throttled.class, failed("{\"error\":\"too many requests\"}"));
        Failure busy = failed("{\"error\":\"server busy, please try again\"}");
        assertEquals(503, assertInstanceOf(Failure.Overloaded.class, busy).upstreamStatus());
        assertEquals("upstream sent an error inside its answer", busy.message());
        assertEquals("server busy, please try again", busy.words());
        assertFalse(failed("{\"error\":\"an SECRET happened\"}\n").message().contains("SECRET"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SECRET\n", "[]\n", "{\"SECRET", "<html>\n"})
    void takesWhatIsNoObjectForMalformed(String stream) {
        assertEquals(new Failure.Malformed("a line is not a JSON object"), failed(stream));
    }

    @Test
    void givesUpALineAboveTheBoundOnce() {
        // Given
        var decoder = Lines.OLLAMA.streamDecoder(Lines.PLAIN);
        Bytes piece = Bytes.of(new byte[1024 * 1024]);
        for (int fed = 0; fed < SseCutter.MAX_EVENT_BYTES; fed += piece.size())
            assertEquals(List.of(), decoder.decode(piece));
        assertTrue(decoder.held() >= SseCutter.MAX_EVENT_BYTES);
        // When
        List<Event> events = Lines.events(decoder.decode(Bytes.of("x")));
        // Then
        assertInstanceOf(
                Failure.Malformed.class,
                assertInstanceOf(Event.Failed.class, events.getFirst()).failure());
        assertEquals(List.of(), decoder.decode(Bytes.of("x")));
        assertEquals(0, decoder.held());
    }
}
