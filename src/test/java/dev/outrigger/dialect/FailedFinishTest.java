package dev.outrigger.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.ModelName;
import dev.outrigger.dialect.Dialect.Answered;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A reason that says nothing is none: whoever took it for one would let the rest of its stream go. */
class FailedFinishTest {
    private static final String OPENAI =
            "data: {\"choices\":[{\"delta\":{\"content\":\"Hi\"},\"finish_reason\":%s}]}\n\n";
    private static final String GEMINI =
            "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hi\"}]},\"finishReason\":%s}]}\n\n";
    private static final String ANTHROPIC = """
            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":%s},"usage":{"output_tokens":1}}

            """;

    private static Dialect dialect(String name) {
        return Spoken.all().stream()
                .map(Spoken::dialect)
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<FinishReason> reasons(List<Frame> frames) {
        return frames.stream()
                .flatMap(frame -> frame.events().stream())
                .filter(Event.Finished.class::isInstance)
                .map(event -> ((Event.Finished) event).reason())
                .toList();
    }

    private static List<FinishReason> streamed(String dialect, String reason) {
        String piece = switch (dialect) {
            case "openai" -> OPENAI;
            case "gemini" -> GEMINI;
            default -> ANTHROPIC;
        };
        Dialect spoken = dialect(dialect);
        Dialect.StreamDecoder decoder = spoken.streamDecoder(Rewrite.none(new ModelName("m")));
        return reasons(decoder.decode(Bytes.of(piece.formatted(reason))));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "openai,\"\"",
                "openai,\" \"",
                "openai,\"null\"",
                "openai,null",
                "openai,7",
                "gemini,\"\"",
                "gemini,\"FINISH_REASON_UNSPECIFIED\"",
                "gemini,null",
                "gemini,0",
                "anthropic,\"\"",
                "anthropic,\"null\"",
                "anthropic,null",
            })
    void aReasonThatSaysNothingEndsNoStream(String dialect, String reason) {
        assertEquals(List.of(), streamed(dialect, reason));
    }

    @ParameterizedTest
    @CsvSource({"openai,new_word", "gemini,NEW_WORD", "anthropic,new_word"})
    void aReasonThatIsNewEndsOne(String dialect, String reason) {
        assertEquals(List.of(FinishReason.OTHER), streamed(dialect, "\"" + reason + "\""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "openai|{\"choices\":[{\"message\":{\"content\":\"Hi\"},\"finish_reason\":\"\"}]}",
                "gemini|{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hi\"}]},\"finishReason\":\"\"}]}",
                "anthropic|{\"content\":[{\"type\":\"text\",\"text\":\"Hi\"}],\"stop_reason\":\"\"}",
            })
    void aWholeAnswerWithSuchAReasonHasEnded(String dialect, String body) {
        Answered.Whole whole =
                assertInstanceOf(Answered.Whole.class, dialect(dialect).decodeAnswer(Bytes.of(body)));
        assertEquals(List.of(FinishReason.STOP), reasons(List.of(whole.frame())));
    }
}
