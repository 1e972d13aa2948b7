package dev.outrigger.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ModelName;
import dev.outrigger.dialect.anthropic.Anthropic;
import dev.outrigger.dialect.bedrock.Bedrock;
import dev.outrigger.dialect.gemini.Gemini;
import dev.outrigger.dialect.ollama.Ollama;
import dev.outrigger.dialect.openai.OpenAi;
import dev.outrigger.dialect.responses.Responses;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A destination's instructions, in each dialect's own bytes. */
class PreparationTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);
    private static final OpenAi OPENAI = new OpenAi(CLOCK);
    private static final Endpoint.Chat GENERATE = new Endpoint.Chat("/api/generate", "/generate", "");

    private static Instructions system(String text) {
        return new Instructions(
                "billing", Optional.of(Instructions.Template.of(text)), OptionalDouble.empty(), OptionalInt.empty());
    }

    private static Instructions numbers(double temperature, int maxTokens) {
        return new Instructions("billing", Optional.empty(), OptionalDouble.of(temperature), OptionalInt.of(maxTokens));
    }

    private static String prepared(Dialect dialect, Endpoint.Chat at, String body, Instructions instructions) {
        if (!(dialect.decodeRequest(at, Bytes.of(body)) instanceof Dialect.Reading.Read(Inbound read)))
            throw new AssertionError("not read: " + body);
        return dialect.prepared(read, instructions).orElseThrow().raw().utf8();
    }

    private static String prepared(Dialect dialect, String body, Instructions instructions) {
        return prepared(dialect, dialect.chatAt(new ModelName("m")), body, instructions);
    }

    private static final String HELLO = "{\"role\":\"user\",\"content\":\"Hi\"}";
    private static final String AROUND = "Before. {{system}} After.";

    private static String chat(String messages, String more) {
        return "{\"model\":\"m\", \"messages\":[" + messages + "]" + more + "}";
    }

    @Test
    void aTemplateStandsAroundTheAppsOwnTextInOpenAisDialect() {
        String body = chat(
                "{\"role\":\"system\",\"name\":\"n\",\"content\":\"Be \\u0022brief\\u0022.\"}," + HELLO, ",\"x\":1");

        assertEquals(
                body.replace("\"Be \\u0022brief\\u0022.\"", "\"Before. Be \\u0022brief\\u0022. After.\""),
                prepared(OPENAI, body, system(AROUND)));
    }

    @Test
    void withoutAPlaceItStandsBeforeTheAppsOwnText() {
        assertEquals(
                chat("{\"role\":\"developer\",\"content\":\"You bill.\\n\\nBe brief.\"}," + HELLO, ""),
                prepared(
                        OPENAI,
                        chat("{\"role\":\"developer\",\"content\":\"Be brief.\"}," + HELLO, ""),
                        system("You bill.")));
    }

    @Test
    void whereTheAppHasNoneItStandsAlone() {
        assertEquals(
                chat("{\"role\":\"system\",\"content\":\"Before.  After.\"}," + HELLO, ""),
                prepared(OPENAI, chat(HELLO, ""), system(AROUND)));
    }

    @Test
    void itStandsAroundAllOfTheFirstSystemMessages() {
        String one = "{\"role\":\"system\",\"content\":\"One\"}";
        String two = "{\"role\":\"system\",\"content\":[{\"type\":\"text\",\"text\":\"Two\"}]}";

        assertEquals(
                chat(
                        one.replace("One", "Before. One") + ","
                                + two.replace("}]", "},{\"type\":\"text\",\"text\":\"After.\"}]") + "," + HELLO,
                        ""),
                prepared(OPENAI, chat(one + "," + two + "," + HELLO, ""), system(AROUND)));
    }

    @Test
    void numbersAreSaidWhereTheAppSaysNoneAndAHigherBoundComesDown() {
        Instructions instructions = numbers(0.2, 500);

        assertEquals(
                "{\"temperature\":0.2,\"max_completion_tokens\":500,"
                        + chat(HELLO, "").substring(1),
                prepared(OPENAI, chat(HELLO, ""), instructions));
        assertEquals(
                chat(HELLO, ",\"temperature\":1,\"max_tokens\":500"),
                prepared(OPENAI, chat(HELLO, ",\"temperature\":1,\"max_tokens\":900"), instructions));
        String lower = chat(HELLO, ",\"temperature\":0,\"max_completion_tokens\":9");
        assertEquals(lower, prepared(OPENAI, lower, instructions));
    }

    @Test
    void anthropicsSystemTextMayBeBlocks() {
        String blocks = "[{\"type\":\"text\",\"text\":\"A\",\"cache_control\":{\"type\":\"ephemeral\"}}]";

        assertEquals(
                chat(HELLO, ",\"max_tokens\":10,\"system\":\"Before. A After.\""),
                prepared(new Anthropic(), chat(HELLO, ",\"max_tokens\":10,\"system\":\"A\""), system(AROUND)));
        assertEquals(
                chat(
                        HELLO,
                        ",\"max_tokens\":10,\"system\":[{\"type\":\"text\",\"text\":\"Before.\"},"
                                + blocks.substring(1, blocks.length() - 1)
                                + ",{\"type\":\"text\",\"text\":\"After.\"}]"),
                prepared(new Anthropic(), chat(HELLO, ",\"max_tokens\":10,\"system\":" + blocks), system(AROUND)));
        assertEquals(
                "{\"system\":\"You bill.\"," + chat(HELLO, ",\"max_tokens\":10").substring(1),
                prepared(new Anthropic(), chat(HELLO, ",\"max_tokens\":10"), system("You bill.")));
        assertEquals(
                "{\"temperature\":0.5," + chat(HELLO, ",\"max_tokens\":7").substring(1),
                prepared(new Anthropic(), chat(HELLO, ",\"max_tokens\":10"), numbers(0.5, 7)));
    }

    @Test
    void theResponsesApiHasInstructions() {
        Responses responses = new Responses(OPENAI, CLOCK);

        assertEquals(
                "{\"model\":\"m\",\"input\":\"Hi\",\"instructions\":\"Before. A After.\"}",
                prepared(responses, "{\"model\":\"m\",\"input\":\"Hi\",\"instructions\":\"A\"}", system(AROUND)));
        assertEquals(
                "{\"temperature\":0.5,\"max_output_tokens\":7,\"model\":\"m\",\"input\":\"Hi\"}",
                prepared(responses, "{\"model\":\"m\",\"input\":\"Hi\"}", numbers(0.5, 7)));
    }

    @Test
    void geminisFieldsKeepTheirSpelling() {
        String contents = "\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hi\"}]}]";

        assertEquals(
                "{" + contents
                        + ",\"system_instruction\":{\"role\":\"system\",\"parts\":[{\"text\":\"Before.\"},{\"text\":\"A\"},{\"text\":\"After.\"}]}}",
                prepared(
                        new Gemini(),
                        "{" + contents + ",\"system_instruction\":{\"role\":\"system\",\"parts\":[{\"text\":\"A\"}]}}",
                        system(AROUND)));
        assertEquals(
                "{\"systemInstruction\":{\"parts\":[{\"text\":\"You bill.\"}]}," + contents + "}",
                prepared(new Gemini(), "{" + contents + "}", system("You bill.")));
        assertEquals(
                "{\"generationConfig\":{\"temperature\":0.5,\"maxOutputTokens\":7}," + contents + "}",
                prepared(new Gemini(), "{" + contents + "}", numbers(0.5, 7)));
        assertEquals(
                "{" + contents + ",\"generation_config\":{\"temperature\":0.5,\"topK\":3,\"max_output_tokens\":7}}",
                prepared(
                        new Gemini(),
                        "{" + contents + ",\"generation_config\":{\"topK\":3,\"max_output_tokens\":70}}",
                        numbers(0.5, 7)));
    }

    @Test
    void ollamaHasASystemMessageOrASystemText() {
        Ollama ollama = new Ollama(CLOCK);

        assertEquals(
                chat("{\"role\":\"system\",\"content\":\"Before. A After.\"}," + HELLO, ""),
                prepared(ollama, chat("{\"role\":\"system\",\"content\":\"A\"}," + HELLO, ""), system(AROUND)));
        assertEquals(
                "{\"system\":\"You bill.\",\"model\":\"m\",\"prompt\":\"Hi\"}",
                prepared(ollama, GENERATE, "{\"model\":\"m\",\"prompt\":\"Hi\"}", system("You bill.")));
        assertEquals(
                chat(HELLO, ",\"options\":{\"temperature\":0.5,\"seed\":1,\"num_predict\":7}"),
                prepared(ollama, chat(HELLO, ",\"options\":{\"seed\":1,\"num_predict\":-1}"), numbers(0.5, 7)));
    }

    @Test
    void bedrockHasBlocksWithoutAType() {
        Bedrock bedrock = new Bedrock();
        String said = "\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"Hi\"}]}]";

        assertEquals(
                "{" + said + ",\"system\":[{\"text\":\"Before.\"},{\"text\":\"A\"},{\"text\":\"After.\"}]}",
                prepared(bedrock, "{" + said + ",\"system\":[{\"text\":\"A\"}]}", system(AROUND)));
        assertEquals(
                "{\"inferenceConfig\":{\"temperature\":0.5,\"maxTokens\":7},\"system\":[{\"text\":\"You bill.\"}],"
                        + said + "}",
                prepared(bedrock, prepared(bedrock, "{" + said + "}", system("You bill.")), numbers(0.5, 7)));
    }

    @Test
    void nullIsNothing() {
        assertEquals(
                chat(HELLO, ",\"temperature\":0.5,\"max_completion_tokens\":7"),
                prepared(OPENAI, chat(HELLO, ",\"temperature\":null,\"max_completion_tokens\":null"), numbers(0.5, 7)));
        assertEquals(
                chat(HELLO, ",\"max_tokens\":9,\"system\":\"You bill.\""),
                prepared(new Anthropic(), chat(HELLO, ",\"max_tokens\":9,\"system\":null"), system("You bill.")));
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "{{system}} and {{system}}", "{{user}}", "{{system"})
    void aTemplateHasOnePlaceAtMostAndNoOther(String text) {
        assertThrows(IllegalArgumentException.class, () -> Instructions.Template.of(text));
    }
}
