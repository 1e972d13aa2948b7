package dev.outrigger.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Feature;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Role;
import dev.outrigger.chat.Tool;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An answer's beginning, as the conversation's last words: who begins a new answer after it loses it, and says so. */
class BeginningLossTest {
    private static final List<Dialect> DIALECTS =
            Spoken.all().stream().map(Spoken::dialect).toList();
    private static final Message BEGUN = Message.of(Role.ASSISTANT, "The answer is (");

    private static Set<Feature> lost(String dialect, List<Message> messages) {
        Dialect spoken = DIALECTS.stream()
                .filter(one -> one.name().equals(dialect))
                .findFirst()
                .orElseThrow();
        Wish.Manner manner = Wish.Manner.of(
                List.of(new Tool("f", "", "{}", Tool.Kind.FUNCTION)), Optional.empty(), Optional.empty());
        return assertInstanceOf(
                        Encoding.Said.class, spoken.encodeRequest(Wish.request(messages, manner), new ModelName("m")))
                .lost();
    }

    private static List<Message> then(Message last) {
        return List.of(Wish.HI.getFirst(), last);
    }

    @Test
    void openAiBeginsANewAnswer() {
        for (String dialect : List.of("openai", "openai-responses"))
            assertEquals(Set.of(Feature.PREFILL), lost(dialect, then(BEGUN)));
        assertTrue(Feature.PREFILL.changesMeaning());
    }

    @Test
    void othersGoOn() {
        for (String dialect : List.of("anthropic", "bedrock", "gemini", "ollama"))
            assertEquals(Set.of(), lost(dialect, then(BEGUN)));
    }

    @Test
    void whatIsAnsweredOrCallsIsNoBeginning() {
        Message calls =
                new Message(Role.ASSISTANT, List.of(new Part.Text("Let me see."), new Part.ToolCall("c", "f", "{}")));
        for (String dialect : List.of("openai", "openai-responses")) {
            assertEquals(Set.of(), lost(dialect, List.of(BEGUN, Wish.HI.getFirst())));
            assertEquals(Set.of(), lost(dialect, then(calls)));
        }
    }
}
