package dev.outrigger.dialect.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.OutputFormat;
import dev.outrigger.chat.Passage;
import dev.outrigger.chat.Role;
import dev.outrigger.chat.Strictness;
import dev.outrigger.chat.Thinking;
import dev.outrigger.chat.Tool;
import dev.outrigger.chat.ToolCalling;
import dev.outrigger.chat.ToolChoice;
import dev.outrigger.dialect.Inbound;
import dev.outrigger.dialect.VendorFields;
import dev.outrigger.support.Drawn;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiRequestTest {
    @Test
    void readsTheSmallestRequest() {
        // When
        ChatRequest request =
                Wire.request("{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");
        // Then
        assertEquals(ChatRequest.of(new ModelName("auto"), "hi"), request);
    }

    @Test
    void readsEverySamplingField() {
        // When
        ChatRequest request = Wire.requestWith("\"temperature\":0,\"top_p\":0.9,\"top_k\":40,\"max_tokens\":7,"
                + "\"seed\":-3,\"stop\":[\"a\",\"b\"],\"n\":2,\"presence_penalty\":-0.5,\"frequency_penalty\":1.5,"
                + "\"logprobs\":true,\"top_logprobs\":3");
        // Then
        assertEquals(
                new Drawn()
                        .temperature(0)
                        .topP(0.9)
                        .topK(40)
                        .maxTokens(7)
                        .seed(-3)
                        .stop("a", "b")
                        .choices(2)
                        .presencePenalty(-0.5)
                        .frequencyPenalty(1.5)
                        .topLogProbs(3)
                        .sampling(),
                request.sampling());
        assertEquals(Set.of(), request.vendorFields());
    }

    @Test
    void prefersTheNewerNameOfTheTokenBound() {
        assertEquals(
                OptionalInt.of(5),
                Wire.requestWith("\"max_tokens\":9,\"max_completion_tokens\":5")
                        .sampling()
                        .maxTokens());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\"logprobs\":true' | 0",
                "'\"logprobs\":5' | 5",
                "'\"logprobs\":false,\"top_logprobs\":5' | -1",
                "'\"top_logprobs\":5' | -1",
            })
    void readsHowManyLogProbsAreWanted(String fields, int others) {
        assertEquals(
                others < 0 ? OptionalInt.empty() : OptionalInt.of(others),
                Wire.requestWith(fields).sampling().topLogProbs());
    }

    @Test
    void takesNullForUnsaid() {
        // When
        ChatRequest request = Wire.requestWith("\"temperature\":null,\"max_tokens\":null,\"stop\":null,\"tools\":null,"
                + "\"tool_choice\":null,\"response_format\":null,\"stream\":null,\"stream_options\":null,\"n\":null,"
                + "\"reasoning_effort\":null,\"parallel_tool_calls\":null,\"seed\":null,\"top_k\":null,\"logprobs\":null,\"top_logprobs\":null,"
                + "\"presence_penalty\":null,\"frequency_penalty\":null");
        // Then
        assertEquals(ChatRequest.of(new ModelName("m"), "hi"), request);
    }

    @Test
    void readsASingleStop() {
        assertEquals(
                List.of("END"), Wire.requestWith("\"stop\":\"END\"").sampling().stop());
    }

    @Test
    void knowsWhoWantsTheUsageOfAStream() {
        String body = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"stream\":true%s}";
        assertTrue(Wire.inbound(body.formatted(",\"stream_options\":{\"include_usage\":true}"))
                .wantsUsage());
        assertFalse(Wire.inbound(body.formatted(",\"stream_options\":{}")).wantsUsage());
        assertFalse(Wire.inbound(body.formatted("")).wantsUsage());
        assertTrue(Wire.request(body.formatted("")).stream());
    }

    @Test
    void readsFunctionsFreeFormAndHostedTools() {
        // When
        ChatRequest request = Wire.requestWith("\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\","
                + "\"description\":\"d\",\"parameters\":{\"type\":\"object\"},\"strict\":true}},"
                + "{\"type\":\"function\",\"function\":{\"name\":\"g\"}},"
                + "{\"type\":\"custom\",\"custom\":{\"name\":\"sql\",\"description\":\"runs it\","
                + "\"format\":{\"type\":\"text\"}}},{\"type\":\"web_search\",\"depth\":1}]");
        // Then
        assertEquals(
                List.of(
                        new Tool("f", "d", "{\"type\":\"object\"}", Tool.Kind.FUNCTION, Optional.of(Strictness.STRICT)),
                        new Tool("g", "", "{}"),
                        new Tool("sql", "runs it", "{\"type\":\"text\"}", Tool.Kind.FREE_FORM),
                        new Tool("web_search", "", "{\"type\":\"web_search\",\"depth\":1}", Tool.Kind.HOSTED)),
                request.tools());
        assertEquals(Set.of("tools[].web_search"), request.vendorFields());
    }

    @Test
    void readsTheOlderFunctions() {
        assertEquals(
                List.of(new Tool("f", "", "{}")),
                Wire.requestWith("\"functions\":[{\"name\":\"f\"}]").tools());
    }

    @Test
    void readsEveryToolChoice() {
        assertEquals(Optional.of(new ToolChoice.Auto()), choice("\"auto\""));
        assertEquals(Optional.of(new ToolChoice.None()), choice("\"none\""));
        assertEquals(Optional.of(new ToolChoice.Required()), choice("\"required\""));
        assertEquals(
                Optional.of(new ToolChoice.Named("f")),
                choice("{\"type\":\"function\",\"function\":{\"name\":\"f\"}}"));
    }

    @Test
    void readsAChoiceAmongTools() {
        String allowed = "{\"type\":\"allowed_tools\",\"allowed_tools\":{\"mode\":\"%s\",\"tools\":["
                + "{\"type\":\"function\",\"function\":{\"name\":\"f\"}},"
                + "{\"type\":\"custom\",\"custom\":{\"name\":\"g\"}}]}}";
        assertEquals(
                Optional.of(new ToolChoice.Among(List.of("f", "g"), ToolChoice.Among.Duty.MAY)),
                choice(allowed.formatted("auto")));
        assertEquals(
                Optional.of(new ToolChoice.Among(List.of("f", "g"), ToolChoice.Among.Duty.MUST)),
                choice(allowed.formatted("required")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"tools\":[]}", "{\"tools\":[{\"type\":\"web_search\"}]}"})
    void leavesAChoiceThatItCannotSayToTheVendor(String allowed) {
        // When
        ChatRequest request =
                Wire.requestWith("\"tool_choice\":{\"type\":\"allowed_tools\",\"allowed_tools\":" + allowed + "}");
        // Then
        assertEquals(Optional.empty(), request.toolChoice());
        assertEquals(Set.of("tool_choice.allowed_tools"), request.vendorFields());
    }

    private static Optional<ToolChoice> choice(String json) {
        return Wire.requestWith("\"tool_choice\":" + json).toolChoice();
    }

    @Test
    void readsWhetherToolsMayBeCalledAtOnce() {
        assertEquals(
                Optional.of(ToolCalling.ONE_AT_A_TIME),
                Wire.requestWith("\"parallel_tool_calls\":false").toolCalling());
        assertEquals(
                Optional.of(ToolCalling.PARALLEL),
                Wire.requestWith("\"parallel_tool_calls\":true").toolCalling());
    }

    @Test
    void readsEveryOutputFormat() {
        assertEquals(new OutputFormat.Free(), format("{\"type\":\"text\"}").format());
        assertEquals(
                new OutputFormat.Json(), format("{\"type\":\"json_object\"}").format());
        assertEquals(
                new OutputFormat.Schema("s", "{\"type\":\"object\"}"),
                format("{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"s\",\"schema\":{\"type\":\"object\"}}}")
                        .format());
        assertEquals(
                new OutputFormat.Schema("s", Passage.of("{}"), Optional.of(Strictness.LOOSE)),
                format("{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"s\",\"schema\":{},\"strict\":false}}")
                        .format());
        assertEquals(Set.of("response_format"), format("{\"type\":\"grammar\"}").vendorFields());
    }

    private static ChatRequest format(String json) {
        return Wire.requestWith("\"response_format\":" + json);
    }

    @ParameterizedTest
    @CsvSource({"minimal,MINIMAL", "low,LOW", "medium,MEDIUM", "high,HIGH", "xhigh,VERY_HIGH", "max,MAX"})
    void readsEveryEffort(String wire, Thinking.Effort.Level level) {
        assertEquals(
                Optional.of(new Thinking.Effort(level)),
                Wire.requestWith("\"reasoning_effort\":\"" + wire + "\"").thinking());
    }

    @Test
    void readsThatNoReasoningIsWanted() {
        assertEquals(
                Optional.of(new Thinking.Off()),
                Wire.requestWith("\"reasoning_effort\":\"none\"").thinking());
    }

    @Test
    void namesAnEffortThatIsNotKnownYet() {
        // When
        ChatRequest request = Wire.requestWith("\"reasoning_effort\":\"heroic\"");
        // Then
        assertEquals(Optional.empty(), request.thinking());
        assertEquals(Set.of("reasoning_effort"), request.vendorFields());
    }

    @Test
    void namesWhatHasNoWord() {
        // When
        ChatRequest request = Wire.requestWith("\"user\":\"u\",\"logit_bias\":[[1,2]],\"x-new\":[1]");
        // Then
        assertEquals(Set.of("user", "logit_bias", "x-new"), request.vendorFields());
    }

    @Test
    void repeatsOnlyNamesThatLookLikeNames() {
        // When
        ChatRequest request = Wire.requestWith("\"evil\\r\\nset-cookie: a\":1,\"" + "k".repeat(65) + "\":2,\"ä\":3");
        // Then
        assertEquals(Set.of("unprintable"), request.vendorFields());
    }

    @Test
    void namesABoundedNumberOfFields() {
        // Given
        StringBuilder fields = new StringBuilder("\"x\":0");
        for (int i = 0; i < 10 * VendorFields.MAX_NAMES; i++)
            fields.append(",\"x").append(i).append("\":1");
        // When
        Set<String> names = Wire.requestWith(fields.toString()).vendorFields();
        // Then
        assertEquals(VendorFields.MAX_NAMES + 1, names.size());
        assertTrue(names.contains("more"));
    }

    @Test
    void keepsTheBytesOfTheApp() {
        // Given
        String body = " {\"messages\":[{\"role\":\"user\",\"content\":\"\\u0068i\"}] , \"model\":\"m\"}\n";
        // When
        Inbound inbound = Wire.inbound(body);
        // Then
        assertEquals(body, inbound.raw().utf8());
        assertEquals(List.of(Message.of(Role.USER, "hi")), inbound.request().messages());
        assertFalse(inbound.toString().contains("hi"));
    }

    @Test
    void theOlderWishForACallIsTheSame() {
        assertEquals(Optional.of(new ToolChoice.None()), olderChoice("\"function_call\":\"none\""));
        assertEquals(Optional.of(new ToolChoice.Auto()), olderChoice("\"function_call\":\"auto\""));
        assertEquals(Optional.of(new ToolChoice.Named("f")), olderChoice("\"function_call\":{\"name\":\"f\"}"));
        assertEquals(
                Optional.of(new ToolChoice.Required()),
                olderChoice("\"function_call\":\"none\",\"tool_choice\":\"required\""));
    }

    private static Optional<ToolChoice> olderChoice(String fields) {
        ChatRequest request = Wire.requestWith(fields);
        assertEquals(Set.of(), request.vendorFields());
        return request.toolChoice();
    }
}
