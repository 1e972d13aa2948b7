package dev.outrigger.dialect.gemini;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Citation;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.LogProb;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Seal;
import dev.outrigger.chat.Usage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeminiAnswerTest {
    private static List<Event> candidate(String fields) {
        List<Event> events = Wire.answer("{\"candidates\":[{" + fields + ",\"finishReason\":\"STOP\"}]}");
        return events.subList(0, events.size() - 1);
    }

    @Test
    void readsAText() {
        assertEquals(
                List.of(
                        new Event.Started("mA9haKqJGbK1z7IPyMvQ4AY", new ModelName("gemini-2.5-flash")),
                        new Event.TextDelta(0, "Paris is the capital of France."),
                        new Event.Noted(0, "safetyRatings"),
                        new Event.Finished(0, FinishReason.STOP),
                        new Event.Used(new Usage(
                                OptionalLong.of(8), OptionalLong.of(32), OptionalLong.of(4), OptionalLong.of(25)))),
                Wire.answer(Wire.cassette("answer-text.json")));
    }

    @Test
    void keepsTheBytesOfAnAnswer() {
        Bytes body = Bytes.of(Wire.cassette("answer-text.json"));

        var whole =
                assertInstanceOf(dev.outrigger.dialect.Dialect.Answered.Whole.class, Wire.GEMINI.decodeAnswer(body));

        assertEquals(body, whole.frame().raw());
    }

    @Test
    void callsWithoutIdsGetSomeThatAreNotUsedAgain() {
        assertEquals(
                List.of(
                        new Event.Started("k0Rhab_Q", new ModelName("gemini-3-flash-preview")),
                        new Event.ReasoningDelta(0, "I need the weather twice."),
                        new Event.ReasoningSigned(0, new Seal("gemini", "c2lnLTE=")),
                        new Event.ToolCallStarted(0, 0, "call_k0Rhab_Q_0", "get_weather"),
                        new Event.ToolCallDelta(0, 0, "{\"city\": \"Paris\"}"),
                        new Event.ToolCallStarted(0, 1, "own", "get_time"),
                        new Event.ToolCallDelta(0, 1, "{}"),
                        new Event.Finished(0, FinishReason.TOOL_CALLS),
                        new Event.Used(new Usage(
                                OptionalLong.of(65), OptionalLong.of(58), OptionalLong.empty(), OptionalLong.of(40)))),
                Wire.answer(Wire.cassette("answer-tools.json")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"responseId\":\"a very/long+id that no other vendor would take as one\","})
    void idsAreOnesThatEveryVendorTakes(String responseId) {
        var started = Wire.answer(
                        "{" + responseId
                                + "\"modelVersion\":\"m\",\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":{\"name\":\"f\"}}]},\"finishReason\":\"STOP\"}]}")
                .stream()
                .filter(Event.ToolCallStarted.class::isInstance)
                .map(event -> ((Event.ToolCallStarted) event).id())
                .findFirst()
                .orElseThrow();

        assertTrue(started.matches("call_[A-Za-z0-9_-]{1,35}"), started);
    }

    @Test
    void countsStretchesInCodePoints() {
        Citation.Source a = new Citation.Source.Page("https://example.org/a");
        Citation.Source b = new Citation.Source.Page("https://example.org/b");
        // "Zürich grüßt: Rösti wärmt 😀 sehr." takes 41 bytes, and 33 characters
        Optional<Citation.Stretch> first = Optional.of(new Citation.Stretch(0, 33));
        Optional<Citation.Stretch> second = Optional.of(new Citation.Stretch(34, 39));

        assertEquals(
                List.of(
                        new Event.Cited(0, new Citation(a, Optional.of("A"), Optional.empty(), first)),
                        new Event.Cited(0, new Citation(b, Optional.of("B"), Optional.of("its words"), first)),
                        new Event.Cited(0, new Citation(b, Optional.of("B"), Optional.of("its words"), second))),
                Wire.answer(Wire.cassette("answer-grounded.json")).stream()
                        .filter(Event.Cited.class::isInstance)
                        .toList());
    }

    @Test
    void aStretchIsCountedFromItsPart() {
        List<Event> events = candidate("\"content\":{\"parts\":[{\"text\":\"äb\"},{\"text\":\"cü\"}]},"
                + "\"groundingMetadata\":{\"groundingChunks\":[{\"web\":{\"uri\":\"u\"}}],\"groundingSupports\":["
                + "{\"segment\":{\"partIndex\":1,\"startIndex\":1,\"endIndex\":3},\"groundingChunkIndices\":[0,7]}]}");

        assertEquals(
                new Event.Cited(
                        0,
                        new Citation(
                                new Citation.Source.Page("u"),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(new Citation.Stretch(3, 4)))),
                events.getLast());
    }

    @Test
    void readsRecitedSources() {
        List<Event> events = candidate(
                "\"content\":{\"parts\":[{\"text\":\"abcdef\"}]},\"citationMetadata\":"
                        + "{\"citationSources\":[{\"startIndex\":2,\"endIndex\":4,\"uri\":\"u\",\"license\":\"mit\"},{\"endIndex\":1}]}");

        assertEquals(
                List.of(
                        new Event.TextDelta(0, "abcdef"),
                        new Event.Cited(
                                0,
                                new Citation(
                                        new Citation.Source.Page("u"),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.of(new Citation.Stretch(2, 4)))),
                        new Event.Noted(0, "groundingMetadata")),
                events);
    }

    @Test
    void readsLogProbabilities() {
        List<Event> events = candidate(
                "\"logprobsResult\":{\"chosenCandidates\":[{\"token\":\"a\",\"logProbability\":-0.5}],"
                        + "\"topCandidates\":[{\"candidates\":[{\"token\":\"a\",\"logProbability\":-0.5},{\"token\":\"b\",\"logProbability\":-2}]}]}");

        assertEquals(
                List.of(new Event.LogProbs(
                        0, List.of(new LogProb("a", -0.5, List.of(new LogProb("a", -0.5), new LogProb("b", -2.0)))))),
                events);
    }

    @Test
    void readsSeveralCandidatesAndMedia() {
        List<Event> events = Wire.answer(
                "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]},\"finishReason\":\"STOP\"},{\"index\":1,"
                        + "\"content\":{\"parts\":[{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"eA==\"}},"
                        + "{\"executableCode\":{\"code\":\"1\"}},{\"fileData\":{\"fileUri\":\"https://x.org/a.mp3\"}}]},"
                        + "\"finishReason\":\"STOP\"}]}");

        assertEquals(
                List.of(
                        new Event.TextDelta(0, "a"),
                        new Event.Finished(0, FinishReason.STOP),
                        new Event.MediaDelta(
                                1, new Part.Media(Part.Media.Kind.IMAGE, new Part.Source.Inline("image/png", "eA=="))),
                        new Event.Other(1, "executableCode"),
                        new Event.MediaDelta(
                                1, new Part.Media(Part.Media.Kind.AUDIO, new Part.Source.Url("https://x.org/a.mp3"))),
                        new Event.Finished(1, FinishReason.STOP)),
                events);
    }

    @ParameterizedTest
    @CsvSource({
        "STOP, STOP",
        "MAX_TOKENS, LENGTH",
        "SAFETY, CONTENT_FILTER",
        "RECITATION, CONTENT_FILTER",
        "BLOCKLIST, CONTENT_FILTER",
        "PROHIBITED_CONTENT, CONTENT_FILTER",
        "SPII, CONTENT_FILTER",
        "LANGUAGE, CONTENT_FILTER",
        "IMAGE_SAFETY, CONTENT_FILTER",
        "MALFORMED_FUNCTION_CALL, CONTENT_FILTER",
        "UNEXPECTED_TOOL_CALL, CONTENT_FILTER",
        "TOO_MANY_TOOL_CALLS, CONTENT_FILTER",
        "MISSING_THOUGHT_SIGNATURE, CONTENT_FILTER",
        "BRAND_NEW, OTHER",
    })
    void readsWhyItEnded(String reason, FinishReason finish) {
        assertEquals(
                List.of(new Event.Finished(0, finish)),
                Wire.answer("{\"candidates\":[{\"finishReason\":\"" + reason + "\"}]}"));
    }

    @Test
    void aBlockedPromptIsRefusedAndShownAsItIs() {
        String body = Wire.cassette("answer-blocked.json");

        var refused = assertInstanceOf(Failure.Refused.class, Wire.broken(body));

        assertEquals("the prompt was blocked: PROHIBITED_CONTENT", refused.message());
        var verbatim = refused.verbatim().orElseThrow();
        assertEquals(200, verbatim.status());
        assertEquals(Bytes.of(body), verbatim.body());
        assertEquals("gemini", verbatim.dialect());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[]", "{}", "{\"candidates\":[]}", "{\"candidates\":{}}", "<html>", "{\"candidates\":[{"})
    void whatIsNoAnswerIsMalformed(String body) {
        assertInstanceOf(Failure.Malformed.class, Wire.broken(body));
    }

    @Test
    void anErrorInsideAnAnswerIsWhatItSays() {
        assertInstanceOf(
                Failure.Overloaded.class,
                Wire.broken("{\"error\":{\"code\":503,\"message\":\"busy\",\"status\":\"UNAVAILABLE\"}}"));
        assertInstanceOf(Failure.Throttled.class, Wire.broken("{\"error\":{\"status\":\"RESOURCE_EXHAUSTED\"}}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"promptTokenCount\":8,\"totalTokenCount\":20|12",
                "\"promptTokenCount\":8,\"totalTokenCount\":8|0",
                "\"promptTokenCount\":8,\"thoughtsTokenCount\":5,\"totalTokenCount\":20|12",
                "\"promptTokenCount\":8,\"toolUsePromptTokenCount\":2,\"totalTokenCount\":20|10",
                "\"promptTokenCount\":8,\"candidatesTokenCount\":3,\"totalTokenCount\":20|3",
                "\"promptTokenCount\":8|-1",
                "\"totalTokenCount\":8|-1",
            })
    void theTotalTellsACountThatIsLeftOut(String counts, long output) {
        var used = (Event.Used)
                Wire.answer("{\"candidates\":[{\"finishReason\":\"STOP\"}],\"usageMetadata\":{" + counts + "}}")
                        .getLast();

        assertEquals(output, used.usage().output().orElse(-1));
    }

    @Test
    void anAnswerThatNamesNoModelIsOfTheOneThatWasAsked() {
        String body =
                "{\"responseId\":\"r\",\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"x\"}]},\"finishReason\":\"STOP\"}]}";

        var whole = assertInstanceOf(
                dev.outrigger.dialect.Dialect.Answered.Whole.class,
                Wire.GEMINI.decodeAnswer(Bytes.of(body), Wire.rewrite("m")));

        Event.Started started = new Event.Started("r", new ModelName("m"));
        assertEquals(started, whole.frame().events().getFirst());
        assertEquals(started, Wire.events("data: " + body + "\n\n").getFirst());
    }
}
