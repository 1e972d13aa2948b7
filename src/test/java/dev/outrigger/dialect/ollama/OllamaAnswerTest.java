package dev.outrigger.dialect.ollama;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Usage;
import dev.outrigger.dialect.Dialect;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OllamaAnswerTest {
    private static Frame whole(Bytes body) {
        return assertInstanceOf(Dialect.Answered.Whole.class, Lines.OLLAMA.decodeAnswer(body))
                .frame();
    }

    private static Failure broken(String body) {
        return assertInstanceOf(Dialect.Answered.Broken.class, Lines.OLLAMA.decodeAnswer(Bytes.of(body)))
                .failure();
    }

    @Test
    void readsAChatsAnswerAndKeepsItsBytes() {
        // Given
        Bytes body = Lines.cassette("answer-chat.json");
        // When
        Frame frame = whole(body);
        // Then
        assertSame(body, frame.raw());
        assertEquals(
                List.of(
                        new Event.Started("", new ModelName("qwen3:8b")),
                        new Event.ReasoningDelta(0, "The tool said so."),
                        new Event.TextDelta(0, "It is sunny."),
                        new Event.Finished(0, FinishReason.STOP),
                        new Event.Used(Usage.of(11, 18))),
                frame.events());
    }

    @Test
    void readsAPromptsAnswer() {
        assertEquals(
                List.of(
                        new Event.Started("", new ModelName("gemma3")),
                        new Event.TextDelta(0, "Hello!"),
                        new Event.Finished(0, FinishReason.LENGTH),
                        new Event.Used(Usage.of(11, 3))),
                whole(Lines.cassette("answer-generate.json")).events());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SECRET",
                "<html>SECRET</html>",
                "[]",
                "{}",
                "{\"message\":{\"content\":\"SECRET\"},\"done\":false}"
            })
    void takesWhatIsNoWholeAnswerForMalformed(String body) {
        Failure failure = broken(body);

        assertInstanceOf(Failure.Malformed.class, failure);
        assertFalse(failure.message().contains("SECRET"));
    }

    @Test
    void readsAnErrorThatCameWithStatus200() {
        assertInstanceOf(Failure.Overloaded.class, broken("{\"error\":\"model runner has unexpectedly stopped\"}"));
        assertInstanceOf(Failure.Malformed.class, broken("{\"error\":\"" + "x".repeat(300_000) + "\"}"));
    }

    @Test
    void writesTheShapeThatTheAppsPathHas() {
        // Given
        List<Frame> frames = List.of(Frame.of(List.of(
                new Event.Started("x", new ModelName("smol")),
                new Event.ReasoningDelta(0, "Hm"),
                new Event.TextDelta(0, "Pa"),
                new Event.TextDelta(0, "ris"),
                new Event.Finished(0, FinishReason.STOP),
                new Event.Used(Usage.of(3, 4)))));
        String head = "{\"model\":\"smol\",\"created_at\":\"2025-06-15T15:06:40Z\",";
        String tail = ",\"done\":true,\"done_reason\":\"stop\",\"prompt_eval_count\":3,\"eval_count\":4}";
        String chat = head + "\"message\":{\"role\":\"assistant\",\"content\":\"Paris\",\"thinking\":\"Hm\"}" + tail;
        // When, Then
        assertEquals(chat, Lines.OLLAMA.encodeAnswer(frames, Lines.ID).utf8());
        assertEquals(
                chat,
                Lines.OLLAMA
                        .encodeAnswer(Lines.inbound(Lines.CHAT, Lines.cassette("request-chat.json")), frames, Lines.ID)
                        .utf8());
        assertEquals(
                head + "\"response\":\"Paris\",\"thinking\":\"Hm\"" + tail,
                Lines.OLLAMA
                        .encodeAnswer(
                                Lines.inbound(Lines.PROMPT, Lines.cassette("request-generate.json")), frames, Lines.ID)
                        .utf8());
    }

    @Test
    void writesNoCountThatIsNotKnown() {
        List<Frame> frames = List.of(Frame.of(List.of(new Event.TextDelta(0, "x"))));

        assertFalse(Lines.OLLAMA.encodeAnswer(frames, Lines.ID).utf8().contains("count"));
    }
}
