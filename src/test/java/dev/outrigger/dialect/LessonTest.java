package dev.outrigger.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.outrigger.chat.Bytes;
import dev.outrigger.support.Row;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What servers say when they do not take a field, in the words they were seen to use. */
class LessonTest {
    private static final List<Spoken> ALL = Spoken.all();

    static final String OPENAI = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\","
            + "\"name\":\"n\"},{\"role\":\"assistant\",\"content\":\"ho\",\"reasoning_content\":\"hm\",\"timestamp\":1}],"
            + "\"temperature\":1,\"top_p\":1,\"top_k\":1,\"seed\":1,\"parallel_tool_calls\":true,\"store\":true,"
            + "\"reasoning_effort\":\"low\",\"max_tokens\":5,\"response_format\":{\"type\":\"json_schema\","
            + "\"json_schema\":{\"name\":\"n\",\"schema\":{},\"strict\":true}},\"safe_prompt\":true,"
            + "\"logit_bias\":{},\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"strict\":true}}]}";

    static final String ANTHROPIC = "{\"model\":\"m\",\"max_tokens\":9,\"system\":[{\"type\":\"text\",\"text\":\"s\","
            + "\"cache_control\":{\"type\":\"ephemeral\",\"scope\":\"x\"}}],\"messages\":[{\"role\":\"user\",\"content\":"
            + "[{\"type\":\"text\",\"text\":\"hi\",\"x\":1}],\"name\":\"n\"}],\"temperature\":1,\"top_p\":1,\"thinking\":"
            + "{\"type\":\"adaptive\"},\"output_config\":{\"effort\":\"low\"},\"context_management\":{},\"tools\":"
            + "[{\"name\":\"f\",\"input_schema\":{\"type\":\"object\"},\"strict\":true,\"input_examples\":[{}]}]}";

    static final String GEMINI = "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"hi\"}]},{\"role\":"
            + "\"model\",\"parts\":[{\"functionCall\":{\"id\":\"1\",\"name\":\"f\",\"args\":{}}}]},{\"role\":\"user\","
            + "\"parts\":[{\"functionResponse\":{\"id\":\"1\",\"name\":\"f\",\"response\":{\"output\":\"o\"}}}]}],"
            + "\"labels\":{\"a\":\"b\"},\"cachedContent\":\"c\",\"generationConfig\":{\"topK\":1,\"presencePenalty\":1,"
            + "\"thinkingConfig\":{\"thinkingLevel\":\"LOW\"},\"responseMimeType\":\"application/json\"}}";

    static final String RESPONSES = "{\"model\":\"m\",\"input\":\"hi\",\"reasoning\":{\"effort\":\"low\","
            + "\"summary\":\"auto\"},\"text\":{\"verbosity\":\"low\"},\"previous_response_id\":null}";

