package dev.outrigger.dialect.gemini;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Role;
import dev.outrigger.chat.Seal;
import dev.outrigger.dialect.Endpoint;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeminiContentsTest {
    private static String call(String name) {
        return "{\"functionCall\":{\"name\":\"" + name + "\",\"args\":{}}}";
    }

    private static String response(String name, String said) {
        return "{\"functionResponse\":{\"name\":\"" + name + "\",\"response\":" + said + "}}";
    }

    private static String content(String role, String... parts) {
        return "{\"role\":\"" + role + "\",\"parts\":[" + String.join(",", parts) + "]}";
    }

    private static List<String> ids(ChatRequest request) {
        return request.messages().stream()
                .flatMap(message -> message.parts().stream())
                .map(part -> switch (part) {
                    case Part.ToolCall call -> "call " + call.id();
                    case Part.ToolResult result -> "result " + result.callId();
                    default -> "other";
                })
                .toList();
    }

    @Test
    void resultsFindTheirCallsByNameAndOrder() {
        ChatRequest request = Wire.requestOf(
                content("model", call("f"), call("g"), call("f")),
                content("user", response("g", "{}"), response("f", "{}"), response("f", "{}")),
                content("model", call("f")),
                content("function", response("f", "{}")));

        assertEquals(
                List.of(
                        "call call_0",
                        "call call_1",
                        "call call_2",
                        "result call_1",
                        "result call_0",
                        "result call_2",
                        "call call_3",
                        "result call_3"),
                ids(request));
    }

    @Test
    void idsThatAreGivenStay() {
        ChatRequest request = Wire.requestOf(
                content(
                        "model",
                        "{\"functionCall\":{\"id\":\"toolu_1\",\"name\":\"f\"}}",
                        "{\"functionCall\":{\"id\":\"call_0\",\"name\":\"f\"}}",
                        call("f")),
                content(
                        "user",
                        "{\"functionResponse\":{\"id\":\"call_0\",\"name\":\"f\",\"response\":{}}}",
                        response("f", "{}"),
                        response("f", "{}")));

        assertEquals(
                List.of(
                        "call toolu_1",
                        "call call_0",
                        "call call_1",
                        "result call_0",
                        "result toolu_1",
                        "result call_1"),
                ids(request));
    }

    @Test
    void aResultWithoutItsCallIsReadAllTheSame() {
        assertEquals(List.of("result call_0"), ids(Wire.requestOf(content("user", response("f", "{\"output\":1}")))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"output\":\"18\"}|18|false",
                "{\"output\":{\"t\":18}}|{\"t\":18}|false",
                "{\"error\":\"no\"}|no|true",
                "{\"result\":\"18\"}|{\"result\":\"18\"}|false",
                "{\"output\":\"a\",\"unit\":\"C\"}|{\"output\":\"a\",\"unit\":\"C\"}|false",
                "{\"error\":\"no\",\"code\":3}|{\"error\":\"no\",\"code\":3}|true",
                "{}|{}|false",
            })
    void readsWhatAToolAnswered(String response, String text, boolean failed) {
        ChatRequest request = Wire.requestOf(content("user", response("f", response)));

        assertEquals(
                List.of(new Part.ToolResult("call_0", List.of(new Part.Text(text)), failed)),
                request.messages().getFirst().parts());
    }

    @Test
    void whatAToolShowsIsItsResult() {
        ChatRequest request = Wire.requestOf(content(
                "user",
                "{\"functionResponse\":{\"name\":\"f\",\"response\":{\"output\":\"a\"},\"scheduling\":\"SILENT\","
                        + "\"parts\":[{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"eA==\"}},"
                        + "{\"file_data\":{\"mime_type\":\"image/png\",\"file_uri\":\"https://example.org/x\"}}]}}"));

        var result = (Part.ToolResult) request.messages().getFirst().parts().getFirst();
        assertEquals(3, result.parts().size());
        assertTrue(request.has(Part.Media.Kind.IMAGE) || result.parts().get(1) instanceof Part.Media);
        assertEquals(Set.of("contents[].parts[].functionResponse.scheduling"), request.vendorFields());
    }

    /** Gemini knows one a part; nothing is to pass unseen beside it. */
    @Test
    void allThatAPartHoldsIsSeen() {
        String picture = "\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"eA==\"}";
        for (String part : List.of(
                "{\"thought\":true,\"thoughtSignature\":\"s\"," + picture + "}",
                "{\"thought\":true,\"text\":\"a\"," + picture + "}",
                "{\"text\":\"a\"," + picture + "}"))
            assertTrue(Wire.requestOf(content("model", part)).has(Part.Media.Kind.IMAGE), part);
        ChatRequest result = Wire.requestOf(content(
                "user", "{\"text\":\"a\",\"functionResponse\":{\"name\":\"f\",\"parts\":[{" + picture + "}]}}"));
        assertTrue(result.messages().stream()
                .flatMap(message -> message.parts().stream())
                .anyMatch(part ->
                        part instanceof Part.ToolResult told && told.parts().getFirst() instanceof Part.Media));
    }

    @Test
    void whatTheUserSaysBesideAResultComesAfterIt() {
        ChatRequest request =
                Wire.requestOf(content("user", "{\"text\":\"and\"}", response("f", "{}"), "{\"text\":\"more\"}"));

        assertEquals(
                List.of(Role.TOOL, Role.USER),
                request.messages().stream().map(Message::role).toList());
        assertEquals("and\nmore", request.messages().getLast().text());
    }

    @Test
    void aSignatureComesBeforeWhatItSigns() {
        Seal seal = new Seal("gemini", "c2ln");
        ChatRequest request = Wire.requestOf(
                content("user", "{\"text\":\"hi\"}"),
                content(
                        "model",
                        "{\"text\":\"hm\",\"thought\":true}",
                        "{\"text\":\"yes\",\"thoughtSignature\":\"c2ln\"}",
                        "{\"functionCall\":{\"name\":\"f\"},\"thought_signature\":\"c2ln\"}",
                        "{\"thoughtSignature\":\"c2ln\"}"));

        assertEquals(
                List.of(
                        new Part.Reasoning("hm", Optional.of(seal)),
                        new Part.Text("yes"),
                        new Part.Reasoning("", Optional.of(seal)),
                        new Part.ToolCall("call_0", "f", "{}"),
                        new Part.Reasoning("", Optional.of(seal))),
                request.messages().getLast().parts());
    }

    @Test
    void aSignatureMayBeLongerThanAName() {
        String signature = "QUJD".repeat(40_000);
        ChatRequest request =
                Wire.requestOf(content("model", "{\"text\":\"a\",\"thoughtSignature\":\"" + signature + "\"}"));

        assertEquals(
                new Part.Reasoning("", Optional.of(new Seal("gemini", signature))),
                request.messages().getFirst().parts().getFirst());
    }

    @ParameterizedTest
    @ValueSource(strings = {"executableCode", "codeExecutionResult", "toolCall", "toolResponse", "brandNew"})
    void aPartWithoutAWordKeepsItsKind(String kind) {
        ChatRequest request = Wire.requestOf(content("model", "{\"" + kind + "\":{}}"));

        assertEquals(
                List.of(new Part.Other(kind)), request.messages().getFirst().parts());
        assertEquals(Set.of("contents[].parts[]." + kind), request.vendorFields());
    }

    @Test
    void whatStandsBesideAMediumIsNamed() {
        ChatRequest request = Wire.requestOf(content(
                "user",
                "{\"fileData\":{\"fileUri\":\"https://youtu.be/x\"},\"videoMetadata\":{\"startOffset\":\"5s\"}}"));

        assertEquals(Set.of("contents[].parts[].videoMetadata"), request.vendorFields());
        assertTrue(request.has(Part.Media.Kind.VIDEO));
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"role\":\"model\"}', ASSISTANT",
        "'{\"parts\":[]}', USER",
        "'{\"role\":\"system\",\"parts\":{\"text\":\"a\"}}', SYSTEM",
    })
    void readsWhoSpeaks(String content, Role role) {
        assertEquals(role, Wire.requestOf(content).messages().getFirst().role());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|contents must be given",
                "{\"contents\":[]}|contents must not be empty",
                "{\"contents\":\"hi\"}|contents must be an array",
                "{\"contents\":[3]}|contents[0] must be an object",
                "{\"contents\":[{\"role\":\"robot\",\"parts\":[]}]}|contents[0].role must be user or model",
                "{\"contents\":[{\"parts\":\"x\"}]}|contents[0].parts must be an array",
                "{\"contents\":[{\"parts\":[3]}]}|contents[0].parts[0] must be an object",
                "{\"contents\":[{\"parts\":[{\"text\":3}]}]}|contents[0].parts[0].text must be a string",
                "{\"contents\":[{\"parts\":[{}]}]}|contents[0].parts[0] must hold text, inlineData or another kind",
                "{\"contents\":[{\"parts\":[{\"inlineData\":{\"data\":\"x\"}}]}]}|contents[0].parts[0].inlineData.mimeType must be a string",
                "{\"contents\":[{\"parts\":[{\"fileData\":{}}]}]}|contents[0].parts[0].fileData.fileUri must be a string",
                "{\"contents\":[{\"parts\":[{\"functionCall\":{}}]}]}|contents[0].parts[0].functionCall.name must be a string",
                "{\"contents\":[{\"parts\":[{\"functionCall\":{\"name\":\"f\",\"args\":[]}}]}]}|contents[0].parts[0].functionCall.args must be an object",
                "{\"contents\":[{\"parts\":[{\"functionResponse\":{\"name\":\"f\",\"response\":\"x\"}}]}]}|contents[0].parts[0].functionResponse.response must be an object",
                "{\"contents\":[{\"parts\":[]}],\"generationConfig\":[]}|generationConfig must be an object",
                "{\"contents\":[{\"parts\":[]}],\"generationConfig\":{\"topP\":2}}|generationConfig.topP must be a number of at least 0 and at most 1",
                "{\"contents\":[{\"parts\":[]}],\"generationConfig\":{\"maxOutputTokens\":0}}|generationConfig.maxOutputTokens must be a whole number from 1 to 2147483647",
                "{\"contents\":[{\"parts\":[]}],\"generationConfig\":{\"stopSequences\":\"x\"}}|generationConfig.stopSequences must be an array",
                "{\"contents\":[{\"parts\":[]}],\"generationConfig\":{\"thinkingConfig\":{\"thinkingBudget\":-2}}}|generationConfig.thinkingConfig.thinkingBudget must be a number of tokens, 0 or -1",
                "{\"contents\":[{\"parts\":[]}],\"tools\":[3]}|tools[0] must be an object",
                "{\"contents\":[{\"parts\":[]}],\"tools\":[{\"functionDeclarations\":[{}]}]}|tools[0].functionDeclarations[0].name must be a string",
            })
    void namesFieldAndRuleOfWhatItCannotRead(String body, String rule) {
        assertEquals(rule, Wire.refusal(Wire.WHOLE, body));
    }

    @ParameterizedTest
    @CsvSource({
        "/models/:generateContent, the model in the path must not be blank",
        "/models/%20:generateContent, the model in the path must not be blank",
        "/models/a%0Ab:generateContent, the model in the path must be at most 256 printable characters",
    })
    void namesTheRuleOfAPath(String path, String rule) {
        assertEquals(rule, Wire.refusal(new Endpoint.Chat("", path, ""), "{\"contents\":[{\"parts\":[]}]}"));
    }

    @Test
    void refusesAnswersInAFormThatIsNotReadHere() {
        String rule = Wire.refusal(new Endpoint.Chat("", Wire.WHOLE.path(), "alt=proto"), "{}");

        assertEquals("alt must be json or sse", rule);
    }

    @Test
    void quotesNothingOfWhatItRefuses() {
        assertFalse(Wire.refusal(Wire.WHOLE, "{\"contents\":[{\"role\":\"SECRET\",\"parts\":[]}]}")
                .contains("SECRET"));
    }
}
