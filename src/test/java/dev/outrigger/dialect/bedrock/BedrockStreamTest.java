package dev.outrigger.dialect.bedrock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Citation;
import dev.outrigger.chat.Completion;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Seal;
import dev.outrigger.chat.Splice;
import dev.outrigger.chat.Usage;
import dev.outrigger.dialect.Dialect.Answered;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers, streamed and whole, read. */
class BedrockStreamTest {
    private static final Seal SIGNATURE = new Seal("bedrock", "EqoBCkgIARABGAIiQL2U");

    private static Frame whole(Bytes body) {
        return assertInstanceOf(Answered.Whole.class, Wire.BEDROCK.decodeAnswer(body, Wire.asks(Wire.CLAUDE)))
                .frame();
    }

    private static Failure failure(Bytes stream) {
        return assertInstanceOf(
                        Event.Failed.class, Wire.events(Wire.stream(stream)).getLast())
                .failure();
    }

    private static Bytes event(String type, String json) {
        return Bytes.of(EventMessage.event(type, Bytes.of(json)));
    }

    private static Bytes joined(Bytes... messages) {
        return new Splice(List.of(messages)).joined();
    }

    @Test
    void readsAStreamedText() {
        Completion answer = Completion.of(Wire.stream(Wire.cassette("stream-text.bin")));

        assertEquals(
                "Grüße from Paris \uD83D\uDE00.", answer.choices().getFirst().text());
        assertEquals(FinishReason.STOP, answer.choices().getFirst().finish());
        assertEquals(Wire.CLAUDE.value(), answer.model());
        assertEquals(
                new Usage(
                        OptionalLong.of(1036),
                        OptionalLong.of(9),
                        OptionalLong.of(1024),
                        OptionalLong.empty(),
                        OptionalLong.of(0)),
                answer.usage());
    }

    @Test
    void readsStreamedThoughtsAndCalls() {
        Completion answer = Completion.of(Wire.stream(Wire.cassette("stream-tools.bin")));

        assertEquals(
                List.of(
                        new Part.Reasoning("Two cities, two calls.", Optional.of(SIGNATURE)),
                        new Part.Text("I will look."),
                        new Part.ToolCall("tooluse_kZJMlvQmRJ6eAyJE5GIl7Q", "get_weather", "{\"city\": \"Paris\"}"),
                        new Part.ToolCall("tooluse_hbTgdi0CSLq_hM4P8csZJA", "get_time", "{}")),
                answer.choices().getFirst().parts());
        assertEquals(FinishReason.TOOL_CALLS, answer.choices().getFirst().finish());
    }

    @Test
    void anExceptionInTheStreamIsItsFailure() {
        assertInstanceOf(Failure.Throttled.class, failure(Wire.cassette("stream-error.bin")));
    }

    @ParameterizedTest
    @CsvSource({
        "internalServerException, overloaded, 500",
        "serviceUnavailableException, overloaded, 503",
        "modelStreamErrorException, overloaded, 424",
        "throttlingException, throttled, 429",
        "validationException, rejected, 400",
        "newException, overloaded, 502"
    })
    void everyExceptionOfAStreamHasItsMeaning(String type, String label, int status) {
        Failure failure = failure(Bytes.of(EventMessage.exception(type, Bytes.of("{\"message\":\"secret words\"}"))));
        assertEquals(label, failure.label());
        assertEquals(status, failure.status());
        assertFalse(failure.message().contains("secret"));
    }

    @Test
    void tooLongATextIsKnownInAStreamToo() {
        assertInstanceOf(
                Failure.TooLong.class,
                failure(Bytes.of(EventMessage.exception(
                        "validationException", Bytes.of("{\"message\":\"Input is too long for requested model.\"}")))));
    }

    @Test
    void damageAndGarbageAreMalformed() {
        byte[] damaged = Wire.cassette("stream-text.bin").array().clone();
        damaged[damaged.length - 1] ^= 1;
        assertInstanceOf(Failure.Malformed.class, failure(Bytes.of(damaged)));
        assertInstanceOf(Failure.Malformed.class, failure(Bytes.of("data: {\"choices\":[]}\n\n")));
        assertInstanceOf(Failure.Malformed.class, failure(event("contentBlockDelta", "[1]")));
        assertInstanceOf(
                Failure.Malformed.class,
                failure(Wire.cassette("stream-text.bin").slice(0, 50)));
    }

    @Test
    void anEventThatIsNewMeansNothing() {
        assertEquals(List.of(new Event.Ping()), Wire.events(Wire.stream(event("somethingNew", "{}"))));
    }

