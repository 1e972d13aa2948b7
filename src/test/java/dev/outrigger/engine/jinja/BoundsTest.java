package dev.outrigger.engine.jinja;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A template of a file that is not trusted: each way not to end, or to fill the memory, ends in an error. */
class BoundsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{% for i in range(100000) %}{% for j in range(100000) %}{% endfor %}{% endfor %}",
                "{% for i in range(10 ** 12) %}{% endfor %}",
                "{% set ns = namespace(l=[1]) %}{% for i in range(40) %}{% set ns.l = ns.l + ns.l %}{% endfor %}",
                "{% set ns = namespace(l=[1]) %}{% for i in range(40) %}{% set ns.l = [ns.l, ns.l] %}{% endfor %}"
                        + "{{ ns.l == ns.l[:] }}",
                "{% set t = 'a' * 1000000 %}{{ ('a' * 500000 ~ 'b') in t }}",
                "{% set t = 'a' * 1000000 %}{% for i in range(100000) %}{% set n = t | length %}{% set c = t[-1] %}{% endfor %}",
                "{% set t = 'a' * 1000000 ~ 'b' %}{% set u = 'a' * 1000000 ~ 'c' %}"
                        + "{% for i in range(100000) %}{% set x = t == u or t < u %}{% endfor %}",
                "{% set d = dict(a=1) %}{% for i in range(1000000) %}{% set x = d.items() %}{% set y = dict(d) %}"
                        + "{% endfor %}",
            })
    void endsWhatTakesTooManySteps(String source) {
        assertUnbounded("takes more than 5000000 steps", source);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{% set ns = namespace(t='a') %}{% for i in range(60) %}{% set ns.t = ns.t ~ ns.t %}{% endfor %}",
                "{{ 'a' * 1000000000 }}",
                "{{ 'a' * 10 ** 15 }}",
                "{% for i in range(4000) %}{{ said }}{% endfor %}",
                "{% for i in range(4000) %}{% set x = said | upper %}{% endfor %}",
                "{% for i in range(4000) %}{% set x = said.split('b') %}{% endfor %}",
                "{% set ns = namespace(t='aa') %}{% for i in range(60) %}{% set ns.t = ns.t.replace('a', ns.t) %}{% endfor %}",
            })
    void endsWhatWritesTooMuch(String source) {
        assertUnbounded("writes too much text", source);
    }

    @Test
    void endsMacrosThatCallThemselves() {
        assertUnbounded("macros call one another too deeply", "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}");
    }

    @Test
    void endsValuesThatNestWithoutEnd() {
        assertUnbounded(
                "nests values too deeply",
                "{% set ns = namespace(l=[]) %}{% for i in range(400000) %}{% set ns.l = [ns.l] %}{% endfor %}"
                        + "{{ ns.l }}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {"( )", "[ ]", "- ''", "not_ ''", "{1: }", "x[ ]", "f( )"})
    void refusesSourceThatNestsTooDeeply(String opening, String closing) {
        String source = "{{ " + opening.replace('_', ' ').repeat(10_000) + "1" + closing.repeat(10_000) + " }}";
        TemplateException thrown = assertThrows(TemplateException.class, () -> Template.of(source));
        assertEquals("line 1: nests too deeply", thrown.getMessage());
    }

    @Test
    void refusesStatementsThatNestTooDeeply() {
        TemplateException thrown =
                assertThrows(TemplateException.class, () -> Template.of("{% if x %}".repeat(10_000)));
        assertEquals("line 1: nests too deeply", thrown.getMessage());
    }

    @Test
    void cutsATextOfManyOriginsInTime() throws TemplateException {
        // Given: a text that changes its origin at each character
        Template template = Template.of("{{ (('a' ~ said[0]) * 400000) | list | length }}");
        // When
        Text text = template.render(Map.of("said", Text.quoted("B")), 1, Recorded.NOW);
        // Then
        assertEquals("800000", text.string());
    }

    @Test
    void looksForNoKeyThatNests() throws TemplateException {
        // Given: a list of two lists of two lists, 60 deep
        String nested =
                "{% set ns = namespace(l=[1]) %}{% for i in range(60) %}{% set ns.l = [ns.l, ns.l] %}{% endfor %}";
        // Then
        assertEquals(
                "",
                Template.of(nested + "{{ {'a': 1}[ns.l] }}")
                        .render(Map.of(), 0, Recorded.NOW)
                        .string());
        TemplateException thrown = assertThrows(
                TemplateException.class,
                () -> Template.of(nested + "{{ ns.l in {'a': 1} }}").render(Map.of(), 0, Recorded.NOW));
        assertEquals("line 1: a list cannot be a key", thrown.getMessage());
    }

    @Test
    void refusesSourceThatIsTooLong() {
        assertThrows(TemplateException.class, () -> Template.of("a".repeat((1 << 20) + 1)));
    }

    @Test
    void hasRoomForALongChat() throws TemplateException {
        // Given: a megabyte that is trimmed, split and joined
        Text said = Text.quoted("word ".repeat(200_000));
        Template template = Template.of("{% for i in range(10) %}{{ said.split('x')[-1] | trim + '.' }}{% endfor %}");
        // When
        Text text = template.render(Map.of("said", said), said.length(), Recorded.NOW);
        // Then
        assertEquals(10 * said.length(), text.length());
    }

    private static void assertUnbounded(String message, String source) {
        TemplateException thrown = assertThrows(
                TemplateException.class,
                () -> Template.of(source)
                        .render(Map.of("said", Text.quoted("ab".repeat(5_000))), 10_000, Recorded.NOW));
        assertEquals(TemplateException.Cause.UNBOUNDED, thrown.reason(), thrown::toString);
        assertTrue(String.valueOf(thrown.getMessage()).endsWith(message), thrown::toString);
    }
}
