package dev.outrigger.dialect.anthropic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Role;
import dev.outrigger.chat.Seal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnthropicMessageTest {
    @Test
    void putsTheSystemTextFirstAndOneAmidTheChatInItsPlace() {
        // When
        ChatRequest request = Wire.request("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"a\"},"
                + "{\"role\":\"system\",\"content\":\"later\"}],\"system\":\"first\"}");
        // Then
        assertEquals(
                List.of(Message.of(Role.SYSTEM, "first"), Message.of(Role.USER, "a"), Message.of(Role.SYSTEM, "later")),
                request.messages());
    }

    @Test
    void hasNoMessageForAnEmptySystemText() {
        assertEquals(
                List.of(Message.of(Role.USER, "hi")),
                Wire.requestWith("\"system\":\"\"").messages());
    }

    @Test
    void putsResultsBeforeTheTextsAroundThem() {
        // When
        ChatRequest request = Wire.requestOf("{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"a\"},"
                + "{\"type\":\"tool_result\",\"tool_use_id\":\"t\"},{\"type\":\"text\",\"text\":\"b\","
                + "\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"9y\"}}]}");
        // Then
        assertEquals(
                List.of(
                        new Message(Role.TOOL, List.of(new Part.ToolResult("t", List.of(), false))),
                        new Message(
                                Role.USER,
                                List.of(new Part.Text("a"), new Part.Text("b"), new Part.CacheMark(Optional.empty())))),
                request.messages());
    }

    @Test
    void hasNoUsersMessageBesideResultsAlone() {
        // When
        List<Message> messages = Wire.requestOf(
                        "{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"t\",\"content\":\"x\"}]}")
                .messages();
        // Then
        assertEquals(List.of(Role.TOOL), messages.stream().map(Message::role).toList());
    }

    @Test
    void keepsAMessageThatSaysNothing() {
        assertEquals(
                List.of(new Message(Role.USER, List.of())),
                Wire.requestOf("{\"role\":\"user\",\"content\":\"\"}").messages());
    }

    @Test
    void takesAThoughtWithoutSignatureForAnothersAndOneWithoutWordsForASignature() {
        // When
        ChatRequest request = Wire.requestOf("{\"role\":\"assistant\",\"content\":["
                + "{\"type\":\"thinking\",\"thinking\":\"so\",\"signature\":\"\"},"
                + "{\"type\":\"thinking\",\"thinking\":\"hm\",\"signature\":\"outrigger:unsigned\"},"
                + "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"c2ln\"}]}");
        // Then
        assertEquals(
                List.of(
                        new Part.Reasoning("so", Optional.empty()),
                        new Part.Reasoning("hm", Optional.empty()),
                        new Part.Reasoning("", Optional.of(new Seal("anthropic", "c2ln")))),
                request.messages().getFirst().parts());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"type\":\"server_tool_use\",\"id\":\"s\",\"name\":\"web_search\",\"input\":{}} | server_tool_use",
                "{\"type\":\"search_result\",\"source\":\"s\",\"title\":\"t\",\"content\":[]} | search_result",
                "{\"type\":\"document\",\"source\":{\"type\":\"content\",\"content\":[]}} | document",
                "{\"type\":\"image\",\"source\":{\"type\":\"novel\"}} | image",
            })
    void keepsBlocksOfTheVendorsOwnByTheirNames(String block, String kind) {
        // When
        ChatRequest request = Wire.requestOf("{\"role\":\"user\",\"content\":[" + block + "]}");
        // Then
        assertEquals(
                List.of(new Part.Other(kind)), request.messages().getFirst().parts());
        assertEquals(Set.of("messages[].content[]." + kind), request.vendorFields());
    }

    @Test
    void namesTheFieldsOfBlocksThatHaveNoWord() {
        // When
        ChatRequest request = Wire.requestOf(
                "{\"role\":\"assistant\",\"name\":\"x\",\"content\":["
                        + "{\"type\":\"text\",\"text\":\"a\",\"citations\":[{\"type\":\"x\"}]},"
                        + "{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\",\"input\":{},\"caller\":{\"type\":\"direct\"}}]}");
        // Then
        assertEquals(
                Set.of("messages[].name", "messages[].content[].citations", "messages[].content[].caller"),
                request.vendorFields());
    }

    @Test
    void readsAPlainTextDocumentAsBase64WithoutKeepingIt() {
        // Given
        String text = "x".repeat(100_000);
        // When
        Part.Media media = (Part.Media) Wire.requestOf("{\"role\":\"user\",\"content\":[{\"type\":\"document\","
                        + "\"source\":{\"type\":\"text\",\"media_type\":\"text/plain\",\"data\":\"" + text + "\"}}]}")
                .messages()
                .getFirst()
                .parts()
                .getFirst();
        // Then
        Part.Source.Inline source = (Part.Source.Inline) media.source();
        String base64 =
                java.util.Base64.getEncoder().encodeToString(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertEquals(base64, source.base64().text());
        assertEquals(base64.length(), source.base64().size());
        assertEquals(base64.substring(0, 10), source.base64().head(10));
        assertEquals(base64.substring(base64.length() - 10), source.base64().tail(10));
        StringBuilder pieces = new StringBuilder();
        source.base64().forEach(piece -> {
            assertTrue(piece.length() <= dev.outrigger.chat.Passage.PIECE_CHARS);
            pieces.append(piece);
        });
        assertEquals(base64, pieces.toString());
    }
}
