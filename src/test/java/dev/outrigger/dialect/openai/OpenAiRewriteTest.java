package dev.outrigger.dialect.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ModelName;
import dev.outrigger.dialect.Inbound;
import dev.outrigger.dialect.Rewrite;
import dev.outrigger.dialect.json.JsonObjects;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenAiRewriteTest {
    private static final String MESSAGES = "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";

    private static String rewritten(String body, Rewrite rewrite) {
        return Wire.OPENAI.rewriteRequest(Wire.inbound(body), rewrite).joined().utf8();
    }

    private static Rewrite of(String model, Set<String> rejects, Map<String, String> renames) {
        return new Rewrite(new ModelName(model), rejects, renames, Rewrite.StreamUsage.AS_ASKED);
    }

    @Test
    void handsTheVerySameBytesOnWhenNothingChanges() {
        // Given
        Inbound inbound = Wire.inbound("{ \"model\":\"m\", " + MESSAGES + "}");
        // When, Then
        assertSame(
                inbound.raw(),
                Wire.OPENAI
                        .rewriteRequest(
                                inbound, of("m", Set.of("logprobs"), Map.of("max_tokens", "max_completion_tokens")))
                        .joined());
    }

    @Test
    void changesTheModelAlone() {
        assertEquals(
                "{ \"x\":1.0, \"model\" : \"gpt \\\"x\\\"\", " + MESSAGES + "}",
                rewritten("{ \"x\":1.0, \"model\" : \"auto\", " + MESSAGES + "}", of("gpt \"x\"", Set.of(), Map.of())));
    }

    @Test
    void leavesOutAndRenamesWhatTheModelDoesNotTake() {
        assertEquals(
                "{\"model\":\"m\"," + MESSAGES + ",\"max_completion_tokens\":5}",
                rewritten(
                        "{\"model\":\"m\",\"temperature\":1," + MESSAGES + ",\"max_tokens\":5}",
                        of("m", Set.of("temperature", "top_p"), Map.of("max_tokens", "max_completion_tokens"))));
    }

    @Test
    void explainsARefusalOnlyByWhatItChanged() {
        // Given
        Inbound inbound = Wire.inbound("{\"model\":\"m\",\"stream\":true,\"seed\":1," + MESSAGES + "}");
        Bytes refusal = Bytes.of("{\"error\":\"unknown field stream_options\"}");
        Rewrite usage = new Rewrite(new ModelName("x"), Set.of(), Map.of(), Rewrite.StreamUsage.ASKED_FOR_US);
        // When, Then
        assertFalse(Wire.OPENAI.explains(of("x", Set.of("logprobs"), Map.of("user", "id")), refusal, inbound));
        assertTrue(Wire.OPENAI.explains(of("x", Set.of("seed"), Map.of()), Bytes.EMPTY, inbound));
        assertTrue(Wire.OPENAI.explains(of("x", Set.of(), Map.of("seed", "seeds")), Bytes.EMPTY, inbound));
        assertTrue(Wire.OPENAI.explains(usage, refusal, inbound));
        assertFalse(Wire.OPENAI.explains(usage, Bytes.EMPTY, inbound));
    }

    @Test
    void asksForTheUsageOfAStream() {
        assertEquals(
                "{\"stream_options\":{\"include_usage\":true},\"model\":\"m\",\"stream\":true," + MESSAGES + "}",
                rewritten(
                        "{\"model\":\"m\",\"stream\":true," + MESSAGES + "}",
                        Wire.rewrite("m", Rewrite.StreamUsage.ASKED_FOR_US)));
    }

    @Test
    void keepsTheOtherStreamOptions() {
        assertEquals(
                "{\"model\":\"m\",\"stream\":true,\"stream_options\":{\"include_obfuscation\":false,\"include_usage\":true},"
                        + MESSAGES + "}",
                rewritten(
                        "{\"model\":\"m\",\"stream\":true,\"stream_options\":{\"include_obfuscation\":false,"
                                + "\"include_usage\":false}," + MESSAGES + "}",
                        Wire.rewrite("m", Rewrite.StreamUsage.ASKED_FOR_US)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"\"stream\":false", "\"stream\":true,\"stream_options\":{\"include_usage\":true}", "\"user\":\"u\""
            })
    void doesNotAskForUsageThatIsNotStreamedOrAskedForAlready(String fields) {
        // Given
        String body = "{\"model\":\"m\"," + fields + "," + MESSAGES + "}";
        // When, Then
        assertEquals(body, rewritten(body, Wire.rewrite("m", Rewrite.StreamUsage.ASKED_FOR_US)));
    }

    @Test
    void doesNotAskForUsageWhereStreamOptionsAreRejected() {
        // Given
        String body = "{\"model\":\"m\",\"stream\":true," + MESSAGES + "}";
        Rewrite rewrite =
                new Rewrite(new ModelName("m"), Set.of("stream_options"), Map.of(), Rewrite.StreamUsage.ASKED_FOR_US);
        // When, Then
        assertEquals(body, rewritten(body, rewrite));
    }

    @Provide
    Arbitrary<List<JsonObjects.Written>> vendorFields() {
        return JsonObjects.fields()
                .map(fields -> fields.stream()
                        .filter(field ->
                                !Set.of("model", "messages", "max_tokens").contains(field.name()))
                        .toList());
    }

    @Property
    void passesUnknownVendorFieldsThrough(@ForAll("vendorFields") List<JsonObjects.Written> fields) {
        // Given
        String vendor =
                String.join("", fields.stream().map(field -> "," + field.text()).toList());
        // When
        String after = rewritten("{\"model\":\"auto\"," + MESSAGES + vendor + "}", of("other", Set.of(), Map.of()));
        // Then
        assertEquals("{\"model\":\"other\"," + MESSAGES + vendor + "}", after);
    }
}
