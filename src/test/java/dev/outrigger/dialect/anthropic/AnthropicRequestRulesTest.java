package dev.outrigger.dialect.anthropic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Failure;
import dev.outrigger.dialect.Dialect;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnthropicRequestRulesTest {
    private static final String SECRET = "tell nobody";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{} | model must be given",
                "{\"model\":\"m\"} | messages must be given",
                "{\"model\":7,\"messages\":[]} | model must be a string",
                "{\"model\":\"m\",\"messages\":[]} | messages must not be empty",
                "{\"model\":\"m\",\"messages\":{}} | messages must be an array",
                "{\"model\":\"m\",\"messages\":[1]} | messages[0] must be an object",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\"}]} | messages[0].content must be a string or an array",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"tool\",\"content\":\"x\"}]} | messages[0].role must be user, assistant or system",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[1]}]} | messages[0].content[0] must be an object",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\"}]}]} | messages[0].content[0].text must be a string",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{}]}]} | messages[0].content[0].type must be a string",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image\"}]}]} | messages[0].content[0].source must be an object",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image\",\"source\":{\"type\":\"base64\"}}]}]} | messages[0].content[0].source.media_type must be a string",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"t\",\"content\":[{\"type\":\"text\"}]}]}]} | messages[0].content[0].content[0].text must be a string",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"tool_use\",\"name\":\"f\"}]}]} | messages[0].content[0].id must be a string",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"redacted_thinking\"}]}]} | messages[0].content[0].data must be a string",
            })
    void saysWhichRuleOfTheMessagesIsBroken(String body, String rule) {
        // When
        Failure.Rejected refusal = Wire.refusal(body);
        // Then
        assertEquals(400, refusal.status());
        assertEquals(rule, refusal.message());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"max_tokens\":0 | max_tokens must be a whole number from 1 to 2147483647",
                "\"temperature\":\"hot\" | temperature must be a number of at least 0",
                "\"top_p\":2 | top_p must be a number of at least 0 and at most 1",
                "\"top_k\":1.5 | top_k must be a whole number of at most 64 bits",
                "\"stop_sequences\":\"x\" | stop_sequences must be an array",
                "\"stop_sequences\":[1] | stop_sequences[] must be a string",
                "\"stream\":1 | stream must be true or false",
                "\"system\":1 | system must be a string or an array",
                "\"tools\":{} | tools must be an array",
                "\"tools\":[1] | tools[0] must be an object",
                "\"tools\":[{}] | tools[0].name must be a string",
                "\"tool_choice\":\"auto\" | tool_choice must be an object",
                "\"tool_choice\":{\"type\":\"tool\"} | tool_choice.name must be a string",
                "\"thinking\":true | thinking must be an object",
                "\"thinking\":{} | thinking.type must be a string",
                "\"thinking\":{\"type\":\"enabled\"} | thinking.budget_tokens must be a whole number from 1 to 2147483647",
                "\"output_config\":1 | output_config must be an object",
                "\"output_config\":{\"effort\":1} | output_config.effort must be a string",
                "\"output_config\":{\"format\":1} | output_config.format must be an object",
                "\"output_config\":{\"format\":{\"type\":\"json_schema\"}} | output_config.format.schema must be an object",
            })
    void saysWhichRuleOfAFieldIsBroken(String fields, String rule) {
        assertEquals(
                rule,
                Wire.refusal("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"" + SECRET + "\"}],"
                                + fields + "}")
                        .message());
    }

    /** Whatever is broken in it, a request is read or refused, and a refusal repeats nothing of it. */
    @Property(tries = 400)
    void neverThrowsForABrokenByte(@ForAll @IntRange(max = 2_500) int at, @ForAll byte other) {
        // Given
        byte[] body = Bytes.of(Wire.cassette("request-tools.json").replace("Be short.", SECRET))
                .array()
                .clone();
        body[at % body.length] = other;
        // When
        Dialect.Reading reading = Wire.ANTHROPIC.decodeRequest(Wire.AT, Bytes.of(body));
        // Then
        switch (reading) {
            case Dialect.Reading.Read read ->
                assertFalse(read.inbound().request().messages().isEmpty());
            case Dialect.Reading.Owned _, Dialect.Reading.About _ ->
                throw new AssertionError("Anthropic neither stores nor loads");
            case Dialect.Reading.Unreadable unreadable -> {
                assertTrue(unreadable.failure() instanceof Failure.Rejected);
                assertFalse(unreadable.failure().message().contains(SECRET));
            }
        }
    }
}
