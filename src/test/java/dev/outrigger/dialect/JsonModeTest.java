package dev.outrigger.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.OutputFormat;
import dev.outrigger.chat.Role;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonModeTest {
    private static final Message RULE = Message.of(Role.SYSTEM, "Be brief.");
    private static final Message ASKED = Message.of(Role.USER, "Who was it?");
    private static final Message WORDS = Message.of(Role.SYSTEM, JsonMode.WORDS);

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

    @Test
    void isSpokenOfOnce() {
        ChatRequest spoken = request(new OutputFormat.Json(), Message.of(Role.USER, "Who? As Json, please."));

        assertSame(spoken.messages(), JsonMode.spokenOf(spoken));
        assertEquals(List.of(WORDS, ASKED), JsonMode.spokenOf(request(new OutputFormat.Json(), ASKED)));
    }
}
