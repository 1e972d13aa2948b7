package dev.outrigger.dialect.bedrock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.OutputFormat;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Role;
import dev.outrigger.chat.Seal;
import dev.outrigger.chat.Thinking;
import dev.outrigger.chat.Tool;
import dev.outrigger.chat.ToolChoice;
import dev.outrigger.dialect.Dialect.Reading;
import dev.outrigger.dialect.Endpoint;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BedrockRequestTest {
    private static ChatRequest with(String fields) {
        return Wire.request(Wire.HELLO.substring(0, Wire.HELLO.length() - 1) + "," + fields + "}");
    }

    private static List<Part> parts(String blocks) {
        return Wire.request("{\"messages\":[{\"role\":\"user\",\"content\":[" + blocks + "]}]}")
                .messages()
                .getFirst()
                .parts();
    }

    @Test
    void readsAToolLoop() {
        ChatRequest request = Wire.request(Wire.cassette("request-tools.json").utf8());

        assertEquals(Wire.CLAUDE, request.model());
        assertEquals(
                List.of(Role.SYSTEM, Role.USER, Role.ASSISTANT, Role.TOOL, Role.USER),
                request.messages().stream().map(Message::role).toList());
        assertEquals(
                List.of(new Part.Text("You answer questions about the weather."), new Part.CacheMark(Optional.empty())),
                request.messages().getFirst().parts());
        assertEquals(
                new Part.Reasoning("Two cities, two calls.", Optional.of(new Seal("bedrock", "c2lnbmF0dXJl"))),
                request.messages().get(2).parts().getFirst());
        assertEquals(
                new Part.ToolCall("tooluse_kZJMlvQmRJ6eAyJE5GIl7Q", "get_weather", "{\"city\": \"Paris\"}"),
                request.messages().get(2).parts().get(2));
        assertEquals(
                List.of(
                        new Part.ToolResult(
                                "tooluse_kZJMlvQmRJ6eAyJE5GIl7Q", List.of(new Part.Text("{\"celsius\": 17}")), false),
                        new Part.ToolResult(
                                "tooluse_hbTgdi0CSLq_hM4P8csZJA", List.of(new Part.Text("no such station")), true)),
                request.messages().get(3).parts());
        Tool tool = request.tools().getFirst();
        assertEquals(
                "get_weather The weather in a city.",
                tool.name() + " " + tool.description().text());
        assertEquals(Optional.of(new ToolChoice.Auto()), request.toolChoice());
        assertEquals(OptionalInt.of(512), request.sampling().maxTokens());
        assertEquals(OptionalDouble.of(0.9), request.sampling().topP());
        assertEquals(OptionalInt.of(40), request.sampling().topK());
        assertEquals(List.of("END"), request.sampling().stop());
        assertEquals(
                Set.of(
                        "performanceConfig",
                        "requestMetadata",
                        "serviceTier",
                        "additionalModelRequestFields.anthropic_beta"),
                request.vendorFields());
    }

    @Test
    void readsMediaByTheirForms() {
        assertEquals(
                List.of(
                        new Part.Media(Part.Media.Kind.IMAGE, new Part.Source.Inline("image/jpeg", "QUJD")),
                        new Part.Media(Part.Media.Kind.VIDEO, new Part.Source.Url("s3://bucket/film.mp4")),
                        new Part.Media(Part.Media.Kind.AUDIO, new Part.Source.Inline("audio/mpeg", "QUJD")),
                        new Part.Media(
                                Part.Media.Kind.DOCUMENT,
                                new Part.Source.Inline("text/plain", "aGk="),
                                Optional.of("Notes"))),
                parts("""
                        {"image":{"format":"jpeg","source":{"bytes":"QUJD"}}},
                        {"video":{"format":"mp4","source":{"s3Location":{"uri":"s3://bucket/film.mp4"}}}},
                        {"audio":{"format":"mp3","source":{"bytes":"QUJD"}}},
                        {"document":{"name":"Notes","source":{"text":"hi"}}}"""));
    }

    @Test
    void readsWhatIsGuardedCitedSealedAndMarked() {
        assertEquals(
                List.of(
                        new Part.Text("look at this"),
                        new Part.Text("one two"),
                        new Part.SealedReasoning(new Seal("bedrock", "c2VhbGVk")),
                        new Part.CacheMark(Optional.of(Duration.ofHours(1))),
                        new Part.Other("searchResult")),
                parts("""
                        {"guardContent":{"text":{"text":"look at this","qualifiers":["query"]}}},
                        {"citationsContent":{"content":[{"text":"one "},{"text":"two"}],"citations":[]}},
                        {"reasoningContent":{"redactedContent":"c2VhbGVk"}},
                        {"cachePoint":{"type":"default","ttl":"1h"}},
                        {"searchResult":{"source":"s","title":"t","content":[{"text":"x"}]}}"""));
    }

    @Test
    void readsHowMuchToThink() {
        String thinking = "\"additionalModelRequestFields\":{\"thinking\":";
        assertEquals(
                Optional.of(new Thinking.Budget(2048)),
                with(thinking + "{\"type\":\"enabled\",\"budget_tokens\":2048}}")
                        .thinking());
        assertEquals(
                Optional.of(new Thinking.Off()),
                with(thinking + "{\"type\":\"disabled\"}}").thinking());
        assertEquals(
                Optional.of(new Thinking.Free()),
                with(thinking + "{\"type\":\"adaptive\"}}").thinking());
        assertEquals(
                Optional.of(new Thinking.Effort(Thinking.Effort.Level.HIGH)),
                with("\"outputConfig\":{\"effort\":\"high\"}").thinking());
        assertEquals(
                Optional.of(Thinking.Display.HIDDEN),
                with(thinking + "{\"type\":\"adaptive\",\"display\":\"omitted\"}}")
                        .display());
    }

    @Test
    void readsTheFormOfTheAnswer() {
        OutputFormat.Schema schema = assertInstanceOf(
                OutputFormat.Schema.class,
                Wire.request(Wire.cassette("request-document.json").utf8()).format());
        assertEquals("summary", schema.name());
        assertTrue(schema.schema().text().startsWith("{\"type\":\"object\""));
    }

    @Test
    void readsToolChoices() {
        Map<String, ToolChoice> choices = Map.of(
                "{\"auto\":{}}", new ToolChoice.Auto(),
                "{\"any\":{}}", new ToolChoice.Required(),
                "{\"tool\":{\"name\":\"t\"}}", new ToolChoice.Named("t"));
        choices.forEach((said, choice) -> assertEquals(
                Optional.of(choice),
                with("\"toolConfig\":{\"tools\":[],\"toolChoice\":" + said + "}")
                        .toolChoice()));
    }

    @Test
    void aSystemToolIsTheVendorsOwn() {
        Tool tool = with("\"toolConfig\":{\"tools\":[{\"systemTool\":{\"name\":\"nova_grounding\"}}]}")
                .tools()
                .getFirst();
        assertEquals(Tool.Kind.HOSTED, tool.kind());
        assertEquals("nova_grounding", tool.name());
    }

    @Test
    void namesWhatHasNoWord() {
        assertEquals(
                Set.of("guardrailConfig", "additionalModelResponseFieldPaths", "inferenceConfig.topX"),
                with("\"guardrailConfig\":{\"guardrailIdentifier\":\"g\"},\"additionalModelResponseFieldPaths\":[\"/x\"],"
                                + "\"inferenceConfig\":{\"topX\":1}")
                        .vendorFields());
        assertTrue(Wire.BEDROCK.changesMeaning("guardrailConfig"));
    }

    @Test
    void sayWhichRuleABodyBreaks() {
        Map<String, String> broken = Map.of(
                "{\"messages\":[]}", "messages must not be empty",
                "{}", "messages must be an array",
                "{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}", "messages[].content must be an array",
                "{\"messages\":[{\"role\":\"x\",\"content\":[]}]}", "messages[].role must be user, assistant or system",
                "{\"messages\":[{\"role\":\"user\",\"content\":[{}]}]}", "messages[].content[] must have one field",
                "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"a\",\"image\":{}}]}]}",
                        "messages[].content[] must have one field alone",
                "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":1}]}]}",
                        "messages[].content[].text must be a string");
        broken.forEach((body, rule) -> assertEquals(rule, Wire.rule(body)));
        assertEquals(
                "inferenceConfig.maxTokens must be a whole number from 1 to 2147483647",
                Wire.rule("{\"messages\":[{\"role\":\"user\",\"content\":[]}],\"inferenceConfig\":{\"maxTokens\":0}}"));
    }

    @Test
    void aPromptThatIsKeptAtBedrockIsItsOwnersBusiness() {
        ModelName prompt = new ModelName("arn:aws:bedrock:us-east-1:123456789012:prompt/ABCDEFGHIJ:1");
        Reading read = Wire.BEDROCK.decodeRequest(
                Wire.BEDROCK.chatAt(prompt), Bytes.of("{\"promptVariables\":{\"x\":{\"text\":\"y\"}}}"));
        assertEquals(new Reading.Owned(Optional.of(prompt)), read);
    }

    @Test
    void readsWhatIsCounted() {
        Endpoint.Chat at = new Endpoint.CountTokens("", "/model/m/count-tokens", "").chat();
        String body = "{\"input\":{\"converse\":" + Wire.HELLO + "}}";
        assertEquals(
                "Hello", Wire.inbound(at, body).request().messages().getFirst().text());
        assertInstanceOf(
                Reading.Unreadable.class,
                Wire.BEDROCK.decodeRequest(at, Bytes.of("{\"input\":{\"invokeModel\":{\"body\":\"e30=\"}}}")));
    }
}
