package dev.outrigger.dialect.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Part.Media.Kind;
import dev.outrigger.chat.Role;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiMessageTest {
    private static Message message(String json) {
        return Wire.requestOf(json).messages().getFirst();
    }

    private static Part part(String json) {
        return message("{\"role\":\"user\",\"content\":[" + json + "]}").parts().getFirst();
    }

    @ParameterizedTest
    @CsvSource({"system,SYSTEM", "developer,SYSTEM", "user,USER", "assistant,ASSISTANT"})
    void readsEveryRole(String wire, Role role) {
        assertEquals(Message.of(role, "hi"), message("{\"role\":\"" + wire + "\",\"content\":\"hi\"}"));
    }

    /** Mistral's servers take and give them so. */
    @Test
    void readsArgumentsThatAreAnObjectAsTheirText() {
        assertEquals(
                List.of(new Part.ToolCall("t", "f", "{\"x\": 1}")),
                message("{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"t\",\"type\":\"function\",\"function\":"
                                + "{\"name\":\"f\",\"arguments\":{\"x\": 1}}}]}")
                        .parts());
    }

    @Test
    void keepsSystemTextsInTheirPlace() {
        // When
        ChatRequest request = Wire.request("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"a\"},"
                + "{\"role\":\"developer\",\"content\":\"b\"},{\"role\":\"user\",\"content\":\"c\"}]}");
        // Then
        assertEquals(
                List.of(Role.USER, Role.SYSTEM, Role.USER),
                request.messages().stream().map(Message::role).toList());
    }

    @Test
    void readsTextParts() {
        assertEquals(
                "a\nb",
                message("{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"a\"},"
                                + "{\"type\":\"text\",\"text\":\"b\"}]}")
                        .text());
    }

    @Test
    void readsAnImageByItsAddress() {
        assertEquals(
                new Part.Media(Kind.IMAGE, new Part.Source.Url("https://x/y,z.png")),
                part("{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://x/y,z.png\"}}"));
        assertEquals(
                new Part.Media(Kind.IMAGE, new Part.Source.Url("https://x")),
                part("{\"type\":\"image_url\",\"image_url\":\"https://x\"}"));
    }

    @ParameterizedTest
    @CsvSource({
        "'data:image/png;base64,AAAA', image/png, AAAA",
        "'DATA:image/svg+xml;charset=utf-8;base64,AA==', image/svg+xml, AA==",
        "'data:;base64,AAAA', text/plain, AAAA",
    })
    void readsAnInlineImage(String url, String type, String base64) {
        assertEquals(
                new Part.Media(Kind.IMAGE, new Part.Source.Inline(type, base64)),
                part("{\"type\":\"image_url\",\"image_url\":{\"url\":\"" + url + "\"}}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"data:image/svg+xml,%3Csvg/%3E", "data:nonsense", "data:,x"})
    void doesNotTakeEveryDataUrlForBase64(String url) {
        assertEquals(
                new Part.Media(Kind.IMAGE, new Part.Source.Url(url)),
                part("{\"type\":\"image_url\",\"image_url\":{\"url\":\"" + url + "\"}}"));
    }

    @Test
    void readsSoundAndFiles() {
        assertEquals(
                new Part.Media(Kind.AUDIO, new Part.Source.Inline("audio/wav", "UklG")),
                part("{\"type\":\"input_audio\",\"input_audio\":{\"data\":\"UklG\",\"format\":\"wav\"}}"));
        assertEquals(
                new Part.Media(Kind.DOCUMENT, new Part.Source.Uploaded("file-1")),
                part("{\"type\":\"file\",\"file\":{\"file_id\":\"file-1\"}}"));
        assertEquals(
                new Part.Media(Kind.DOCUMENT, new Part.Source.Inline("application/pdf", "JVBE"), Optional.of("a.pdf")),
                part("{\"type\":\"file\",\"file\":{\"filename\":\"a.pdf\","
                        + "\"file_data\":\"data:application/pdf;base64,JVBE\"}}"));
    }

    @ParameterizedTest
    @CsvSource({"video_url,VIDEO", "audio_url,AUDIO", "document_url,DOCUMENT"})
    void readsMediaOfCompatibleServers(String type, Kind kind) {
        assertEquals(
                new Part.Media(kind, new Part.Source.Url("https://x")),
                part("{\"type\":\"" + type + "\",\"" + type + "\":{\"url\":\"https://x\"}}"));
    }

    @Test
    void namesAKindOfPartThatHasNoWord() {
        // When
        ChatRequest request =
                Wire.requestOf("{\"role\":\"user\",\"content\":[{\"type\":\"hologram\",\"hologram\":{\"a\":1}}]}");
        // Then
        assertEquals(
                List.of(new Part.Other("hologram")),
                request.messages().getFirst().parts());
        assertEquals(Set.of("messages[].content[].hologram"), request.vendorFields());
    }

    @Test
    void namesFieldsOfMessagesAndPartsThatHaveNoWord() {
        // When
        ChatRequest request = Wire.requestOf("{\"role\":\"user\",\"name\":\"ann\",\"content\":[{\"type\":\"text\","
                + "\"text\":\"x\",\"hue\":1},"
                + "{\"type\":\"image_url\",\"image_url\":{\"url\":\"u\",\"detail\":\"low\"}}]}");
        // Then
        assertEquals(
                Set.of("messages[].name", "messages[].content[].hue", "messages[].content[].image_url.detail"),
                request.vendorFields());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\"prompt_cache_breakpoint\":{\"mode\":\"explicit\"}' | ''",
                "'\"cache_control\":{\"type\":\"ephemeral\"}' | ''",
                "'\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"5m\"}' | PT5M",
                "'\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"1h\"}' | PT1H",
            })
    void readsWhereThePromptsCacheIsMarked(String mark, String lifetime) {
        // When
        ChatRequest request =
                Wire.requestOf("{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"x\"," + mark + "}]}");
        // Then
        assertEquals(
                List.of(
                        new Part.Text("x"),
                        new Part.CacheMark(Optional.of(lifetime)
                                .filter(said -> !said.isEmpty())
                                .map(Duration::parse))),
                request.messages().getFirst().parts());
        assertEquals(Set.of(), request.vendorFields());
    }

    @Test
    void readsToolCallsBesideText() {
        assertEquals(
                List.of(new Part.Text("t"), new Part.ToolCall("c1", "f", "{\"a\":1}")),
                message(
                                "{\"role\":\"assistant\",\"content\":\"t\",\"tool_calls\":[{\"id\":\"c1\",\"type\":\"function\","
                                        + "\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"a\\\":1}\"}}]}")
                        .parts());
    }

    @Test
    void readsACallOfACustomToolAndTheOlderFunctionCall() {
        assertEquals(
                List.of(new Part.ToolCall("c1", "f", "raw"), new Part.ToolCall("g", "g", "{}")),
                message("{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"c1\",\"type\":\"custom\","
                                + "\"custom\":{\"name\":\"f\",\"input\":\"raw\"}}],"
                                + "\"function_call\":{\"name\":\"g\",\"arguments\":\"{}\"}}")
                        .parts());
    }

    @Test
    void readsToolResults() {
        assertEquals(
                new Message(Role.TOOL, List.of(new Part.ToolResult("c1", List.of(new Part.Text("42")), false))),
                message("{\"role\":\"tool\",\"tool_call_id\":\"c1\",\"content\":\"42\"}"));
        assertEquals(
                new Message(
                        Role.TOOL,
                        List.of(new Part.ToolResult("f", List.of(new Part.Text("a"), new Part.Text("b")), false))),
                Wire.requestOf("{\"role\":\"function\",\"name\":\"f\",\"content\":[{\"type\":\"text\",\"text\":\"a\"},"
                                + "{\"type\":\"text\",\"text\":\"b\"}]}")
                        .messages()
                        .getFirst());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"reasoning_content\":\"hm\"",
                "\"reasoning\":\"hm\"",
                "\"reasoning_content\":null,\"reasoning\":\"hm\""
            })
    void readsReasoningBeforeTheText(String reasoning) {
        assertEquals(
                List.of(new Part.Reasoning("hm", Optional.empty()), new Part.Text("t")),
                message("{\"role\":\"assistant\",\"content\":\"t\"," + reasoning + "}")
                        .parts());
    }

    @Test
    void readsRefusals() {
        assertEquals(
                List.of(new Part.Refusal("no")),
                message("{\"role\":\"assistant\",\"content\":null,\"refusal\":\"no\"}")
                        .parts());
        assertEquals(new Part.Refusal("no"), part("{\"type\":\"refusal\",\"refusal\":\"no\"}"));
    }

    @Test
    void readsAMessageWithoutContent() {
        assertTrue(message("{\"role\":\"assistant\"}").parts().isEmpty());
    }

    /** It says whose result it is. */
    @Test
    void theNameOfAFunctionsResultIsNoFieldOfTheVendorsOwn() {
        ChatRequest request =
                Wire.request("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"a\",\"name\":null},"
                        + "{\"role\":\"function\",\"name\":\"f\",\"content\":\"r\"}]}");

        assertEquals(Set.of(), request.vendorFields());
    }
}
