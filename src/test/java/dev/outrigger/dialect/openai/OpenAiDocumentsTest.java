package dev.outrigger.dialect.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Message;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Role;
import dev.outrigger.dialect.Encoding;
import dev.outrigger.support.Asked;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Documents, of which OpenAI takes those that are PDF. */
class OpenAiDocumentsTest {
    private List<Message> messages = List.of();

    private Encoding encoding() {
        return Wire.OPENAI.encodeRequest(
                Asked.of(messages.toArray(Message[]::new)).request(), new ModelName("there"));
    }

    private Encoding.Said said() {
        return assertInstanceOf(Encoding.Said.class, encoding());
    }

    private String body() {
        return said().body().utf8();
    }

    private void of(Role role, Part... parts) {
        messages = List.of(new Message(role, List.of(parts)));
    }

    @Test
    void givesADocumentTheNameThatOpenAiWants() {
        of(Role.USER, new Part.Media(Part.Media.Kind.DOCUMENT, new Part.Source.Inline("application/pdf", "QUJD")));

        assertTrue(body().contains("{\"filename\":\"document\",\"file_data\":\"data:application/pdf;base64,QUJD\"}"));
    }

    private static Part document(String type, String base64) {
        return new Part.Media(Part.Media.Kind.DOCUMENT, new Part.Source.Inline(type, base64), Optional.of("notes.txt"));
    }

    @Test
    void saysADocumentOfPlainTextAsAText() {
        // When
        of(Role.USER, document("text/plain", "SGkg4piD"), new Part.Text("What is it?"));
        // Then
        assertTrue(
                body().contains("{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"notes.txt\\n\\nHi ☃\"},"
                        + "{\"type\":\"text\",\"text\":\"What is it?\"}]}"));
        assertEquals(Set.of(), said().lost());
    }

    @Test
    void leavesATextOfAToolsResultInIt() {
        // When
        messages = List.of(
                new Message(Role.ASSISTANT, List.of(new Part.ToolCall("c", "f", "{}"))),
                new Message(
                        Role.TOOL,
                        List.of(new Part.ToolResult("c", List.of(document("text/markdown", "SGk=")), false))));
        // Then
        assertTrue(body().contains("{\"role\":\"tool\",\"tool_call_id\":\"c\",\"content\":\"notes.txt\\n\\nHi\"}"));
        assertEquals(Set.of(), said().lost());
    }

    @Test
    void saysNoDocumentOfAnotherKind() {
        // When
        of(Role.USER, document("application/msword", "SGk="));
        // Then
        assertEquals(new Encoding.Unsayable("a document that is neither PDF nor text"), encoding());
    }
}