    @Test
    void readsStreamedPicturesCitationsAndTheVendorsOwnTools() {
        Bytes stream = joined(
                event("contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"rose\"}}"),
                event(
                        "contentBlockDelta",
                        "{\"contentBlockIndex\":0,\"delta\":{\"citation\":{\"title\":\"T\",\"location\":"
                                + "{\"web\":{\"url\":\"https://e.com\"}}}}}"),
                event("contentBlockStop", "{\"contentBlockIndex\":0}"),
                event(
                        "contentBlockStart",
                        "{\"contentBlockIndex\":1,\"start\":{\"toolUse\":{\"toolUseId\":\"t\",\"name\":\"n\","
                                + "\"type\":\"server_tool_use\"}}}"),
                event("contentBlockDelta", "{\"contentBlockIndex\":1,\"delta\":{\"toolUse\":{\"input\":\"{}\"}}}"),
                event("contentBlockStart", "{\"contentBlockIndex\":2,\"start\":{\"image\":{\"format\":\"jpeg\"}}}"),
                event(
                        "contentBlockDelta",
                        "{\"contentBlockIndex\":2,\"delta\":{\"image\":{\"source\":{\"bytes\":\"QUJD\"}}}}"));

        List<Event> events = Wire.events(Wire.stream(stream));

        assertEquals(
                List.of(
                        new Event.TextDelta(0, "rose"),
                        new Event.Cited(
                                0,
                                new Citation(
                                        new Citation.Source.Page("https://e.com"),
                                        Optional.of("T"),
                                        Optional.empty(),
                                        Optional.of(new Citation.Stretch(0, 4)))),
                        new Event.Other(0, "server_tool_use"),
                        new Event.MediaDelta(
                                0,
                                new Part.Media(Part.Media.Kind.IMAGE, new Part.Source.Inline("image/jpeg", "QUJD")))),
                events);
    }

    @Test
    void readsAWholeAnswer() {
        Completion answer = Completion.of(List.of(whole(Wire.cassette("answer-tools.json"))));
        assertEquals(
                List.of(
                        new Part.Reasoning("The weather is asked for.", Optional.of(SIGNATURE)),
                        new Part.SealedReasoning(new Seal("bedrock", "cmVkYWN0ZWQ=")),
                        new Part.Text("I will look."),
                        new Part.ToolCall(
                                "tooluse_kZJMlvQmRJ6eAyJE5GIl7Q", "get_weather", "{\"city\": \"Paris\", \"days\": 2}"),
                        new Part.ToolCall("tooluse_hbTgdi0CSLq_hM4P8csZJA", "get_time", "{}")),
                answer.choices().getFirst().parts());
        assertEquals(Wire.CLAUDE.value(), answer.model());
        assertEquals(OptionalLong.of(380), answer.usage().input());
    }

    @Test
    void readsWhatAWholeAnswerRestsOn() {
        List<Citation> citations = Completion.of(List.of(whole(Wire.cassette("answer-citations.json"))))
                .choices()
                .getFirst()
                .citations();
        assertEquals(
                List.of(new Citation.Source.Given(0), new Citation.Source.Page("https://example.com/news")),
                citations.stream().map(Citation::source).toList());
        assertEquals(
                Optional.of(new Citation.Stretch(20, 42)), citations.getFirst().stretch());
    }

    @ParameterizedTest
    @CsvSource({
        "end_turn, STOP",
        "stop_sequence, STOP",
        "max_tokens, LENGTH",
        "model_context_window_exceeded, LENGTH",
        "tool_use, TOOL_CALLS",
        "guardrail_intervened, CONTENT_FILTER",
        "content_filtered, CONTENT_FILTER",
        "new_one, OTHER"
    })
    void everyStopReasonHasItsMeaning(String said, FinishReason meant) {
        assertEquals(meant, BedrockWords.finish(said));
    }

    @ParameterizedTest
    @ValueSource(strings = {"malformed_tool_use", "malformed_model_output"})
    void whatTheModelSaidBadlyIsNoAnswer(String reason) {
        Answered.Broken broken = assertInstanceOf(
                Answered.Broken.class,
                Wire.BEDROCK.decodeAnswer(Bytes.of("{\"output\":{\"message\":{\"role\":\"assistant\",\"content\":"
                        + "[{\"text\":\"Hi\"}]}},\"stopReason\":\"" + reason + "\"}")));
        assertInstanceOf(Failure.Malformed.class, broken.failure());
        assertTrue(broken.failure().message().contains(reason));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>", "{}", "{\"output\":{}}", "[]", "{\"choices\":[]}"})
    void whatIsNoAnswerIsMalformed(String body) {
        Answered.Broken broken = assertInstanceOf(Answered.Broken.class, Wire.BEDROCK.decodeAnswer(Bytes.of(body)));
        assertInstanceOf(Failure.Malformed.class, broken.failure());
    }
}
