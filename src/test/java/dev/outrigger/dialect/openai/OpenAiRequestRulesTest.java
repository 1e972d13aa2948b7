package dev.outrigger.dialect.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Failure;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.dialect.json.JsonObjects;
import dev.outrigger.support.OpenAiText;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a request must be, and that a refusal names the rule and nothing of the content. */
class OpenAiRequestRulesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"temperature\":\"hunter2\" | temperature must be a number of at least 0",
                "\"temperature\":-1 | temperature must be a number of at least 0",
                "\"temperature\":1e400 | temperature must be a number of at least 0",
                "\"top_p\":1.1 | top_p must be a number of at least 0 and at most 1",
                "\"top_k\":\"hunter2\" | top_k must be a whole number of at most 64 bits",
                "\"max_tokens\":0 | max_tokens must be a whole number from 1 to 2147483647",
                "\"max_tokens\":1.5 | max_tokens must be a whole number from 1 to 2147483647",
                "\"max_completion_tokens\":99999999999 | max_completion_tokens must be a whole number from 1 to 2147483647",
                "\"seed\":\"hunter2\" | seed must be a whole number of at most 64 bits",
                "\"seed\":99999999999999999999 | seed must be a whole number of at most 64 bits",
                "\"presence_penalty\":\"hunter2\" | presence_penalty must be a number",
                "\"frequency_penalty\":1e400 | frequency_penalty must be a number",
                "\"logprobs\":\"hunter2\" | logprobs must be a whole number of at most 64 bits",
                "\"logprobs\":true,\"top_logprobs\":0.5 | top_logprobs must be a whole number of at most 64 bits",
                "\"n\":0 | n must be a whole number from 1 to 2147483647",
                "\"stop\":5 | stop must be a string or an array of strings",
                "\"stop\":[5] | stop must be a string",
                "\"stream\":\"hunter2\" | stream must be true or false",
                "\"stream_options\":\"hunter2\" | stream_options must be an object",
                "\"parallel_tool_calls\":1 | parallel_tool_calls must be true or false",
                "\"reasoning_effort\":1 | reasoning_effort must be a string",
                "\"response_format\":\"hunter2\" | response_format must be an object",
                "\"tools\":{} | tools must be an array",
                "\"tools\":[\"hunter2\"] | tools[0] must be an object",
                "\"tools\":[{\"function\":{}}] | tools[0].function.name must be a string",
                "\"tools\":[{\"x\":\"hunter2\"}] | tools[0].type must be a string",
                "\"tools\":[{\"type\":\"function\"}] | tools[0].function must be an object when tools[0].type is function",
                "\"function_call\":5 | function_call must be an object",
                "\"function_call\":{} | function_call.name must be a string",
                "\"tool_choice\":5 | tool_choice must be an object",
                "\"tool_choice\":{\"type\":\"function\"} | tool_choice.function.name must be a string",
            })
    void refusesAFieldOfTheWrongType(String field, String rule) {
        // When
        Failure.Rejected refusal =
                Wire.refusal("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]," + field + "}");
        // Then
        assertEquals(rule, refusal.message());
        assertEquals(400, refusal.status());
        assertTrue(refusal.original().isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | model must be given",
                "{\"model\":null} | model must be given",
                "{\"model\":5} | model must be a string",
                "{\"model\":\" \"} | model must not be blank",
                "{\"model\":\"hunter2\\n\"} | model must be at most 256 printable characters",
                "{\"model\":\"m\"} | messages must be given",
                "{\"model\":\"m\",\"messages\":[]} | messages must not be empty",
                "{\"model\":\"m\",\"messages\":{}} | messages must be an array",
                "{\"model\":\"m\",\"messages\":[\"hunter2\"]} | messages[0] must be an object",
            })
    void refusesARequestWithoutModelOrMessages(String body, String rule) {
        assertEquals(rule, Wire.refusal(body).message());
    }

    @Test
    void refusesALongModelName() {
        assertEquals(
                "model must be at most 256 printable characters",
                Wire.refusal("{\"model\":\"" + "m".repeat(257) + "\"}").message());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"role\":\"hunter2\"} | messages[0].role must be system, developer, user, assistant, tool or function",
                "{} | messages[0].role must be system, developer, user, assistant, tool or function",
                "{\"role\":\"user\",\"content\":5} | messages[0].content must be a string or an array",
                "{\"role\":\"user\",\"content\":[\"hunter2\"]} | messages[0].content[0] must be an object",
                "{\"role\":\"user\",\"content\":[{\"type\":\"text\"}]} | messages[0].content[0].text must be a string",
                "{\"role\":\"user\",\"content\":[{}]} | messages[0].content[0].type must be a string",
                "{\"role\":\"user\",\"content\":[{\"type\":\"image_url\"}]} "
                        + "| messages[0].content[0].image_url.url must be a string",
                "{\"role\":\"assistant\",\"tool_calls\":\"hunter2\"} | messages[0].tool_calls must be an array",
            })
    void refusesAMessageOfTheWrongType(String message, String rule) {
        assertEquals(
                rule,
                Wire.refusal("{\"model\":\"m\",\"messages\":[" + message + "]}").message());
    }

    @Provide
    Arbitrary<String> bodies() {
        return Arbitraries.of(
                        "{",
                        "}",
                        "[",
                        "]",
                        ",",
                        ":",
                        "\"model\"",
                        "\"messages\"",
                        "\"role\"",
                        "\"user\"",
                        "\"content\"",
                        "\"tools\"",
                        "\"type\"",
                        "\"text\"",
                        "\"stop\"",
                        "hunter2",
                        "1",
                        "-1e9",
                        "null",
                        "true",
                        " ")
                .list()
                .ofMaxSize(40)
                .map(tokens -> String.join("", tokens));
    }

    @Property
    void neitherThrowsNorRepeatsTheContent(@ForAll("bodies") String body) {
        switch (Wire.OPENAI.decodeRequest(OpenAiText.AT, Bytes.of(body))) {
            case Dialect.Reading.Read read -> assertNotNull(read.inbound());
            case Dialect.Reading.Owned _, Dialect.Reading.About _ -> fail("a chat is one");
            case Dialect.Reading.Unreadable unreadable ->
                assertFalse(unreadable.failure().message().contains("hunter2"));
        }
    }

    @Property
    void takesAnyValueInAnyFieldWithoutThrowing(@ForAll("fieldNames") String field, @ForAll("values") String value) {
        String body = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"" + field + "\":"
                + value + "}";
        assertNotNull(Wire.OPENAI.decodeRequest(OpenAiText.AT, Bytes.of(body)));
    }

    @Provide
    Arbitrary<String> fieldNames() {
        return Arbitraries.of(OpenAiRequest.KNOWN.stream().sorted().toList());
    }

    @Provide
    Arbitrary<String> values() {
        return JsonObjects.values();
    }

    /** Of a long conversation nobody finds the one that is meant otherwise. */
    @Test
    void namesTheMessageAndThePartThatBreaksARule() {
        String messages = "{\"role\":\"user\",\"content\":\"a\"},".repeat(3);
        String content = "[{\"type\":\"text\",\"text\":\"b\"},{\"type\":\"text\",\"text\":7}]";

        assertEquals(
                "messages[3].content[1].text must be a string",
                Wire.refusal("{\"model\":\"m\",\"messages\":[" + messages + "{\"role\":\"user\",\"content\":" + content
                                + "}]}")
                        .message());
    }

    @Test
    void namesTheToolThatHasAnIdTooLongToBeOne() {
        String tools =
                "{\"type\":\"function\",\"function\":{\"name\":\"f\"}},{\"type\":\"function\",\"function\":{\"name\":\""
                        + "x".repeat(300) + "\"}}";

        assertEquals(
                "tools[1].function.name must be at most 256 printable characters",
                Wire.refusal("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"a\"}],\"tools\":[" + tools
                                + "]}")
                        .message());
    }

    @Test
    void aCompressedBodyIsToldAsSuch() {
        Bytes gzip = Bytes.of(new byte[] {0x1f, (byte) 0x8b, 8, 0});

        assertEquals(
                "the body must not be compressed, and is gzip",
                Wire.refusal(gzip).message());
    }
}
