package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.engine.jinja.Text;
import java.io.IOException;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a file's template is given, and what its troubles become. */
class ChatTemplateTest {
    private static final ZonedDateTime NOW = ZonedDateTime.of(2026, 3, 7, 0, 0, 0, 0, ZoneOffset.UTC);
    private static final List<Turn> HI = List.of(new Turn("user", "Hi"));

    @Test
    void seesChatNamesAndDate() throws IOException {
        // Given
        ChatTemplate template = of("{{ bos_token }}{% for m in messages %}{{ m.role }}={{ m.content }}{% endfor %}"
                + "{{ tools is none and add_generation_prompt }} {{ strftime_now('%d %b %Y') }}");
        // When
        Text text = template.render(HI);
        // Then
        assertEquals("<s>user=HiTrue 07 Mar 2026", text.string());
    }

    @Test
    void quotesWhatMessagesSayAndNotWhoSaysIt() throws IOException {
        Text text = of("{% for m in messages %}<{{ m.role }}>{{ m.content }}{% endfor %}")
                .render(HI);
        assertEquals(List.of(new Text.Range(0, 6, false), new Text.Range(6, 8, true)), text.ranges());
    }

    @Test
    void aTemplateThatCannotBeFollowedIsRefusedAtOnce() {
        assertRefused(
                "its chat template cannot be followed: line 2: the tag include is not known", "\n{% include 'x' %}");
        assertRefused(
                "its chat template cannot be followed: line 1: the filter shout is not known",
                "{{ messages[0].content | shout }}");
        assertRefused(
                "its chat template cannot be followed: line 1: takes more than 5000000 steps",
                "{% for i in range(10 ** 9) %}{% endfor %}");
    }

    @Test
    void aTemplateThatRefusesSystemTextsIsTaken() throws IOException {
        // Given
        ChatTemplate template = of("{% if messages[0].role == 'system' %}{{ raise_exception('No system') }}{% endif %}"
                + "{{ messages[0].content }}");
        // Then
        assertEquals("Hi", template.render(HI).string());
        assertUntranslatable(
                "the local model's chat template refuses this chat: No system",
                template,
                List.of(new Turn("system", "secret"), new Turn("user", "Hi")));
    }

    @Test
    void aChatOverTheTemplatesBoundsIsNotAnswered() throws IOException {
        // Given: a loop as long as the chat, squared
        ChatTemplate template = of("{% set n = messages[0].content | length %}"
                + "{% for a in range(n) %}{% for b in range(n) %}{% endfor %}{% endfor %}");
        // Then
        assertUntranslatable(
                "the local model's chat template cannot be followed for this chat: line 1: takes more than 5000000 steps",
                template,
                List.of(new Turn("user", "a".repeat(3_000))));
    }

    @Test
    void whatAChatSaysIsInNoMessage() throws IOException {
        ChatTemplate template = of("{{ raise_exception('Unexpected: ' + messages[0].content) }}");
        assertUntranslatable("the local model's chat template refuses this chat: Unexpected: …", template, HI);
    }

    private static ChatTemplate of(String source) throws IOException {
        return ChatTemplate.of(source, Map.of("bos_token", "<s>"), () -> NOW);
    }

    private static void assertRefused(String message, String source) {
        assertEquals(message, assertThrows(IOException.class, () -> of(source)).getMessage());
    }

    private static void assertUntranslatable(String message, ChatTemplate template, List<Turn> turns) {
        FailureException thrown = assertThrows(FailureException.class, () -> template.render(turns));
        assertInstanceOf(Failure.Untranslatable.class, thrown.failure());
        assertEquals(message, thrown.failure().message());
    }
}
