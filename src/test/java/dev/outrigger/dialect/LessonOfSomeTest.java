package dev.outrigger.dialect;

import static dev.outrigger.dialect.LessonTest.ANTHROPIC;
import static dev.outrigger.dialect.LessonTest.GEMINI;
import static dev.outrigger.dialect.LessonTest.OLLAMA;
import static dev.outrigger.dialect.LessonTest.OPENAI;
import static dev.outrigger.dialect.LessonTest.RESPONSES;
import static dev.outrigger.dialect.LessonTest.error;
import static dev.outrigger.dialect.LessonTest.learned;
import static dev.outrigger.dialect.LessonTest.leftOut;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Refusals of one value of a field, or of two fields together: of other requests they tell nothing. */
class LessonOfSomeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "adaptive thinking is not supported on this model",
                "thinking: Input tag 'adaptive' found using 'type' does not match any of the expected tags: 'disabled',"
                        + " 'enabled'",
                "\\\"thinking.type.adaptive\\\" is not supported for this model.",
            })
    void learnsAWayToThinkThatAnthropicRefuses(String message) {
        assertEquals(
                List.of(when("thinking", new When.Saying("thinking.type", "\"adaptive\""))),
                learned("anthropic", ANTHROPIC, error(message)));
        assertEquals(
                List.of(),
                learned(
                        "anthropic",
                        ANTHROPIC.replace("\"adaptive\"", "\"enabled\",\"budget_tokens\":1024"),
                        error(message)));
    }

    @Test
    void learnsOfTwoFieldsThatTheyDoNotGoTogether() {
        String message = "`temperature` and `top_p` cannot both be specified for this model. Please use only one.";
        String bedrock = "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"hi\"}]}],\"inferenceConfig\":"
                + "{\"temperature\":1,\"topP\":1}}";

        assertEquals(
                List.of(when("top_p", new When.Beside("temperature"))),
                learned("anthropic", ANTHROPIC, error(message)));
        assertEquals(
                List.of(when("inferenceConfig.topP", new When.Beside("inferenceConfig.temperature"))),
                learned(
                        "bedrock",
                        bedrock,
                        "{\"message\":\"The model returned the following errors: " + message + "\"}"));
        assertEquals(List.of(), learned("anthropic", ANTHROPIC.replace("\"temperature\":1,", ""), error(message)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "reasoning_effort | low | Unsupported value: 'reasoning_effort' does not support 'low' with this model.",
                "temperature | 1 | Unsupported value: 'temperature' does not support 1 with this model.",
            })
    void learnsTheValueThatOpenAiRefuses(String field, String value, String message) {
        String json = value.equals("1") ? value : "\"" + value + "\"";
        List<Lesson> expected = List.of(when(field, new When.Saying(field, json)));
        String coded = "{\"error\":{\"message\":\"no\",\"param\":\"" + field + "\",\"code\":\"unsupported_value\"}}";

        assertEquals(expected, learned("openai", OPENAI, error(message)));
        assertEquals(expected, learned("openai", OPENAI, coded));
    }

    @Test
    void learnsAllOfAFieldThatHasButOneValue() {
        String refusal = "{\"error\":{\"message\":\"Unsupported value: 'temperature' does not support 0.7 with this"
                + " model. Only the default (1) value is supported.\",\"param\":\"temperature\",\"code\":"
                + "\"unsupported_value\"}}";

        assertEquals(leftOut("temperature"), learned("openai", OPENAI, refusal));
    }

    @Test
    void learnsTheValueOfAFieldInAnother() {
        String refusal =
                "{\"error\":{\"message\":\"no\",\"param\":\"reasoning.effort\",\"code\":\"unsupported_value\"}}";

        assertEquals(
                List.of(when("reasoning.effort", new When.Saying("reasoning.effort", "\"low\""))),
                learned("openai-responses", RESPONSES, refusal));
    }

    @Test
    void keepsNoLongText() {
        String sent = OPENAI.replace("\"low\"", "\"" + "x".repeat(64) + "\"");
        String refusal =
                "{\"error\":{\"message\":\"no\",\"param\":\"reasoning_effort\",\"code\":\"unsupported_value\"}}";

        assertEquals(List.of(), learned("openai", sent, refusal));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "generationConfig.thinkingConfig.thinkingLevel | \"LOW\" | Thinking level LOW is not supported for this model.",
                "generationConfig.thinkingConfig.thinkingBudget | 0 | Budget 0 is invalid. This model only works in thinking mode.",
                "generationConfig.thinkingConfig.thinkingBudget | 0 | The thinking budget 0 is invalid. Please choose a value"
                        + " between 512 and 24576.",
            })
    void learnsHowMuchThoughtGeminiRefuses(String field, String json, String message) {
        String sent = GEMINI.replace("\"thinkingLevel\"", "\"thinkingBudget\":0,\"thinkingLevel\"");

        assertEquals(List.of(when(field, new When.Saying(field, json))), learned("gemini", sent, error(message)));
        assertEquals(
                List.of(),
                learned("gemini", sent.replace("\"LOW\"", "\"HIGH\"").replace(":0,", ":-1,"), error(message)));
    }

    @Test
    void learnsHowMuchThoughtOllamaRefuses() {
        String refusal = "{\"error\":\"think value \\\"medium\\\" is not supported for this model\"}";

        assertEquals(
                List.of(when("think", new When.Saying("think", "\"medium\""))),
                learned("ollama", OLLAMA.replace("\"think\":true", "\"think\":\"medium\""), refusal));
        assertEquals(List.of(), learned("ollama", OLLAMA, refusal));
    }

    private static Lesson when(String field, When when) {
        return new Lesson(field, Optional.empty(), when);
    }
}
