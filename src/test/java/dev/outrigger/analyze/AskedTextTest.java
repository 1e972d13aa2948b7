package dev.outrigger.analyze;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.Role;
import dev.outrigger.support.Asked;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AskedTextTest {
    private static ChatRequest conversation(Message... messages) {
        return Asked.of(messages).request();
    }

    @Test
    void putsTheLastTurnBeforeTheOneItRefersTo() {
        ChatRequest request = conversation(
                Message.of(Role.USER, "Name a river."),
                Message.of(Role.ASSISTANT, "The Rhine."),
                Message.of(Role.USER, "What is the capital of France?"),
                Message.of(Role.ASSISTANT, "Paris."),
                Message.of(Role.USER, "And of Spain?"));

        assertEquals(
                "And of Spain?\nWhat is the capital of France?",
                AskedText.of(request).orElseThrow().text());
    }

    static Stream<JsonObject> conversations() throws IOException {
        try (Reader file = new InputStreamReader(
                Objects.requireNonNull(AskedTextTest.class.getResourceAsStream("asked-texts.json")),
                StandardCharsets.UTF_8)) {
            return JsonParser.parseReader(file).getAsJsonArray().asList().stream()
                    .map(JsonElement::getAsJsonObject);
        }
    }

    /** Written by {@code asked.py}: heads are shown what they learned from. */
    @ParameterizedTest
    @MethodSource("conversations")
    void isWhatTheHeadsLearnedFrom(JsonObject sample) {
        Message[] turns = sample.getAsJsonArray("turns").asList().stream()
                .map(turn -> Message.of(Role.USER, turn.getAsString()))
                .toArray(Message[]::new);

        assertEquals(
                sample.get("asked").getAsString(),
                AskedText.of(conversation(turns)).orElseThrow().text());
    }

    @Test
    void leavesOutWhatTheUserDidNotSay() {
        ChatRequest request = conversation(Message.of(Role.SYSTEM, "You are a pirate."), Message.of(Role.USER, "Hi"));

        assertEquals("Hi", AskedText.of(request).orElseThrow().text());
    }

    @Test
    void tellsThatATurnWasCut() {
        String fits = "x".repeat(AskedText.BEFORE_CHARS);
        assertFalse(isTruncated(fits, "x".repeat(AskedText.LAST_CHARS)));
        assertTrue(isTruncated(fits, "x".repeat(AskedText.LAST_CHARS + 1)));
        assertTrue(isTruncated(fits + "x", "and in French?"));
        assertFalse(isTruncated(fits + "x", "two turns ago", "and in French?"));
    }

    private static boolean isTruncated(String... turns) {
        return AskedText.of(conversation(Stream.of(turns)
                        .map(turn -> Message.of(Role.USER, turn))
                        .toArray(Message[]::new)))
                .orElseThrow()
                .isTruncated();
    }

    @Test
    void isEmptyWhenTheUserWroteNothing() {
        assertEquals(Optional.empty(), AskedText.of(conversation(Message.of(Role.USER, "  \n"))));
        assertEquals(Optional.empty(), AskedText.of(conversation(Message.of(Role.SYSTEM, "Be brief."))));
    }

    @Test
    void keepsHeadAndTailOfALongTurn() {
        // Given
        String pasted = "Summarize this. " + "word ".repeat(5_000) + " In ten words.";

        // When
        AskedText asked =
                AskedText.of(conversation(Message.of(Role.USER, pasted))).orElseThrow();
        String text = asked.text();

        // Then
        assertTrue(text.startsWith("Summarize this."));
        assertTrue(text.endsWith("In ten words."));
        assertTrue(text.length() <= AskedText.LAST_CHARS + 1);
        assertTrue(asked.isTruncated());
    }

    @Property
    void neverCutsACharacterInTwo(@ForAll @IntRange(min = 3, max = 40) int chars) {
        String cut = AskedText.headAndTail("a" + "😀".repeat(50) + "b", chars).text();

        assertTrue(cut.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF));
    }
}
