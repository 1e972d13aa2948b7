package dev.outrigger.engine.jinja;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Where characters are from: own letters are small in these tests, quoted ones large. */
class TextTest {
    @Test
    void knowsWhatIsQuotedThroughAllThatTemplatesDo() throws TemplateException {
        assertKept("{{ '<' + said + '>' }}");
        assertKept("{{ 'x' ~ said | trim ~ 'y' }}");
        assertKept("{{ ('a' + said + 'b')[1:3] }}{{ ('a' + said)[::-1] }}{{ said[0] }}");
        assertKept("{{ ('a,' ~ said ~ ',b').split(',') | join('-') }}");
        assertKept("{{ 'a-b'.replace('-', said) }}{{ said.replace('BC', 'x') }}");
        assertKept("{{ 'a{}b'.format(said) }}{{ [said, 'a'] | join(said) }}");
        assertKept("{% set x %}a{{ said }}b{% endset %}{{ x }}{% macro m(y) %}c{{ y }}{% endmacro %}{{ m(x) }}");
        assertKept("{{ said | list | join('a') }}{% for c in said %}{{ c }}x{% endfor %}");
        assertKept("{{ said.strip('A') }}{{ said.lstrip() }}{{ (said + 'z').rstrip('z') }}");
    }

    @Test
    void countsWhatCannotBeToldApartAsQuoted() throws TemplateException {
        // Given: a letter that becomes two
        Text mixed = render("{{ ('ß' + said) | upper }}");
        // Then
        assertEquals("SSA BCD", mixed.string());
        assertEquals(List.of(new Text.Range(0, 7, true)), mixed.ranges());
    }

    @Property
    void cutsAndJoinsEachCharacterWithItsOrigin(@ForAll("texts") Text text, @ForAll("texts") Text other) {
        // When
        int from = text.length() / 3;
        int to = text.length() - text.length() / 4;
        Text made = new TextBuilder()
                .append(text.cut(from, to))
                .append("own")
                .append(other)
                .build();
        // Then
        assertEquals(text.string().substring(from, to) + "own" + other.string(), made.string());
        assertOrigins(made);
    }

    @Provide
    Arbitrary<Text> texts() {
        Arbitrary<Text> own =
                Arbitraries.strings().withChars("abc").ofMaxLength(4).map(Text::own);
        Arbitrary<Text> quoted =
                Arbitraries.strings().withChars("ABC").ofMaxLength(4).map(Text::quoted);
        return Arbitraries.oneOf(own, quoted).list().ofMaxSize(8).map(parts -> {
            TextBuilder joined = new TextBuilder();
            parts.forEach(joined::append);
            return joined.build();
        });
    }

    private static void assertKept(String source) throws TemplateException {
        Text text = render(source);
        assertTrue(text.ranges().stream().anyMatch(Text.Range::isQuoted), source);
        assertOrigins(text);
    }

    private static Text render(String source) throws TemplateException {
        return Template.of(source).render(Map.of("said", Text.quoted("A BCD")), 5, Recorded.NOW);
    }

    private static void assertOrigins(Text text) {
        int next = 0;
        for (Text.Range range : text.ranges()) {
            assertEquals(next, range.from());
            assertTrue(range.from() < range.to());
            for (int i = range.from(); i < range.to(); i++) {
                char c = text.string().charAt(i);
                if (Character.isLetter(c)) assertEquals(range.isQuoted(), Character.isUpperCase(c), text.string());
            }
            next = range.to();
        }
        assertEquals(text.length(), next);
    }
}
