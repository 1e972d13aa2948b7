package dev.outrigger.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.dialect.Dialect.Answered;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether whole answers are some: one that says something has ended, one that says nothing must say why. */
class WholeAnswerTest {
    private static final List<Dialect> DIALECTS =
            Spoken.all().stream().map(Spoken::dialect).toList();

    private static Answered answered(String dialect, String body) {
        return DIALECTS.stream()
                .filter(one -> one.name().equals(dialect))
                .findFirst()
                .orElseThrow()
                .decodeAnswer(Bytes.of(body));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "openai|{\"choices\":[{\"message\":{\"content\":\"Hi\"},\"finish_reason\":null}]}",
                "openai|{\"choices\":[{\"message\":{\"content\":\"Hi\"}}]}",
                "anthropic|{\"content\":[{\"type\":\"text\",\"text\":\"Hi\"}],\"stop_reason\":null}",
                "bedrock|{\"output\":{\"message\":{\"content\":[{\"text\":\"Hi\"}]}}}",
                "gemini|{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hi\"}]}}]}",
                "ollama|{\"message\":{\"content\":\"Hi\"}}",
            })
    void oneThatSaysSomethingHasEnded(String dialect, String body) {
        List<Event> events = assertInstanceOf(Answered.Whole.class, answered(dialect, body))
                .frame()
                .events();
        assertEquals(List.of(new Event.TextDelta(0, "Hi"), new Event.Finished(0, FinishReason.STOP)), events);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "openai|{\"choices\":[{\"message\":{\"content\":\"\"}}]}",
                "openai|{\"choices\":[{\"message\":{\"content\":null},\"finish_reason\":null}]}",
                "openai|{\"choices\":[{\"message\":{\"content\":null},\"finish_reason\":\"\"}]}",
                "openai|{\"choices\":[{\"message\":null,\"finish_reason\":\"stop\"}]}",
                "openai|{\"choices\":[{\"finish_reason\":\"stop\"}]}",
                "anthropic|{\"content\":[],\"stop_reason\":null}",
                "bedrock|{\"output\":{\"message\":{\"content\":[]}}}",
                "gemini|{\"candidates\":[{\"content\":{\"parts\":[]}}]}",
                "ollama|{\"message\":{\"content\":\"\"}}",
                "ollama|{\"message\":{\"content\":\"Hi\"},\"done\":false}",
            })
    void oneThatSaysNothingIsNone(String dialect, String body) {
        assertInstanceOf(
                Failure.Malformed.class,
                assertInstanceOf(Answered.Broken.class, answered(dialect, body)).failure());
    }

    @Test
    void oneThatSaysNothingButWhyIsOne() {
        assertEquals(
                List.of(new Event.TextDelta(0, ""), new Event.Finished(0, FinishReason.LENGTH)),
                assertInstanceOf(
                                Answered.Whole.class,
                                answered(
                                        "openai",
                                        "{\"choices\":[{\"message\":{\"content\":\"\"},\"finish_reason\":\"length\"}]}"))
                        .frame()
                        .events());
    }

    @Test
    void eachChoiceEndsByItself() {
        assertEquals(
                List.of(
                        new Event.TextDelta(0, "a"),
                        new Event.TextDelta(1, "b"),
                        new Event.Finished(1, FinishReason.LENGTH),
                        new Event.Finished(0, FinishReason.STOP)),
                assertInstanceOf(
                                Answered.Whole.class,
                                answered(
                                        "openai",
                                        "{\"choices\":[{\"message\":{\"content\":\"a\"}},{\"index\":1,"
                                                + "\"message\":{\"content\":\"b\"},\"finish_reason\":\"length\"}]}"))
                        .frame()
                        .events());
    }
}
