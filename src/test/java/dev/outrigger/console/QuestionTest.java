package dev.outrigger.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Role;
import dev.outrigger.dialect.Dialects;
import dev.outrigger.dialect.openai.OpenAi;
import dev.outrigger.dialect.responses.Responses;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuestionTest {
    private static final OpenAi CHAT = new OpenAi(InstantSource.system());
    private static final Question QUESTION =
            new Question(new Dialects(List.of(new Responses(CHAT, InstantSource.system()), CHAT)));

    @Test
    void readsALineInTheDialectItIsIn() {
        ChatRequest hi = ChatRequest.of(new ModelName("m"), "hi");
        assertEquals(hi, QUESTION.read("{\"model\":\"m\",\"input\":\"hi\"}").request());
        assertEquals(
                hi,
                QUESTION.read("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}")
                        .request());
        assertEquals(hi, QUESTION.read("{\"model\":\"m\",\"prompt\":\"hi\"}").request());
    }

    @Test
    void asksForFreeRoutingWithoutAModel() {
        assertEquals(
                List.of(Message.of(Role.USER, "hi")),
                QUESTION.read("{\"input\":\"hi\"}").request().messages());
        assertEquals(
                new ModelName("auto"),
                QUESTION.read("{\"input\":\"hi\"}").request().model());
    }

    @Test
    void saysWhyNothingIsDecided() {
        var owned = assertThrows(
                IllegalArgumentException.class,
                () -> QUESTION.read("{\"model\":\"m\",\"input\":\"hi\",\"previous_response_id\":\"resp_1\"}"));
        assertTrue(String.valueOf(owned.getMessage()).contains("its owner's"));
        var none = assertThrows(IllegalArgumentException.class, () -> QUESTION.read("{\"model\":\"m\"}"));
        assertTrue(String.valueOf(none.getMessage()).contains("must be given"));
    }
}