    static final String OLLAMA = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],"
            + "\"think\":true,\"options\":{\"seed\":1,\"num_ctx\":4096,\"num_predict\":3}}";

    static List<Lesson> learned(String dialect, String sent, String refusal) {
        Dialect spoken = ALL.stream()
                .map(Spoken::dialect)
                .filter(one -> one.name().equals(dialect))
                .findFirst()
                .orElseThrow();
        return Lesson.of(Bytes.of(refusal), Bytes.of(sent), spoken);
    }

    static List<Lesson> leftOut(String... fields) {
        return List.of(fields).stream()
                .map(field -> new Lesson(field, Optional.empty(), When.ALWAYS))
                .toList();
    }

    static String error(String message) {
        return "{\"error\":{\"message\":\"" + message + "\",\"type\":\"invalid_request_error\"}}";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "temperature | Unsupported parameter: 'temperature' is not supported with this model.",
                "top_p | Unsupported value: `top_p` is not supported with this model.",
                "parallel_tool_calls | Unrecognized request argument supplied: parallel_tool_calls",
                "store | Unknown parameter: 'store'.",
                "temperature | `temperature` is deprecated for this model.",
                "top_k | top_k: Extra inputs are not permitted",
                "reasoning_effort | This model does not support reasoning_effort",
                "seed | `seed` parameter is not supported",
                "reasoning_effort | \\\"llama3.1:8b\\\" does not support thinking",
                "messages[].name | Unknown parameter: 'messages[0].name'.",
                "response_format.json_schema.strict | Unknown parameter: 'response_format.json_schema.strict'.",
                "tools[].function.strict | Unrecognized request argument supplied: tools[0].function.strict",
                // Groq
                "store | property 'store' is unsupported, did you mean 'stop'?",
                "messages[].reasoning_content | 'messages.1' : for 'role:assistant' the following must be satisfied"
                        + "[('messages.1' : property 'reasoning_content' is unsupported)]",
                // A field that is nobody's
                "messages[].timestamp | 'messages.1' : for 'role:assistant' the following must be satisfied"
                        + "[('messages.1' : property 'timestamp' is unsupported)]",
                // vLLM, which repeats what Pydantic says in Python's words
                "safe_prompt | [{'type': 'extra_forbidden', 'loc': ('body', 'safe_prompt'), 'msg': 'Extra inputs are not"
                        + " permitted', 'input': True}]",
            })
    @Row("before.untranslatable-learned")
    void learnsAWishThatOpenAiOrACompatibleServerRefuses(String field, String message) {
        assertEquals(leftOut(field), learned("openai", OPENAI, error(message)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "messages[].name | messages.0.name: Extra inputs are not permitted",
                "tools[].strict | tools.0.custom.strict: Extra inputs are not permitted",
                "tools[].input_examples | tools.0.custom.input_examples: Extra inputs are not permitted",
                "messages[].content[].x | messages.0.content.0.text.x: Extra inputs are not permitted",
                "output_config.effort | This model does not support the effort parameter.",
            })
    void learnsAWishThatAnthropicRefuses(String field, String message) {
        assertEquals(
                leftOut(field),
                learned(
                        "anthropic",
                        ANTHROPIC,
                        "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"" + message
                                + "\"}}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "generationConfig.topK | Invalid JSON payload received. Unknown name \\\"topK\\\" at"
                        + " 'generation_config': Cannot find field.",
                "labels | Invalid JSON payload received. Unknown name \\\"labels\\\": Cannot find field.",
                "contents[].parts[].functionResponse.id | Invalid JSON payload received. Unknown name \\\"id\\\" at"
                        + " 'contents[2].parts[0].function_response': Cannot find field.",
                "generationConfig.thinkingConfig.thinkingLevel | Thinking level is not supported for this model.",
                "generationConfig.presencePenalty | Penalty is not enabled for models/m",
            })
    void learnsAWishThatGeminiRefuses(String field, String message) {
        String refusal = "{\"error\":{\"code\":400,\"message\":\"" + message + "\",\"status\":\"INVALID_ARGUMENT\"}}";

        assertEquals(leftOut(field), learned("gemini", GEMINI, refusal));
        assertEquals(leftOut(field), learned("gemini", GEMINI, "[" + refusal + "]"));
    }

    @Test
    void learnsAllThatGeminiNamesInItsDetails() {
        String refusal = "{\"error\":{\"code\":400,\"message\":\"Request contains an invalid argument.\",\"status\":"
                + "\"INVALID_ARGUMENT\",\"details\":[{\"@type\":\"type.googleapis.com/google.rpc.BadRequest\","
                + "\"fieldViolations\":[{\"field\":\"generation_config\",\"description\":\"Invalid JSON payload received."
                + " Unknown name \\\"thinking_config\\\" at 'generation_config': Cannot find field.\"},{\"description\":"
                + "\"Invalid JSON payload received. Unknown name \\\"labels\\\": Cannot find field.\"}]}]}}";

        assertEquals(leftOut("generationConfig.thinkingConfig", "labels"), learned("gemini", GEMINI, refusal));
    }

    @ParameterizedTest
    @CsvSource({"reasoning.effort", "reasoning.summary", "text.verbosity"})
    void believesTheFieldThatTheErrorNames(String param) {
        String refusal =
                "{\"error\":{\"message\":\"no\",\"param\":\"" + param + "\",\"code\":\"unsupported_parameter\"}}";

        assertEquals(leftOut(param), learned("openai-responses", RESPONSES, refusal));
    }

    @Test
    void learnsThatAModelOfOllamaDoesNotThink() {
        assertEquals(
                leftOut("think"),
                learned("ollama", OLLAMA, "{\"error\":\"\\\"llama3.1:8b\\\" does not support thinking\"}"));
    }

    @Test
    void learnsEveryPlaceThatAListNames() {
        String places = "[{\"type\":\"extra_forbidden\",\"loc\":[\"body\",\"messages\",1,\"assistant\","
                + "\"reasoning_content\"],\"msg\":\"Extra inputs are not permitted\",\"input\":\"\"},"
                + "{\"type\":\"extra_forbidden\",\"loc\":[\"body\",\"store\"],\"msg\":\"Extra inputs are not permitted\"},"
                + "{\"type\":\"missing\",\"loc\":[\"body\",\"seed\"],\"msg\":\"Field required\"}]";

        // Mistral's older and newer form, and FastAPI's own
        for (String refusal : List.of(
                "{\"object\":\"error\",\"message\":{\"detail\":" + places + "},\"type\":\"invalid_request_error\"}",
                "{\"object\":\"Error\",\"detail\":" + places + ",\"message\":" + places + ",\"code\":3001}",
                "{\"detail\":" + places + "}"))
            assertEquals(leftOut("messages[].reasoning_content", "store"), learned("openai", OPENAI, refusal), refusal);
    }

    @Test
    void learnsTheOtherNameOfTheBound() {
        assertEquals(
                List.of(new Lesson("max_tokens", Optional.of("max_completion_tokens"), When.ALWAYS)),
                learned(
                        "openai",
                        OPENAI,
                        error("Unsupported parameter: 'max_tokens' is not supported with this model. Use"
                                + " 'max_completion_tokens' instead.")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // What an answer means is never left out
                "Unsupported parameter: 'response_format' is not supported with this model.",
                "Unknown parameter: 'messages'.",
                "Unknown parameter: 'messages[0].content'.",
                "Unknown parameter: 'response_format.json_schema.schema'.",
                "Unsupported parameter: 'logit_bias' is not supported with this model.",
                "This model does not support tools",
                "Unsupported parameter: 'max_tokens' is not supported with this model.",
                "Unsupported parameter: 'max_tokens' is not supported. Use 'tools' instead.",
                // A value out of range is no field that is refused
                "temperature must be at most 1",
                // Nobody said it
                "Unsupported parameter: 'user' is not supported with this model.",
                "Unknown parameter: 'messages[7].name'.",
            })
    void learnsNothingElse(String message) {
        assertEquals(List.of(), learned("openai", OPENAI, error(message)));
    }

    @ParameterizedTest
    @CsvSource({"null, safe_prompt", "[], safe_prompt", "'', safe_prompt"})
    void learnsAFieldOfTheVendorsThatAsksForNothing(String json, String field) {
        String nothing = json.isEmpty() ? "\"\"" : json;
        String sent = OPENAI.replace("\"safe_prompt\":true", "\"safe_prompt\":" + nothing);

        assertEquals(leftOut(field), learned("openai", sent, error("Unknown parameter: '" + field + "'.")));
    }

    @ParameterizedTest
    @CsvSource({"tools", "stop", "audio", "response_format"})
    void learnsNothingOfAnEmptyFieldThatWouldMeanSomething(String field) {
        String sent = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"" + field + "\":null}";

        assertEquals(List.of(), learned("openai", sent, error("Unknown parameter: '" + field + "'.")));
    }

    @ParameterizedTest
    @CsvSource({"cachedContent", "generationConfig.responseMimeType", "contents[1].parts[0].functionCall.name"})
    void learnsNothingOfWhatAnAnswerMeansInsideOfOthers(String field) {
        int last = field.lastIndexOf('.');
        String at = last < 0 ? "" : " at '" + field.substring(0, last) + "'";

        assertEquals(
                List.of(),
                learned(
                        "gemini",
                        GEMINI,
                        error("Unknown name \\\"" + field.substring(last + 1) + "\\\"" + at + ": no")));
    }

    @Test
    void learnsNothingFromWhatIsNoErrorOrNoRequest() {
        String refusal = error("Unknown parameter: 'seed'.");

        assertEquals(List.of(), learned("openai", OPENAI, "<html>unknown parameter: seed</html>"));
        assertEquals(List.of(), learned("openai", OPENAI, ""));
        assertEquals(List.of(), learned("openai", "no JSON", refusal));
        assertEquals(
                List.of(), learned("openai", "{\"x\":\"" + "x".repeat(Lesson.MAX_BYTES) + "\",\"seed\":1}", refusal));
    }
}
