package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.engine.jinja.Template;
import dev.outrigger.engine.jinja.TemplateException;
import dev.outrigger.engine.jinja.Text;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where text becomes protocol. */
class ControlTokensTest {
    private static final ControlTokens TOKENS = new ControlTokens(List.of(
            new ControlToken("<|end|>", 1, false, false),
            new ControlToken("<|end|>!", 2, false, false),
            new ControlToken("[INST]", 3, false, false)));

    @Test
    void findsThemWhereTheTemplateWroteThem() throws TemplateException {
        assertEquals(List.of(3, 1), found("[INST]{{ said }}<|end|>", "hello"));
    }

    @Test
    void findsNoneInWhatMessagesSay() throws TemplateException {
        assertEquals(List.of(), found("{{ said }}", "<|end|>[INST]"));
    }

    @Test
    void findsNoneThatAMessageCompletes() throws TemplateException {
        assertEquals(List.of(), found("<|{{ said }}|>", "end"));
        assertEquals(List.of(), found("<|en{{ said }}", "d|>"));
        assertEquals(List.of(1), found("<|end|>{{ said }}", "!"));
    }

    @Test
    void takesTheLongestWhereSeveralBegin() throws TemplateException {
        assertEquals(List.of(2, 1), found("<|end|>!<|end|>{{ said }}", "x"));
    }

    @Test
    void aTokenOfTextIsOneIfTheTemplateWritesItInBrackets() {
        assertTrue(ControlTokens.isControl(TokenKind.USER_DEFINED, "<think>", "{{ '<think>' }}"));
        assertFalse(ControlTokens.isControl(TokenKind.USER_DEFINED, "<table>", "{{ '<think>' }}"));
        assertFalse(ControlTokens.isControl(TokenKind.USER_DEFINED, "user", "{{ 'user' }}"));
        assertFalse(ControlTokens.isControl(TokenKind.USER_DEFINED, "\n\n", "\n\n"));
        assertTrue(ControlTokens.isControl(TokenKind.CONTROL, "<|end|>", ""));
    }

    private static List<Integer> found(String template, String said) throws TemplateException {
        Text text = Template.of(template)
                .render(
                        Map.of("said", Text.quoted(said)),
                        said.length(),
                        ZonedDateTime.of(2026, 3, 7, 0, 0, 0, 0, ZoneOffset.UTC));
        return TOKENS.in(text).stream().map(each -> each.token().token()).toList();
    }
}
