package dev.outrigger.dialect.bedrock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Feature;
import dev.outrigger.chat.ModelName;
import dev.outrigger.dialect.Encoding;
import dev.outrigger.dialect.Inbound;
import dev.outrigger.dialect.openai.OpenAi;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BedrockRequestWriterTest {
    static final OpenAi OPENAI = new OpenAi(() -> Instant.EPOCH);

    /** What an app of OpenAI asks. */
    static ChatRequest asked(String fields) {
        String body = "{\"model\":\"m\"," + fields + "}";
        var read = OPENAI.decodeRequest(OPENAI.chatAt(new ModelName("m")), dev.outrigger.chat.Bytes.of(body));
        return assertInstanceOf(dev.outrigger.dialect.Dialect.Reading.Read.class, read)
                .inbound()
                .request();
    }

    static final String HI = "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";
    static final String TOOLS =
            "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":{\"type\":\"object\"}}}]";

    static JsonNode written(String fields, ModelName model) {
        return Wire.json(Wire.said(asked(fields), model).body());
    }

    static String unsayable(String fields) {
        return assertInstanceOf(Encoding.Unsayable.class, Wire.BEDROCK.encodeRequest(asked(fields), Wire.CLAUDE))
                .what();
    }

    @ParameterizedTest
    @ValueSource(strings = {"request-tools.json", "request-media.json", "request-document.json"})
    void whatWasReadIsWrittenTheSame(String cassette) {
        ChatRequest read = Wire.request(Wire.cassette(cassette).utf8());

        Encoding.Said said = Wire.said(read, Wire.CLAUDE);

        assertEquals(Set.of(), said.lost());
        JsonNode written = Wire.json(said.body());
        JsonNode original = Wire.json(Wire.cassette(cassette));
        // What a tool said as JSON is a text.
        JsonNode result = original.at("/messages/2/content/0/toolResult/content/0");
        if (result instanceof ObjectNode json)
            json.put("text", "{\"celsius\": 17}").remove("json");
        for (String field : List.of("system", "messages", "inferenceConfig", "toolConfig", "outputConfig"))
            assertEquals(original.path(field), written.path(field));
    }

    @Test
    void saysThePromptInBlocksAndTheBoundsInTheirPlace() {
        JsonNode body = written(
                "\"messages\":[{\"role\":\"system\",\"content\":\"be brief\"},{\"role\":\"user\",\"content\":\"hi\"},"
                        + "{\"role\":\"user\",\"content\":\"there\"}],\"temperature\":1.5,\"max_tokens\":7,\"stop\":\"X\"",
                Wire.LLAMA);

        assertEquals("be brief", body.at("/system/0/text").asText());
        assertEquals(1, body.path("messages").size());
        assertEquals("there", body.at("/messages/0/content/1/text").asText());
        assertEquals(7, body.at("/inferenceConfig/maxTokens").asInt());
        assertEquals(1, body.at("/inferenceConfig/temperature").asDouble());
        assertEquals("X", body.at("/inferenceConfig/stopSequences/0").asText());
        assertFalse(body.has("model"));
    }

    @Test
    void namesWhatItHasNoWordsFor() {
        Encoding.Said said = Wire.said(
                asked(HI + ",\"temperature\":1.5,\"seed\":1,\"n\":2,\"presence_penalty\":1,\"frequency_penalty\":1,"
                        + "\"logprobs\":true,\"response_format\":{\"type\":\"json_object\"}"),
                Wire.CLAUDE);
        assertEquals(
                Set.of(
                        Feature.TEMPERATURE,
                        Feature.SEED,
                        Feature.CHOICES,
                        Feature.PRESENCE_PENALTY,
                        Feature.FREQUENCY_PENALTY,
                        Feature.LOG_PROBS,
                        Feature.JSON_MODE),
                said.lost());
    }

    @Test
    void saysAFormAsTextOfASchemaThatIsClosed() {
        JsonNode body = written(
                HI + ",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"n\",\"schema\":"
                        + "{\"type\":\"object\",\"properties\":{}}}}",
                Wire.CLAUDE);
        assertEquals("json_schema", body.at("/outputConfig/textFormat/type").asText());
        assertEquals(
                "{\"type\":\"object\",\"properties\":{},\"additionalProperties\":false}",
                body.at("/outputConfig/textFormat/structure/jsonSchema/schema").asText());
    }

    @Test
    void saysHowMuchToThinkInTheWordsOfTheModelsVendor() {
        String effort = HI + ",\"reasoning_effort\":\"high\"";
        JsonNode claude = written(effort, new ModelName("us.anthropic.claude-opus-4-6-v1"));
        JsonNode older = written(effort, Wire.CLAUDE);
        JsonNode llama = written(effort, Wire.LLAMA);

        assertEquals("high", claude.at("/outputConfig/effort").asText());
        assertEquals(
                "adaptive",
                claude.at("/additionalModelRequestFields/thinking/type").asText());
        assertEquals(
                "{\"type\":\"enabled\",\"budget_tokens\":24576}",
                older.at("/additionalModelRequestFields/thinking").toString());
        assertEquals(28_672, older.at("/inferenceConfig/maxTokens").asInt());
        assertFalse(older.has("outputConfig"));
        assertEquals("high", llama.at("/outputConfig/effort").asText());
        assertFalse(llama.has("additionalModelRequestFields"));
    }

    @Test
    void aBudgetLeavesRoomForTheAnswer() {
        ChatRequest thinks = Wire.request(Wire.HELLO.substring(0, Wire.HELLO.length() - 1)
                + ",\"additionalModelRequestFields\":{\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2000}}}");
        JsonNode body = Wire.json(Wire.said(thinks, Wire.CLAUDE).body());

        assertEquals(6_096, body.at("/inferenceConfig/maxTokens").asInt());
        assertEquals(Set.of(Feature.THINKING), Wire.said(thinks, Wire.LLAMA).lost());
    }

    @Test
    void theToolThatMustBeCalledWinsOverTheWishToThink() {
        Encoding.Said said = Wire.said(
                asked(HI + "," + TOOLS + ",\"tool_choice\":\"required\",\"reasoning_effort\":\"low\""), Wire.CLAUDE);
        assertEquals(Set.of(Feature.THINKING), said.lost());
        assertTrue(Wire.json(said.body()).at("/toolConfig/toolChoice/any").isObject());
    }

    @Test
    void noToolIsNamedWhereNoneMayBeCalled() {
        Encoding.Said said = Wire.said(asked(HI + "," + TOOLS + ",\"tool_choice\":\"none\""), Wire.CLAUDE);
        assertFalse(Wire.json(said.body()).has("toolConfig"));
        assertEquals(Set.of(), said.lost());
    }

    @Test
    void callsNeedTheirToolsDeclared() {
        String calls = "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"},{\"role\":\"assistant\",\"tool_calls\":[{"
                + "\"id\":\"call|1\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]},"
                + "{\"role\":\"tool\",\"tool_call_id\":\"call|1\",\"content\":\"x\"}]";

        Encoding.Said none = Wire.said(asked(calls + "," + TOOLS + ",\"tool_choice\":\"none\""), Wire.CLAUDE);
        assertEquals(Set.of(Feature.TOOL_CHOICE), none.lost());
        JsonNode body = Wire.json(none.body());
        assertEquals(
                "call_1", body.at("/messages/1/content/0/toolUse/toolUseId").asText());
        assertEquals(
                "call_1", body.at("/messages/2/content/0/toolResult/toolUseId").asText());
    }

    @Test
    void anotherVendorsReasoningIsNotTold() {
        ChatRequest read = Wire.request(
                "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"hi\"}]},{\"role\":\"assistant\",\"content\":["
                        + "{\"reasoningContent\":{\"reasoningText\":{\"text\":\"hm\"}}},{\"text\":\"hello\"}]}]}");
        Encoding.Said said = Wire.said(read, Wire.CLAUDE);
        assertEquals(Set.of(Feature.REASONING), said.lost());
        assertEquals(1, Wire.json(said.body()).at("/messages/1/content").size());
    }

    @Test
    void marksForACacheGoToThoseWhoHaveOne() {
        ChatRequest marked = Wire.request("{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"long\"},"
                + "{\"cachePoint\":{\"type\":\"default\",\"ttl\":\"1h\"}}]}]}");
        assertEquals(
                "1h",
                Wire.json(Wire.said(marked, Wire.CLAUDE).body())
                        .at("/messages/0/content/1/cachePoint/ttl")
                        .asText());
        assertEquals(Set.of(Feature.CACHE_MARK), Wire.said(marked, Wire.LLAMA).lost());
    }

    @Test
    void mediaAreSaidByTheirForms() {
        String picture =
                "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"%s\"}}]}]";
        JsonNode body = written(picture.formatted("data:image/jpeg;base64,QUJD"), Wire.CLAUDE);
        assertEquals("jpeg", body.at("/messages/0/content/0/image/format").asText());
        assertEquals("QUJD", body.at("/messages/0/content/0/image/source/bytes").asText());
        assertEquals(
                "s3://b/p.png",
                written(picture.formatted("s3://b/p.png"), Wire.CLAUDE)
                        .at("/messages/0/content/0/image/source/s3Location/uri")
                        .asText());
        assertEquals("an image by its address", unsayable(picture.formatted("https://example.com/p.png")));
        assertEquals(
                "an image of a type that is not taken", unsayable(picture.formatted("data:image/tiff;base64,QUJD")));
    }

    @Test
    void aDocumentsNameIsOfTheLettersThatAreTaken() {
        JsonNode body = written(
                "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"file\",\"file\":{\"filename\":\"a/b_c.pdf\","
                        + "\"file_data\":\"data:application/pdf;base64,QUJD\"}}]}]",
                Wire.CLAUDE);
        assertEquals("a-b-c-pdf", body.at("/messages/0/content/0/document/name").asText());
        assertEquals("pdf", body.at("/messages/0/content/0/document/format").asText());
    }

    @Test
    void whatTheModelRejectsIsCutOutOfTheAppsOwnBytes() {
        Inbound inbound = Wire.inbound(
                Wire.AT,
                "{ \"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"x\"}]}], \"serviceTier\":{\"type\":\"flex\"}}");
        var rewrite = new dev.outrigger.dialect.Rewrite(
                Wire.LLAMA,
                Set.of("serviceTier"),
                java.util.Map.of(),
                dev.outrigger.dialect.Rewrite.StreamUsage.AS_ASKED);
        assertEquals(
                "{ \"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"x\"}]}]}",
                Wire.BEDROCK.rewriteRequest(inbound, rewrite).joined().utf8());
        assertTrue(Wire.BEDROCK.explains(rewrite, inbound.raw(), inbound));
        assertFalse(Wire.BEDROCK.explains(Wire.asks(Wire.LLAMA), inbound.raw(), inbound));
        assertEquals(
                List.of(inbound.raw()),
                Wire.BEDROCK.rewriteRequest(inbound, Wire.asks(Wire.LLAMA)).pieces());
    }

    /** Claude, with a budget to think, refuses a turn without its thoughts that tools have answered. */
    @Test
    void doesNotThinkOnInALoopThatAnotherModelBegan() {
        String budget =
                ",\"toolConfig\":{\"tools\":[{\"toolSpec\":{\"name\":\"f\",\"inputSchema\":{\"json\":{\"type\":\"object\"}}}}]}"
                        + ",\"additionalModelRequestFields\":{\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2000}}}";
        String call = "{\"toolUse\":{\"toolUseId\":\"c\",\"name\":\"f\",\"input\":{}}}";
        String thought = "{\"reasoningContent\":{\"reasoningText\":{\"text\":\"t\",\"signature\":\"c2ln\"}}},";
        String result =
                "{\"role\":\"user\",\"content\":[{\"toolResult\":{\"toolUseId\":\"c\",\"content\":[{\"text\":\"r\"}]}}]}]";
        String asked =
                "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"a\"}]},{\"role\":\"assistant\",\"content\":[";

        Encoding.Said foreign = Wire.said(Wire.request(asked + call + "]}," + result + budget), Wire.CLAUDE);
        Encoding.Said own = Wire.said(Wire.request(asked + thought + call + "]}," + result + budget), Wire.CLAUDE);

        assertEquals(Set.of(Feature.THINKING), foreign.lost());
        assertFalse(Wire.json(foreign.body()).has("additionalModelRequestFields"));
        assertEquals(Set.of(), own.lost());
        assertTrue(Wire.json(own.body()).has("additionalModelRequestFields"));
    }
}
