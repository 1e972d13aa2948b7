package dev.outrigger.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.outrigger.chat.Bytes;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What servers say when they do not take a field, in the words they were seen to use. */
class LessonTest {
    private static Optional<Lesson> of(String message) {
        return Lesson.of(Bytes.of("{\"error\":{\"message\":\"" + message + "\",\"type\":\"invalid_request_error\"}}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "temperature | Unsupported parameter: 'temperature' is not supported with this model.",
                "top_p | Unsupported value: `top_p` is not supported with this model.",
                "parallel_tool_calls | Unrecognized request argument supplied: parallel_tool_calls",
                "store | Unknown parameter: 'store'.",
                "temperature | `temperature` is deprecated for this model.",
                "top_k | top_k: Extra inputs are not permitted",
                "reasoning_effort | This model does not support reasoning_effort",
                "seed | `seed` parameter is not supported",
            })
    void learnsAWishThatIsRefused(String field, String message) {
        assertEquals(Optional.of(new Lesson(field, Optional.empty())), of(message));
    }

    @Test
    void believesTheFieldThatTheErrorNames() {
        Bytes refusal = Bytes.of(
                "{\"error\":{\"message\":\"no\",\"param\":\"temperature\"," + "\"code\":\"unsupported_value\"}}");

        assertEquals(Optional.of(new Lesson("temperature", Optional.empty())), Lesson.of(refusal));
    }

    @Test
    void learnsTheOtherNameOfTheBound() {
        assertEquals(
                Optional.of(new Lesson("max_tokens", Optional.of("max_completion_tokens"))),
                of("Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens'"
                        + " instead."));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // What an answer means is never left out
                "Unsupported parameter: 'response_format' is not supported with this model.",
                "Unknown parameter: 'messages'.",
                "Unsupported parameter: 'max_tokens' is not supported with this model.",
                "Unsupported parameter: 'max_tokens' is not supported. Use 'tools' instead.",
                // A value out of range is no field that is refused
                "temperature must be at most 1",
            })
    void learnsNothingElse(String message) {
        assertEquals(Optional.empty(), of(message));
    }

    @Test
    void learnsNothingFromWhatIsNoError() {
        assertEquals(Optional.empty(), Lesson.of(Bytes.of("<html>unknown parameter: seed</html>")));
        assertEquals(Optional.empty(), Lesson.of(Bytes.EMPTY));
    }
}
