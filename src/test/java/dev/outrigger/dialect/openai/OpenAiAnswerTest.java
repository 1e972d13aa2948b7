package dev.outrigger.dialect.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Seal;
import dev.outrigger.chat.Usage;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.dialect.ListedModel;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiAnswerTest {
    private static Failure broken(String body) {
        return assertInstanceOf(Dialect.Answered.Broken.class, Wire.OPENAI.decodeAnswer(Bytes.of(body)))
                .failure();
    }

    private static Frame whole(Bytes body) {
        return assertInstanceOf(Dialect.Answered.Whole.class, Wire.OPENAI.decodeAnswer(body))
                .frame();
    }

    @Test
    void readsAWholeAnswerAndKeepsItsBytes() {
        // Given
        Bytes body = Bytes.of("{\"id\":\"c1\",\"object\":\"chat.completion\",\"model\":\"gpt-x\",\"choices\":["
                + "{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Hi\",\"refusal\":null,"
                + "\"annotations\":[],\"tool_calls\":[{\"id\":\"t\",\"type\":\"function\",\"function\":"
                + "{\"name\":\"f\",\"arguments\":\"{}\"}}]},\"logprobs\":null,\"finish_reason\":\"tool_calls\"}],"
                + "\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":7,\"total_tokens\":12,"
                + "\"prompt_tokens_details\":{\"cached_tokens\":4},"
                + "\"completion_tokens_details\":{\"reasoning_tokens\":6}}}");
        // When
        Frame frame = whole(body);
        // Then
        assertSame(body, frame.raw());
        assertEquals(
                List.of(
                        new Event.Started("c1", new ModelName("gpt-x")),
                        new Event.TextDelta(0, "Hi"),
                        new Event.ToolCallStarted(0, 0, "t", "f"),
                        new Event.ToolCallDelta(0, 0, "{}"),
                        new Event.Finished(0, FinishReason.TOOL_CALLS),
                        new Event.Used(new Usage(
                                OptionalLong.of(5), OptionalLong.of(7), OptionalLong.of(4), OptionalLong.of(6)))),
                frame.events());
    }

    @Test
    void namesWhatHasNoWord() {
        // When
        Frame frame = whole(Bytes.of(
                "{\"choices\":[{\"message\":{\"annotations\":[{}]},\"logprobs\":{},\"finish_reason\":\"stop\"}]}"));
        // Then
        assertEquals(
                List.of(
                        new Event.Other(0, "annotations"),
                        new Event.Other(0, "logprobs"),
                        new Event.Finished(0, FinishReason.STOP)),
                frame.events());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "SECRET",
                "<html>SECRET</html>",
                "{\"choices\":[{\"SECRET",
                "[]",
                "null",
                "{}",
                "{\"choices\":{}}",
                "{\"choices\":[]}",
                "{\"choices\":null}"
            })
    void takesWhatIsNoAnswerForMalformed(String body) {
        // When
        Failure failure = broken(body);
        // Then
        assertInstanceOf(Failure.Malformed.class, failure);
        assertFalse(failure.message().contains("SECRET"));
    }

    @Test
    void readsAnErrorThatCameWithStatus200() {
        assertEquals(
                "throttled",
                broken("{\"error\":{\"code\":429,\"message\":\"x\"}}").label());
        assertEquals(
                "overloaded", broken("{\"error\":{\"type\":\"server_error\"}}").label());
    }

    @ParameterizedTest
    @ValueSource(strings = {"error", "abort", "network_error", "insufficient_system_resource"})
    void anAnswerThatFailedIsNone(String reason) {
        // When
        Failure failure =
                broken("{\"choices\":[{\"message\":{\"content\":\"so far\"},\"finish_reason\":\"" + reason + "\"}]}");
        // Then
        assertEquals("overloaded", failure.label());
        assertTrue(failure.mayMoveOn());
        assertTrue(failure.message().contains(reason));
    }

    @Test
    void aChoiceWithAnErrorIsThatError() {
        // When
        Failure failure = broken("{\"choices\":[{\"message\":{\"content\":\"\"},\"finish_reason\":\"error\","
                + "\"error\":{\"code\":402,\"message\":\"Pay the provider\"}}]}");
        // Then
        assertEquals("exhausted", failure.label());
        assertEquals("Pay the provider", failure.words());
        assertEquals(
                "{\"error\":{\"code\":402,\"message\":\"Pay the provider\"}}",
                failure.original().orElseThrow().body().utf8());
    }

    @Test
    void readsArgumentsThatAreAnObjectAsTheirText() {
        assertEquals(
                new Event.ToolCallDelta(0, 0, "{\"x\": 1}"),
                whole(Bytes.of("{\"choices\":[{\"message\":{\"tool_calls\":[{\"id\":\"t\",\"function\":"
                                + "{\"name\":\"f\",\"arguments\":{\"x\": 1}}}]},\"finish_reason\":\"tool_calls\"}]}"))
                        .events()
                        .get(1));
    }

    @Test
    void aChoiceWithoutAnErrorHasNone() {
        assertEquals(
                List.of(new Event.TextDelta(0, "Hi"), new Event.Finished(0, FinishReason.STOP)),
                whole(Bytes.of("{\"choices\":[{\"message\":{\"content\":\"Hi\"},\"error\":null,"
                                + "\"finish_reason\":\"stop\"}]}"))
                        .events());
    }

    @ParameterizedTest
    @EnumSource(names = "OTHER", mode = EnumSource.Mode.EXCLUDE)
    void readsBackWhatItWrites(FinishReason reason) {
        // Given
        List<Frame> frames = List.of(
                Frame.of(List.of(new Event.Started("x", new ModelName("smol")))),
                Frame.of(List.of(new Event.TextDelta(0, "He said \"hé"), new Event.TextDelta(0, "😀\"\n"))),
                Frame.of(List.of(new Event.Finished(0, reason), new Event.Used(Usage.of(3, 4)), new Event.Ended())));
        // When
        Frame read = whole(Wire.OPENAI.encodeAnswer(frames, Wire.ID));
        // Then
        assertEquals(
                List.of(
                        new Event.Started("chatcmpl-" + Wire.ID.value(), new ModelName("smol")),
                        new Event.TextDelta(0, "He said \"hé😀\"\n"),
                        new Event.Finished(0, reason),
                        new Event.Used(Usage.of(3, 4))),
                read.events());
    }

    @Test
    void writesTheShapeOfOpenAi() {
        // When
        Bytes body = Wire.OPENAI.encodeAnswer(
                List.of(Frame.of(List.of(
                        new Event.Started("x", new ModelName("smol")),
                        new Event.TextDelta(0, "Paris."),
                        new Event.Finished(0, FinishReason.STOP),
                        new Event.Used(Usage.of(3, 4))))),
                Wire.ID);
        // Then
        assertEquals(
                "{\"id\":\"chatcmpl-01JZ0000000000000000000000\",\"object\":\"chat.completion\",\"created\":1750000000,"
                        + "\"model\":\"smol\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\","
                        + "\"content\":\"Paris.\",\"refusal\":null},\"logprobs\":null,\"finish_reason\":\"stop\"}],"
                        + "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4,\"total_tokens\":7}}",
                body.utf8());
    }

    @Test
    void writesAMessageThatOnlyCallsWithoutAText() {
        String body = body(
                new Event.ReasoningDelta(0, "hm"),
                new Event.ReasoningSigned(0, new Seal("anthropic", "SEAL")),
                new Event.ToolCallStarted(0, 0, "c1", "f"),
                new Event.ToolCallDelta(0, 0, "{}"),
                new Event.Finished(0, FinishReason.TOOL_CALLS));

        assertTrue(
                body.contains(
                        "\"message\":{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"c1\",\"type\":\"function\","
                                + "\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}],\"reasoning_content\":\"hm\","
                                + "\"content\":null,\"refusal\":null},\"logprobs\":null,\"finish_reason\":\"tool_calls\"}"),
                body);
        assertFalse(body.contains("SEAL"));
    }

    @Test
    void writesARefusalInOnePieceAndWithoutAText() {
        String body = body(
                new Event.RefusalDelta(0, "I "), new Event.ReasoningDelta(0, "hm"), new Event.RefusalDelta(0, "won't"));

        assertTrue(body.contains("\"content\":null,\"refusal\":\"I won't\"}"), body);
    }

    @Test
    void writesEveryChoiceUnderItsIndex() {
        String body = body(
                new Event.TextDelta(1, "b"),
                new Event.TextDelta(0, "a"),
                new Event.Finished(0, FinishReason.STOP),
                new Event.Finished(1, FinishReason.LENGTH));

        assertTrue(
                body.indexOf("{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"a\",\"refusal\":null}")
                        > 0,
                body);
        assertTrue(
                body.contains(
                        "{\"index\":1,\"message\":{\"role\":\"assistant\",\"content\":\"b\",\"refusal\":null},\"logprobs\":null,"
                                + "\"finish_reason\":\"length\"}"),
                body);
    }

    private static String body(Event... events) {
        return Wire.OPENAI
                .encodeAnswer(List.of(Frame.of(List.of(events))), Wire.ID)
                .utf8();
    }

    @Test
    void writesNoCountThatIsNotKnown() {
        // Given
        List<Frame> frames = List.of(Frame.of(List.of(new Event.TextDelta(0, "x"))));
        // When
        String body = Wire.OPENAI.encodeAnswer(frames, Wire.ID).utf8();
        // Then
        assertFalse(body.contains("usage"));
    }

    @Test
    void listsModels() {
        assertEquals(
                "{\"object\":\"list\",\"data\":[{\"id\":\"auto\",\"object\":\"model\",\"created\":0,"
                        + "\"owned_by\":\"outrigger\"}]}",
                Wire.OPENAI
                        .encodeModels(List.of(new ListedModel("auto", "outrigger")))
                        .utf8());
        assertTrue(Wire.OPENAI.encodeModels(List.of()).utf8().contains("\"data\":[]"));
    }

    @Test
    void aWholeMessageHasEndedAlsoWhereItsServerDoesNotSayWhy() {
        Frame frame = whole(Bytes.of("{\"id\":\"c\",\"model\":\"m\",\"choices\":["
                + "{\"message\":{\"content\":\"a\"},\"finish_reason\":null},{\"message\":{\"content\":\"b\"}}]}"));

        assertEquals(
                List.of(new Event.Finished(0, FinishReason.STOP), new Event.Finished(1, FinishReason.STOP)),
                frame.events().stream().filter(Event.Finished.class::isInstance).toList());
    }
}
