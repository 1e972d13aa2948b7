package dev.outrigger.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Feature;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.OutputFormat;
import dev.outrigger.chat.Role;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonModeTest {
    private static final Message RULE = Message.of(Role.SYSTEM, "Be brief.");
    private static final Message ASKED = Message.of(Role.USER, "Who was it?");
    private static final Message WORDS = Message.of(Role.SYSTEM, JsonMode.OBJECT);

    private static ChatRequest request(OutputFormat format, Message... messages) {
        return Wish.request(List.of(messages), Wish.Manner.of(format));
    }

    @Test
    void isAskedForAfterTheFirstSystemTexts() {
        OutputFormat json = new OutputFormat.Json();

        assertEquals(List.of(RULE, WORDS, ASKED, RULE), JsonMode.inWords(request(json, RULE, ASKED, RULE)));
        assertEquals(List.of(WORDS, ASKED), JsonMode.inWords(request(json, ASKED)));
    }

    @Test
    void isNotAskedForWhereNobodyWantsIt() {
        for (OutputFormat other : List.of(new OutputFormat.Free(), new OutputFormat.Schema("", "{}"))) {
            ChatRequest request = request(other, RULE, ASKED);
            assertSame(request.messages(), JsonMode.inWords(request));
            assertSame(request.messages(), JsonMode.spokenOf(request));
        }
    }

    /** A mode for objects alone would make an object of the array that a prompt asks for. */
    @Test
    void jsonOfAnyFormIsAskedForInWordsWhereTheModeIsForObjects() {
        ChatRequest any = request(
                new OutputFormat.Json(OutputFormat.Json.Root.ANY), Message.of(Role.USER, "A JSON array, please."));
        List<Message> asked =
                List.of(Message.of(Role.SYSTEM, JsonMode.ANY), any.messages().getFirst());

        assertEquals(asked, JsonMode.inWords(any));
        assertEquals(asked, JsonMode.spokenOf(any));
        assertEquals(asked, JsonMode.unlessObject(any));
        ChatRequest object = request(new OutputFormat.Json(), ASKED);
        assertSame(object.messages(), JsonMode.unlessObject(object));
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "openai-responses", "ollama", "anthropic", "bedrock"})
    void vendorsWhoseModeIsForObjectsAreNotToldOfItForAnyForm(String name) {
        Dialect vendor = Spoken.all().stream()
                .map(Spoken::dialect)
                .filter(dialect -> dialect.name().equals(name))
                .findFirst()
                .orElseThrow();
        ChatRequest any = request(new OutputFormat.Json(OutputFormat.Json.Root.ANY), ASKED);

        Encoding.Said said = assertInstanceOf(Encoding.Said.class, vendor.encodeRequest(any, new ModelName("m")));

        assertEquals(Set.of(Feature.JSON_MODE), said.lost());
        assertTrue(said.body().utf8().contains(JsonMode.ANY));
        assertFalse(
                said.body().utf8().matches(".*(json_object|\"json\").*"),
                said.body().utf8());
    }

    @Test
    void isSpokenOfOnce() {
        ChatRequest spoken = request(new OutputFormat.Json(), Message.of(Role.USER, "Who? As Json, please."));

        assertSame(spoken.messages(), JsonMode.spokenOf(spoken));
        assertEquals(List.of(WORDS, ASKED), JsonMode.spokenOf(request(new OutputFormat.Json(), ASKED)));
    }
}
