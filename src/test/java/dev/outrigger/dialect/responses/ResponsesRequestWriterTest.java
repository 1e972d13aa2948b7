package dev.outrigger.dialect.responses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Feature;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.OutputFormat;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Part.Media.Kind;
import dev.outrigger.chat.Role;
import dev.outrigger.chat.Sampling;
import dev.outrigger.chat.Seal;
import dev.outrigger.chat.Thinking;
import dev.outrigger.chat.Tool;
import dev.outrigger.chat.ToolChoice;
import dev.outrigger.dialect.Encoding;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponsesRequestWriterTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ModelName MODEL = new ModelName("m");

    private static ChatRequest request(
            List<Message> messages, List<Tool> tools, Optional<ToolChoice> choice, Sampling sampling) {
        return new ChatRequest(
                MODEL,
                messages,
                tools,
                choice,
                Optional.empty(),
                new OutputFormat.Free(),
                sampling,
                Optional.empty(),
                Optional.empty(),
                false,
                Set.of());
    }

    private static ChatRequest of(Message... messages) {
        return request(List.of(messages), List.of(), Optional.empty(), Sampling.UNSAID);
    }

    private static ChatRequest thinking(Thinking thinking) {
        ChatRequest plain = ChatRequest.of(MODEL, "hi");
        return new ChatRequest(
                MODEL,
                plain.messages(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                new OutputFormat.Free(),
                Sampling.UNSAID,
                Optional.of(thinking),
                Optional.of(Thinking.Display.SHOWN),
                false,
                Set.of());
    }

    private static JsonNode body(ChatRequest request) throws Exception {
        return JSON.readTree(ResponsesWire.said(request).body().utf8());
    }

    private static Set<Feature> lost(ChatRequest request) {
        return ResponsesWire.said(request).lost();
    }

    private static String unsayable(ChatRequest request) {
        return assertInstanceOf(
                        Encoding.Unsayable.class, ResponsesWire.RESPONSES.encodeRequest(request, request.model()))
                .what();
    }

    private static Message user(Part... parts) {
        return new Message(Role.USER, List.of(parts));
    }

    @Test
    void asksWithoutLeavingAnythingUpstream() throws Exception {
        JsonNode body = body(ChatRequest.of(MODEL, "hi"));
        assertEquals(
                JSON.readTree(
                        "{\"model\":\"m\",\"input\":[{\"type\":\"message\",\"role\":\"user\",\"content\":\"hi\"}],"
                                + "\"store\":false}"),
                body);
    }

    @Test
    void saysTheFirstSystemTextAsInstructions() throws Exception {
        JsonNode body =
                body(of(Message.of(Role.SYSTEM, "one"), Message.of(Role.SYSTEM, "two"), Message.of(Role.USER, "hi")));
        assertEquals("one", body.path("instructions").asText());
        assertEquals("system", body.at("/input/0/role").asText());
        assertEquals("two", body.at("/input/0/content").asText());
    }

    @Test
    void saysPicturesAndDocuments() throws Exception {
        JsonNode body = body(of(user(
                new Part.Text("x"),
                new Part.Media(Kind.IMAGE, new Part.Source.Inline("image/png", "iVBO")),
                new Part.Media(Kind.IMAGE, new Part.Source.Url("https://example.org/a.png")),
                new Part.Media(Kind.DOCUMENT, new Part.Source.Inline("application/pdf", "JVBE"), Optional.of("a.pdf")),
                new Part.Media(Kind.DOCUMENT, new Part.Source.Url("https://example.org/a.pdf")))));
        assertEquals(
                JSON.readTree("[{\"type\":\"input_text\",\"text\":\"x\"},"
                        + "{\"type\":\"input_image\",\"detail\":\"auto\",\"image_url\":\"data:image/png;base64,iVBO\"},"
                        + "{\"type\":\"input_image\",\"detail\":\"auto\",\"image_url\":\"https://example.org/a.png\"},"
                        + "{\"type\":\"input_file\",\"filename\":\"a.pdf\",\"file_data\":\"data:application/pdf;base64,JVBE\"},"
                        + "{\"type\":\"input_file\",\"file_url\":\"https://example.org/a.pdf\"}]"),
                body.at("/input/0/content"));
    }

    @Test
    void refusesMediaThatItCannotSay() {
        Part.Source inline = new Part.Source.Inline("audio/wav", "UklG");
        assertEquals("a sound", unsayable(of(user(new Part.Media(Kind.AUDIO, inline)))));
        assertEquals("a video", unsayable(of(user(new Part.Media(Kind.VIDEO, inline)))));
        for (Kind kind : List.of(Kind.IMAGE, Kind.DOCUMENT))
            assertTrue(unsayable(of(user(new Part.Media(kind, new Part.Source.Uploaded("file-secret")))))
                    .contains("uploaded"));
        assertTrue(unsayable(of(new Message(Role.ASSISTANT, List.of(new Part.Media(Kind.IMAGE, inline)))))
                .contains("a model made"));
    }

    @Test
    void refusesPartsAndToolsOfOtherVendors() {
        assertTrue(unsayable(of(user(new Part.Other("tool_reference")))).contains("tool_reference"));
        assertTrue(unsayable(of(new Message(Role.ASSISTANT, List.of(new Part.Other("server_tool_use")))))
                .contains("server_tool_use"));
        Tool hosted = new Tool("web_search", "", "{}", Tool.Kind.HOSTED);
        assertTrue(unsayable(request(
                        List.of(Message.of(Role.USER, "x")), List.of(hosted), Optional.empty(), Sampling.UNSAID))
                .contains("web_search"));
    }

    @Test
    void saysATurnAsItems() throws Exception {
        JsonNode input = body(of(
                        Message.of(Role.USER, "hi"),
                        new Message(
                                Role.ASSISTANT,
                                List.of(
                                        new Part.Reasoning("hm", Optional.of(new Seal("openai", "gAAA"))),
                                        new Part.SealedReasoning(new Seal("openai", "gBBB")),
                                        new Part.Text("so"),
                                        new Part.Refusal("no"),
                                        new Part.ToolCall("c1", "f", "{}"))),
                        new Message(
                                Role.TOOL, List.of(new Part.ToolResult("c1", List.of(new Part.Text("done")), false)))))
                .path("input");
        assertEquals(
                JSON.readTree("[{\"type\":\"message\",\"role\":\"user\",\"content\":\"hi\"},"
                        + "{\"type\":\"reasoning\",\"summary\":[{\"type\":\"summary_text\",\"text\":\"hm\"}],\"encrypted_content\":\"gAAA\"},"
                        + "{\"type\":\"reasoning\",\"summary\":[],\"encrypted_content\":\"gBBB\"},"
                        + "{\"type\":\"message\",\"role\":\"assistant\",\"content\":\"so\"},"
                        + "{\"type\":\"message\",\"role\":\"assistant\",\"content\":[{\"type\":\"refusal\",\"refusal\":\"no\"}]},"
                        + "{\"type\":\"function_call\",\"call_id\":\"c1\",\"name\":\"f\",\"arguments\":\"{}\"},"
                        + "{\"type\":\"function_call_output\",\"call_id\":\"c1\",\"output\":\"done\"}]"),
                input);
    }

    @Test
    void showsNoSealOfAnotherVendor() throws Exception {
        ChatRequest request = of(
                new Message(
                        Role.ASSISTANT,
                        List.of(
                                new Part.Reasoning("hm", Optional.of(new Seal("anthropic", "secret"))),
                                new Part.SealedReasoning(new Seal("anthropic", "secret")),
                                new Part.Text("so"))),
                Message.of(Role.USER, "hi"));
        assertFalse(body(request).toString().contains("secret"));
        assertEquals(2, body(request).path("input").size());
        assertEquals(Set.of(Feature.REASONING), lost(request));
    }

    @Test
    void saysAToolOfFreeTextAndItsCalls() throws Exception {
        Tool note = new Tool("note", "d", "{\"type\":\"text\"}", Tool.Kind.FREE_FORM);
        JsonNode body = body(request(
                List.of(
                        new Message(Role.ASSISTANT, List.of(new Part.ToolCall("c1", "note", "a = b"))),
                        new Message(Role.TOOL, List.of(new Part.ToolResult("c1", List.of(), true)))),
                List.of(note),
                Optional.of(new ToolChoice.Named("note")),
                Sampling.UNSAID));
        assertEquals("custom", body.at("/tools/0/type").asText());
        assertEquals("text", body.at("/tools/0/format/type").asText());
        assertEquals("custom", body.at("/tool_choice/type").asText());
        assertEquals("custom_tool_call", body.at("/input/0/type").asText());
        assertEquals("a = b", body.at("/input/0/input").asText());
        assertEquals("custom_tool_call_output", body.at("/input/1/type").asText());
        assertEquals("The tool failed:", body.at("/input/1/output").asText("?"));
    }

    @Test
    void neverLetsTheVendorGuessThatAFunctionIsStrict() throws Exception {
        Tool unsaid = new Tool("f", "", "{\"type\":\"object\"}");
        JsonNode tool = body(request(
                        List.of(Message.of(Role.USER, "x")), List.of(unsaid), Optional.empty(), Sampling.UNSAID))
                .at("/tools/0");
        assertEquals("f", tool.path("name").asText());
        assertEquals("object", tool.at("/parameters/type").asText());
        assertFalse(tool.path("strict").asBoolean(true));
        assertFalse(tool.has("description"));
    }

    @Test
    void namesWhatItHasNoWordsFor() {
        Sampling sampling = new Sampling(
                OptionalDouble.of(1),
                OptionalDouble.of(1),
                OptionalInt.of(5),
                OptionalInt.of(6),
                OptionalLong.of(7),
                List.of("end"),
                2,
                OptionalDouble.of(0.1),
                OptionalDouble.of(0.2),
                OptionalInt.of(3));
        assertEquals(
                Set.of(
                        Feature.TOP_K,
                        Feature.SEED,
                        Feature.STOP,
                        Feature.CHOICES,
                        Feature.PRESENCE_PENALTY,
                        Feature.FREQUENCY_PENALTY),
                lost(request(List.of(Message.of(Role.USER, "x")), List.of(), Optional.empty(), sampling)));
        assertEquals(
                Set.of(Feature.TOOL_ERROR),
                lost(of(new Message(Role.TOOL, List.of(new Part.ToolResult("c", List.of(), true))))));
    }

    @ParameterizedTest
    @CsvSource({"PT5M, 30m", "PT30M, 30m", "PT1H, 12h"})
    void marksWhatIsToBeCached(Duration lifetime, String ttl) throws Exception {
        JsonNode content = body(of(user(new Part.Text("x"), new Part.CacheMark(Optional.of(lifetime)))))
                .at("/input/0/content");
        assertEquals(ttl, content.at("/0/prompt_cache_breakpoint/ttl").asText());
        assertEquals(1, content.size());
    }

    @Test
    void namesMarksThatStandOnNothing() {
        Part mark = new Part.CacheMark(Optional.empty());
        assertEquals(Set.of(Feature.CACHE_MARK), lost(of(user(mark, new Part.Text("x")))));
        assertEquals(
                Set.of(Feature.CACHE_MARK),
                lost(of(new Message(Role.ASSISTANT, List.of(new Part.Text("x"), mark)), user(new Part.Text("y")))));
    }

    @Test
    void asksForThoughtsInAFormThatCanBeGivenBack() throws Exception {
        JsonNode body = body(thinking(new Thinking.Effort(Thinking.Effort.Level.MAX)));
        assertEquals("max", body.at("/reasoning/effort").asText());
        assertEquals("auto", body.at("/reasoning/summary").asText());
        assertEquals("reasoning.encrypted_content", body.at("/include/0").asText());
        assertFalse(body(thinking(new Thinking.Off())).has("include"));
        assertEquals(
                "none",
                body(thinking(new Thinking.Off())).at("/reasoning/effort").asText());
        assertFalse(body(thinking(new Thinking.Free())).path("reasoning").has("effort"));
    }

    @ParameterizedTest
    @CsvSource({"1, low", "2048, low", "2049, medium", "8192, medium", "8193, high"})
    void saysABudgetAsTheNearestEffort(int tokens, String effort) throws Exception {
        ChatRequest request = thinking(new Thinking.Budget(tokens));
        assertEquals(effort, body(request).at("/reasoning/effort").asText());
        assertEquals(Set.of(Feature.THINKING), lost(request));
    }
}
